import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseTemplate,
  parseVariable,
  printTemplate,
  renderTemplates,
  wholePlaceholder,
} from '../../../engine/language/index.ts';

const event = {
  id: 'e1',
  type: 'session.opened',
  app: 'cards',
  firedAt: '2026-01-05T09:00:00.000Z',
  actor: { kind: 'user' as const, id: 'u1' },
  streamId: '',
  streamVersion: 0,
  tenantId: '',
  payload: {
    'a"}': 'odd',
    amountCents: 1250,
    tags: ['a', 'b'],
    customer: { name: 'Ada' },
    none: null,
    flag: false,
  },
};
const variables = {
  event,
  automation: { id: 'r_1', name: 'First', version: 3 },
  trigger: { source: 'event' as const, firedAt: event.firedAt },
  steps: { s1: { added: ['x'] } },
};
const render = (text: string, from = variables) => renderTemplates({ text }, from).value.text;

describe('a template', () => {
  it('prints the text it was parsed from, whatever the text', () => {
    const pieces = fc.array(fc.constantFrom('$', '{', '}', '${', '$${', '"', 'a', '.', ' ', '\\', '["a}b"]'));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          pieces.map((list) => list.join('')),
        ),
        (text) => {
          expect(printTemplate(parseTemplate(text))).toBe(text);
        },
      ),
    );
  });

  it('keeps the type of a value when it is one placeholder', () => {
    expect(render('${event.payload.amountCents}')).toBe(1250);
    expect(render('${event.payload.tags}')).toEqual(['a', 'b']);
    expect(render('${event.payload.none}')).toBeNull();
    expect(render('${event.payload.flag}')).toBe(false);
    expect(render('${automation.version}')).toBe(3);
  });

  it('writes values as text inside text, lists and objects as JSON', () => {
    expect(render('cost ${event.payload.amountCents}, ${event.payload.customer.name}')).toBe(
      'cost 1250, Ada',
    );
    expect(render('tags ${event.payload.tags} of ${event.payload.customer}')).toBe(
      'tags ["a","b"] of {"name":"Ada"}',
    );
  });

  it('trims what stands in a placeholder, and prints it as written', () => {
    expect(render('${ event.eventId }')).toBe('e1');
    expect(parseTemplate('${ event.eventId }')).toEqual({
      parts: [{ kind: 'placeholder', path: 'event.eventId', raw: ' event.eventId ' }],
    });
  });

  it('is one placeholder only when there is nothing around it', () => {
    const whole = (text: string) => wholePlaceholder(parseTemplate(text));
    expect(whole('${a.b}')).toBe('a.b');
    expect(['', 'a', '$${a}', '${a}${b}', '${a} ', '${a'].map(whole)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('ends a placeholder at the first brace outside quotes', () => {
    const parts = (text: string) => parseTemplate(text).parts;
    expect(parts('${a["}"]}}')).toEqual([
      { kind: 'placeholder', path: 'a["}"]', raw: 'a["}"]' },
      { kind: 'text', text: '}' },
    ]);
    expect(parts('${a\\}"}')).toEqual([
      { kind: 'placeholder', path: 'a\\', raw: 'a\\' },
      { kind: 'text', text: '"}' },
    ]);
    expect(parts('${}x')).toEqual([
      { kind: 'placeholder', path: '', raw: '' },
      { kind: 'text', text: 'x' },
    ]);
    expect(parts('${"} y')).toEqual([
      { kind: 'placeholder', path: '"', raw: '"' },
      { kind: 'text', text: ' y' },
    ]);
    expect(parts('a ${"b')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'unclosed', raw: '"b' },
    ]);
  });

  it('writes a literal ${ for $${', () => {
    expect(render('$${x}')).toBe('${x}');
    expect(render('$${event.eventId} is ${event.eventId}')).toBe('${event.eventId} is e1');
  });

  it('reaches every variable there is', () => {
    const text =
      '${event.eventType} ${event.eventId} ${event.actorId} ${event.actorKind} ${event.app} ${event.firedAt} ' +
      '${automation.id} ${automation.name} ${trigger.source} ${trigger.firedAt} ${steps.s1.output.added.0}';
    expect(render(text)).toBe(
      `session.opened e1 u1 user cards ${event.firedAt} r_1 First event ${event.firedAt} x`,
    );
  });

  it('lists what it cannot resolve with its place, and writes it as unresolved', () => {
    const params = { to: ['ok', 'x ${event.payload.nothing} y'], body: { deep: '${steps.s2.output.x}' } };
    expect(renderTemplates(params, variables)).toEqual({
      value: {
        to: ['ok', 'x [unresolved: event.payload.nothing] y'],
        body: { deep: '[unresolved: steps.s2.output.x]' },
      },
      unresolved: [
        { path: 'event.payload.nothing', at: 'to[1]' },
        { path: 'steps.s2.output.x', at: 'body.deep' },
      ],
    });
  });

  it('resolves nothing of the event on a schedule', () => {
    const text = '${event.app}, ${event.payload.amountCents}, ${trigger.source}';
    expect(renderTemplates({ text }, { ...variables, event: null })).toEqual({
      value: { text: '[unresolved: event.app], [unresolved: event.payload.amountCents], event' },
      unresolved: [
        { path: 'event.app', at: 'text' },
        { path: 'event.payload.amountCents', at: 'text' },
      ],
    });
  });

  it('reads past a brace and an escaped quote in a quoted key', () => {
    expect(render('<${event.payload["a\\"}"]}>')).toBe('<odd>');
  });

  it('lets an odd quote spoil its own placeholder, not the text after it', () => {
    expect(renderTemplates({ text: '${event."app} and ${event.app}' }, variables)).toEqual({
      value: { text: '[unresolved: event."app] and cards' },
      unresolved: [{ path: 'event."app', at: 'text' }],
    });
  });

  it('does not resolve a placeholder that never ends', () => {
    expect(renderTemplates({ text: 'a ${event.eventId' }, variables)).toEqual({
      value: { text: 'a [unresolved: event.eventId]' },
      unresolved: [{ path: 'event.eventId', at: 'text' }],
    });
  });

  it.each([
    'event',
    'event.payload',
    'event.type',
    'event.tenantId',
    'event.payload.__proto__.x',
    'event.payload.constructor',
    'automation',
    'automation.createdBy',
    'trigger.kind',
    'steps.s1.output',
    'steps.s1.params.x',
    'process.env.HOME',
    '',
    'event.eventId + 1',
  ])('knows no variable %j', (path) => {
    expect(parseVariable(path).ok).toBe(false);
  });

  it('suggests the nearest variable', () => {
    expect(parseVariable('event.eventtype')).toMatchObject({ error: { replacement: 'event.eventType' } });
    expect(parseVariable('payload.x')).toMatchObject({ error: { replacement: 'event.payload.x' } });
    expect(parseVariable('automaton.name')).toMatchObject({ error: { replacement: 'automation.name' } });
  });
});
