import type { Leaf } from '../../model/index.ts';
import type { PackWords } from './pack-words.ts';

const changed = (value: string): readonly Leaf[] => [{ path: 'payload.change', op: 'eq', value }];
const base = 'knowledge_base|kb';

export const cxWords: PackWords = {
  name: 'cx',
  triggers: [
    { event: 'session.opened', slots: ['session|conversation|chat', 'open|start|begin|new|arrive|come_in'] },
    { event: 'session.opened', slots: ['customer|client', 'write|contact|get_in_touch'] },
    { event: 'session.closed', slots: ['session|conversation|chat', 'close|end|finish'] },
    { event: 'agent.published', slots: ['agent', 'publish|go_live'] },
    { event: 'kb.updated', slots: [base, 'add'], implies: changed('added') },
    { event: 'kb.updated', slots: [base, 'edit'], implies: changed('edited') },
    { event: 'kb.updated', slots: [base, 'delete|remove'], implies: changed('deleted') },
    { event: 'kb.updated', slots: [base, 'update|change'] },
    { event: 'member.joined', slots: ['member|operator|colleague|somebody|someone', 'join'] },
    // Who joins is told by the role, which is then asked of the event.
    { event: 'member.joined', slots: ['~owner|admin|manager|reader', 'join'] },
    { event: 'budget.alert', slots: ['budget', 'alert|hit|reach'] },
  ],
  fields: {
    'payload.session.customer.vip': ['vip', 'vips'],
    'payload.session.text': ['text', 'message', 'first message'],
    'payload.session.language': ['language'],
    'payload.session.aiContext.confidence': ['confidence', 'ai confidence'],
    'payload.budget.spentCents': ['spent', 'spending'],
    'payload.budget.limitCents': ['limit'],
    'payload.durationSeconds': ['duration'],
  },
  glue: [
    'session',
    'conversation',
    'chat',
    'customer',
    'client',
    'budget',
    'document',
    'member',
    'operator',
    'article',
  ],
  tools: [],
  actions: {
    assign_to: 'assign it',
    tag_session: 'tag it',
    send_email: 'email',
    escalate_to_human: 'escalate it',
  },
};
