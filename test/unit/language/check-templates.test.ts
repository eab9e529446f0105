import { describe, expect, it } from 'vitest';
import { checkTemplates } from '../../../engine/language/index.ts';
import { catalog, ruleWith } from '../drivers/setting.ts';

const check = (params: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  checkTemplates(ruleWith({ actions: [{ id: 's1', type: 'tag_session', params, ...more }] }), catalog);

describe('the placeholders of a step', () => {
  it('are found in every text, however deep, at the place of the text', () => {
    const params = { tags: ['a', '${nopenope}'], deep: { more: [{ '': 5, text: 'x ${nope.at.all}' }] } };
    const unknown = (name: string, at: string) => ({
      severity: 'error',
      code: 'unknown-variable',
      message: `a variable starts with event, automation, trigger or steps, not "${name}"`,
      at,
    });
    expect(check(params)).toEqual([
      unknown('nopenope', 'actions[0].params.tags[1]'),
      unknown('nope', 'actions[0].params.deep.more[0].text'),
    ]);
  });

  it('are mended alone: the text around them, and other placeholders, stay as written', () => {
    const text = '$${a} ${event.app}, ${event.ap} ${event.firedAt}';
    expect(check({ tags: [text] })).toEqual([
      {
        severity: 'error',
        code: 'unknown-variable',
        message: 'event has eventType, eventId, actorId, actorKind, app, firedAt, payload.<field>',
        at: 'actions[0].params.tags[0]',
        fix: 'did you mean ${event.app}?',
        replacement: '$${a} ${event.app}, ${event.app} ${event.firedAt}',
      },
    ]);
  });

  it('are only named where nothing is near them', () => {
    expect(check({ tags: ['${event.payload.qqqqqqqqqqqqqqqqqqqqqqqqqqqqqq}'] })).toEqual([
      {
        severity: 'error',
        code: 'unknown-variable',
        message: 'there is no variable "event.payload.qqqqqqqqqqqqqqqqqqqqqqqqqqqqqq"',
        at: 'actions[0].params.tags[0]',
      },
    ]);
  });

  it('must end', () => {
    expect(check({ tags: ['for ${event.app'] })).toEqual([
      {
        severity: 'error',
        code: 'unclosed-placeholder',
        message: '"${event.app" is never closed; write $${ for a literal ${',
        at: 'actions[0].params.tags[0]',
        fix: 'close it with }',
        replacement: 'for ${event.app}',
      },
    ]);
  });

  it('are worth a warning where they stand for what may be missing', () => {
    expect(check({ tags: ['${event.payload.session.topic}', '${event.payload.session.channel}'] })).toEqual([
      {
        severity: 'warning',
        code: 'optional-variable',
        message: '"event.payload.session.topic" may be missing; the step is then invalid and does nothing',
        at: 'actions[0].params.tags[0]',
        fix: 'add a condition that it exists',
      },
    ]);
  });

  it('are nobody’s business while the step is disabled', () => {
    expect(check({ tags: ['${nope}'] }, { disabled: true })).toEqual([]);
  });
});
