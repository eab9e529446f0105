import { describe, expect, it } from 'vitest';
import { findActionType, findTool } from '../../../engine/catalog/index.ts';
import { describeVariable, listVariables, stepOutputSchema } from '../../../engine/language/index.ts';
import { catalog, ruleWith, sampleEvent } from '../drivers/setting.ts';

const actions = [
  { id: 'tags', type: 'tag_session', params: { tags: ['a'] } },
  { id: 'off', type: 'tag_session', params: { tags: ['a'] }, disabled: true },
  { id: 'odd', type: 'made_up' },
  { id: 'last', type: 'send_email' },
];
const rule = ruleWith({ actions });
const scheduled = ruleWith({
  actions,
  trigger: { kind: 'schedule', schedule: { kind: 'every', minutes: 60 } },
});
const unknown = ruleWith({ actions, trigger: { kind: 'event', eventType: 'made.up' } });

describe('what a placeholder stands for', () => {
  it.each([
    ['event.payload.session.channel', { enum: ['whatsapp', 'web', 'email', 'voice'] }, false],
    ['event.payload.session.topic', { type: 'string' }, true],
    ['event.firedAt', { type: 'string' }, false],
    ['automation.version', { type: 'integer' }, false],
    ['automation.name', { type: 'string' }, false],
    ['trigger.source', { type: 'string' }, false],
    ['steps.tags.output.added', { type: 'array' }, false],
    ['steps.odd.output.anything', {}, false],
  ])('is known: %s', (path, schema, isOptional) => {
    expect(describeVariable(catalog, rule, 3, path)).toMatchObject({ value: { schema, isOptional } });
  });

  const none = (path: string) => `there is no variable "${path}"`;
  const steps = 'earlier steps: tags, off, odd';
  it.each<[string, string, string, string | undefined]>([
    [
      'event.payload.session.chanel',
      'unknown-variable',
      none('event.payload.session.chanel'),
      'event.payload.session.channel',
    ],
    ['steps.tags.output.aded', 'unknown-variable', none('steps.tags.output.aded'), 'steps.tags.output.added'],
    [
      'event.payload.qqqqqqqqqqqqqqqqqqqqqqqqqq',
      'unknown-variable',
      none('event.payload.qqqqqqqqqqqqqqqqqqqqqqqqqq'),
      undefined,
    ],
    [
      'steps.tagz.output.added',
      'unknown-variable',
      `there is no step "tagz"; ${steps}`,
      'steps.tags.output.added',
    ],
    ['steps.zzzzzzzz.output.added', 'unknown-variable', `there is no step "zzzzzzzz"; ${steps}`, undefined],
    ['steps.off.output.added', 'disabled-step', 'step off is disabled; it has no output', undefined],
    [
      'steps.last.output.messageId',
      'later-step',
      'step last runs here; only earlier outputs can be used',
      undefined,
    ],
    ['automation.nam', 'unknown-variable', 'automation has id, name, version', 'automation.name'],
  ])('is not known: %s', (path, code, message, replacement) => {
    expect(describeVariable(catalog, rule, 3, path)).toEqual({
      ok: false,
      error: { code, message, ...(replacement === undefined ? {} : { replacement }) },
    });
  });

  it('is told of what runs later, and of no earlier steps where there are none', () => {
    expect(describeVariable(catalog, rule, 0, 'steps.last.output.x')).toEqual({
      ok: false,
      error: {
        code: 'later-step',
        message: 'step last runs later; only earlier outputs can be used',
      },
    });
    expect(describeVariable(catalog, rule, 0, 'steps.none.output.x')).toEqual({
      ok: false,
      error: { code: 'unknown-variable', message: 'there is no step "none"' },
    });
  });

  it.each(['event.payload.x', 'event.app'])('is nothing of the event on a schedule: %s', (path) => {
    expect(describeVariable(catalog, scheduled, 3, path)).toEqual({
      ok: false,
      error: {
        code: 'event-on-schedule',
        message: `a scheduled rule has no event: "${path}" can never be resolved; use trigger.* or automation.*`,
      },
    });
  });

  it('is anything of an event that nobody knows', () => {
    expect(describeVariable(catalog, unknown, 3, 'event.payload.x')).toEqual({
      ok: true,
      value: { schema: {}, isOptional: false },
    });
  });
});

describe('the variables that are offered', () => {
  it('leave out disabled steps, unknown actions and the event of a schedule', () => {
    const offered = listVariables(catalog, scheduled, 4).map(({ path }) => path);
    expect(offered.filter((path) => path.startsWith('event.'))).toEqual([]);
    expect(offered.filter((path) => path.startsWith('steps.'))).toEqual([
      'steps.tags.output.tags',
      'steps.tags.output.added',
      'steps.last.output.messageId',
      'steps.last.output.to',
    ]);
    expect(listVariables(catalog, scheduled, 0).find(({ path }) => path === 'trigger.source')?.sample).toBe(
      'cron',
    );
  });

  it('show the values of an event where one is given', () => {
    const event = sampleEvent('session.opened');
    const samples = new Map(listVariables(catalog, rule, 0, event).map(({ path, sample }) => [path, sample]));
    expect(samples.get('event.eventId')).toBe(event.id);
    expect(samples.get('trigger.firedAt')).toBe(event.firedAt);
    expect(samples.get('event.payload.session.topic')).toBe('fraud');
  });

  it('know the output of a tool by the tool', () => {
    const call = { id: 's1', type: 'mcp-tool-call', params: { tool: 'renameDocument', args: {} } };
    const tool = findTool(catalog, 'renameDocument') ?? expect.unreachable();
    const general = findActionType(catalog, 'mcp-tool-call')?.outputSchema ?? expect.unreachable();
    const known = {
      ...general,
      properties: { ...Object(general.properties), result: tool.outputSchema },
    };
    const on = (server: unknown) =>
      stepOutputSchema(catalog, { ...call, params: { ...call.params, ...Object({ server }) } });
    expect(stepOutputSchema(catalog, call)).toEqual(known);
    expect(on(tool.server)).toEqual(known);
    expect(on(5)).toEqual(known);
    expect(on('another-server')).toEqual(general);
    for (const name of ['noSuchTool', 5, [tool.name]]) {
      expect(stepOutputSchema(catalog, { ...call, params: { tool: name, args: {} } })).toEqual(general);
    }
  });

  it('know of an action without a result only what the action says', () => {
    const params = { tool: 'renameDocument' };
    expect(stepOutputSchema(catalog, { type: 'send_email', params })).toEqual(
      findActionType(catalog, 'send_email')?.outputSchema,
    );
    expect(stepOutputSchema(catalog, { type: 'made_up', params })).toBeNull();
  });
});
