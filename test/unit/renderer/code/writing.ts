import { builtInPacks, createCatalog } from '../../../../engine/catalog/index.ts';
import { printCode } from '../../../../engine/editing/index.ts';
import type { Rule } from '../../../../engine/model/index.ts';
import { codeContext } from '../../../../renderer/code/code-context.ts';
import { ruleSchema } from '../../../../renderer/code/rule-schema.ts';
import { readTree } from '../../../../renderer/code/text-places.ts';

export const catalog = createCatalog(builtInPacks());
export const schema = ruleSchema(catalog);

export const rule: Rule = {
  id: 'r_fraud',
  name: 'Fraud on Cards',
  labels: [],
  order: 100,
  enabled: false,
  scope: { apps: ['cards'] },
  trigger: { kind: 'event', eventType: 'session.opened' },
  filter: [{ path: 'payload.session.channel', op: 'eq', value: 'whatsapp' }],
  actions: [
    { id: 's1', type: 'tag_session', params: { tags: ['fraud'] } },
    { id: 's2', type: 'escalate_to_human', params: { team: 'fraud', reason: 'About ' } },
  ],
  limits: { cooldownSeconds: 0, maxFiresPerDay: null, maxPerMinute: null },
  onActionError: 'continue',
  createdBy: 'm_sara_k',
  version: 1,
};

/** The rule's text with one part replaced; `|` in the new part is the cursor. `base` is the rule that is printed. */
export function writing(part: string, replacement: string, base: Rule = rule) {
  const printed = printCode(base);
  if (!printed.includes(part)) throw new Error(`the rule has no ${part}`);
  const marked = printed.replace(part, () => replacement);
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  return { offset, text, context: codeContext(readTree(text), catalog, schema, rule) };
}
