import { describe, expect, it } from 'vitest';
import { checkTemplates } from '../../../engine/language/index.ts';
import { catalog, ruleWith } from '../drivers/setting.ts';

const check = (params: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  checkTemplates(ruleWith({ actions: [{ id: 's1', type: 'tag_session', params, ...more }] }), catalog);

describe('the placeholders of a step', () => {
  it('are found in every text, however deep, at the place of the text', () => {
    const params = { tags: ['a', '${event.nope}'], deep: { more: [{ '': 5, text: 'x ${nope.at.all}' }] } };
    expect(check(params)).toMatchObject([
      { code: 'unknown-variable', at: 'actions[0].params.tags[1]' },
      { code: 'unknown-variable', at: 'actions[0].params.deep.more[0].text' },
    ]);
  });

  it('are mended alone: the text around them, and other placeholders, stay as written', () => {
    const text = '$${a} ${event.app}, ${event.ap} ${event.firedAt}';
    expect(check({ tags: [text] })).toMatchObject([
      {
        severity: 'error',
        code: 'unknown-variable',
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
    expect(check({ tags: ['for ${event.app'] })).toMatchObject([
      {
        code: 'unclosed-placeholder',
        message: expect.stringContaining('"${event.app" is never closed'),
        at: 'actions[0].params.tags[0]',
        replacement: 'for ${event.app}',
      },
    ]);
  });

  it('are worth a warning where they stand for what may be missing', () => {
    expect(
      check({ tags: ['${event.payload.session.topic}', '${event.payload.session.channel}'] }),
    ).toMatchObject([{ severity: 'warning', code: 'optional-variable', at: 'actions[0].params.tags[0]' }]);
  });

  it('are nobody’s business while the step is disabled', () => {
    expect(check({ tags: ['${nope}'] }, { disabled: true })).toEqual([]);
  });
});
