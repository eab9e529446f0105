import { describe, expect, it } from 'vitest';
import { parseVariable, resolveVariable, type VariablePath } from '../../../engine/language/index.ts';
import { sampleEvent } from '../drivers/setting.ts';

describe('the inside of a placeholder', () => {
  it.each<[string, VariablePath]>([
    ['event.payload.a[0]["b c"]', { kind: 'payload', segments: ['a', '0', 'b c'] }],
    ['event.actorKind', { kind: 'event', field: 'actorKind' }],
    ['automation.version', { kind: 'automation', field: 'version' }],
    ['trigger.firedAt', { kind: 'trigger', field: 'firedAt' }],
    ['steps.s1.output.added.0', { kind: 'step', stepId: 's1', segments: ['added', '0'] }],
  ])('is a variable: %s', (text, path) => {
    expect(parseVariable(text)).toEqual({ ok: true, value: path });
  });

  const eventFields = 'event has eventType, eventId, actorId, actorKind, app, firedAt, payload.<field>';
  const step = 'an earlier output is written steps.<step id>.output.<field>';
  const root = (name: string) => `a variable starts with event, automation, trigger or steps, not "${name}"`;
  it.each<[string, string, string | undefined]>([
    ['', 'a path is needed', undefined],
    ['event..x', 'not a path: stuck at "..x" (position 5)', undefined],
    ['event.payload', eventFields, undefined],
    ['event.eventtype', eventFields, 'event.eventType'],
    ['event.other.field', eventFields, undefined],
    ['event.app.x', eventFields, 'event.app'],
    ['automation.nam', 'automation has id, name, version', 'automation.name'],
    ['trigger.sourc', 'trigger has source, firedAt', 'trigger.source'],
    ['trigger.firedAt.x', 'trigger has source, firedAt', 'trigger.firedAt'],
    ['steps', step, undefined],
    ['steps.s1', step, undefined],
    ['steps.s1.output', step, undefined],
    ['steps.s1.params.x', step, undefined],
    ['steps[""].output.x', step, undefined],
    ['payload.x.y', 'the payload is written event.payload', 'event.payload.x.y'],
    ['evnt.app', root('evnt'), 'event.app'],
    ['automaton.name', root('automaton'), 'automation.name'],
    ['trigge.source', root('trigge'), 'trigger.source'],
    ['step.s1.output.x', root('step'), 'steps.s1.output.x'],
    ['zzzzzzzz.x', root('zzzzzzzz'), undefined],
  ])('is none: %j — %s', (text, message, replacement) => {
    expect(parseVariable(text)).toEqual({
      ok: false,
      error: replacement === undefined ? { message } : { message, replacement },
    });
  });
});

describe('the value of a variable', () => {
  const event = sampleEvent('session.opened', { payload: { a: { b: 1 } } });
  const variables = {
    event,
    automation: { id: 'r_1', name: 'First', version: 3 },
    trigger: { source: 'manual' as const, firedAt: event.firedAt },
    steps: { s1: { added: ['x'] } },
  };
  const nothing = { present: false, value: null };

  it.each<[VariablePath, unknown]>([
    [
      { kind: 'payload', segments: ['a', 'b'] },
      { present: true, value: 1 },
    ],
    [{ kind: 'payload', segments: ['a', 'c'] }, nothing],
    [
      { kind: 'event', field: 'eventType' },
      { present: true, value: 'session.opened' },
    ],
    [
      { kind: 'automation', field: 'version' },
      { present: true, value: 3 },
    ],
    [
      { kind: 'trigger', field: 'source' },
      { present: true, value: 'manual' },
    ],
    [
      { kind: 'step', stepId: 's1', segments: ['added', '0'] },
      { present: true, value: 'x' },
    ],
    [{ kind: 'step', stepId: 's2', segments: ['added'] }, nothing],
    [{ kind: 'step', stepId: 'toString', segments: ['name'] }, nothing],
  ])('is found for %j', (path, expected) => {
    expect(resolveVariable(path, variables)).toEqual(expected);
  });

  it('is missing on a schedule for all that is of the event', () => {
    const scheduled = { ...variables, event: null };
    expect(resolveVariable({ kind: 'payload', segments: ['a'] }, scheduled)).toEqual(nothing);
    expect(resolveVariable({ kind: 'event', field: 'app' }, scheduled)).toEqual(nothing);
  });
});
