import type { Effect, Json } from '../../model/index.ts';

/** What a step would do to the world, as it reads after "would": `set tags = ["fraud-suspect"]`. */
export function effectInWords(effect: Effect): string {
  const show = (field: string) => jsonText(effect[field]);
  const plain = (field: string) => plainText(effect[field]);
  switch (effect.kind) {
    case 'session.tag':
      return `set tags = ${show('tags')}`;
    case 'session.assign':
      return `assign the session to ${plain('memberName')} (${plain('strategy')})`;
    case 'email.send': {
      const template = effect.template ? `template: ${plain('template')}` : `subject: ${plain('subject')}`;
      return `send to ${plain('to')} (${template})`;
    }
    case 'human.escalate': {
      const pin = effect.pinName ? ` · pin to ${plain('pinName')}` : '';
      return `route to team=${plain('team')}${pin}`;
    }
    case 'search.run':
      return `run the saved search ${show('title')} as ${plain('runAs')}`;
    case 'model.ask':
      return `ask the model ${show('question')}`;
    case 'http.post':
      return `POST to ${plain('url')} ${show('body')}`;
    case 'mcp.call':
      return `call ${plain('tool')}(${show('args')}) on ${plain('server')}`;
    case 'ticket.assign':
      return effect.after === null
        ? `take the ticket from ${plain('before')}`
        : `assign the ticket to ${plain('after')}`;
    case 'ticket.tag':
      return `set tags = ${show('after')}`;
    case 'ticket.priority':
      return `set priority = ${show('after')} (was ${show('before')})`;
    case 'ticket.close':
      return `close the ticket (reason: ${plain('reason')})`;
    case 'ticket.reopen':
      return 'reopen the ticket';
    case 'ticket.note':
      return `add the internal note ${show('text')}`;
    default: {
      const { kind, ...fields } = effect;
      return `request ${kind} ${jsonText(fields)}`;
    }
  }
}

/** A value on one line, short enough to read. */
export function jsonText(value: Json | undefined): string {
  const text = JSON.stringify(value ?? null);
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

function plainText(value: Json | undefined): string {
  if (typeof value === 'string') return visible(value);
  if (Array.isArray(value)) return value.map(plainText).join(', ');
  return jsonText(value);
}

/** Text from data may not move the cursor or colour the terminal. */
export function visible(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, (control) => JSON.stringify(control).slice(1, -1));
}
