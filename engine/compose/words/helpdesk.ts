import type { Leaf } from '../../model/index.ts';
import type { PackWords } from './pack-words.ts';

const added: readonly Leaf[] = [{ path: 'payload.change', op: 'eq', value: 'added' }];
const removed: readonly Leaf[] = [{ path: 'payload.change', op: 'eq', value: 'removed' }];

export const helpdeskWords: PackWords = {
  name: 'helpdesk',
  triggers: [
    { event: 'TicketCreated', slots: ['ticket', 'create|new|arrive|submit|come_in|=opened|=opens'] },
    { event: 'TicketReopened', slots: ['ticket', 'reopen'] },
    {
      event: 'TicketAssigned',
      slots: ['ticket', '=assigned|=reassigned'],
      follows: 'payload.ticket.assignee_id',
    },
    { event: 'TicketTagged', slots: ['ticket', '=tagged'], implies: added, follows: 'payload.tag' },
    { event: 'TicketTagged', slots: ['=tag', '=added|=put'], implies: added },
    { event: 'TicketTagged', slots: ['=tag', '=removed|=taken'], implies: removed },
    { event: 'TicketPriorityChanged', slots: ['priority', 'change|raise|=lowered'] },
    { event: 'TicketClosed', slots: ['ticket', '=closed|=closes'] },
    { event: 'SlaWarned', slots: ['sla|service_level', 'warn'] },
    // What is only about to happen has not happened: that is the warning.
    {
      event: 'SlaWarned',
      slots: ['sla|service_level', 'breach|miss', '=about|=close|nearly|almost|soon|shortly'],
    },
    { event: 'SlaBreached', slots: ['sla|service_level', 'breach|miss'] },
  ],
  fields: {
    'payload.ticket.requester.vip': ['vip', 'vips'],
    'payload.ticket.id': ['ticket number', 'number', 'ticket id'],
    'payload.ticket.meta.lang': ['language', 'lang'],
    'payload.ticket.requester.name': ["requester's name", 'requester name'],
    'payload.ticket.assignee_id': ['assignee'],
    'payload.previous_assignee_id': ['from', 'previous assignee'],
    'payload.sla.name': ['sla named', 'sla name', 'policy'],
    'payload.sla.percent': ['percent'],
  },
  glue: ['ticket', 'requester'],
  tools: [],
  actions: {
    assign: 'assign it',
    tag: 'tag it',
    untag: 'untag it',
    close: 'close it',
    reopen: 'reopen it',
    add_internal_note: 'add a note',
  },
};
