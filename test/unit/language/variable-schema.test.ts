import { describe, expect, it } from 'vitest';
import { findTool } from '../../../engine/catalog/index.ts';
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

  it.each([
    ['event.payload.session.chanel', 'unknown-variable', 'event.payload.session.channel'],
    ['steps.tags.output.aded', 'unknown-variable', 'steps.tags.output.added'],
    ['steps.tagz.output.added', 'unknown-variable', 'steps.tags.output.added'],
    ['steps.zzzzzzzz.output.added', 'unknown-variable', undefined],
    ['steps.last.output.messageId', 'later-step', undefined],
    ['steps.off.output.added', 'disabled-step', undefined],
    ['event.payload.qqqqqqqqqqqqqqqqqqqqqqqqqq', 'unknown-variable', undefined],
    ['zzzzzzzzzz.x', 'unknown-variable', undefined],
  ])('is not known: %s', (path, code, replacement) => {
    const found = describeVariable(catalog, rule, 3, path);
    expect(found).toMatchObject({ ok: false, error: { code } });
    expect(found.ok ? '' : found.error.replacement).toBe(replacement);
  });

  it('tells a step of itself from a later one', () => {
    const words = (index: number) => {
      const found = describeVariable(catalog, rule, index, 'steps.last.output.x');
      return found.ok ? '' : found.error.message;
    };
    expect(words(3)).toContain('runs here');
    expect(words(0)).toContain('runs later');
    expect(describeVariable(catalog, rule, 0, 'steps.none.output.x')).toMatchObject({
      error: { message: 'there is no step "none"' },
    });
  });

  it('is nothing of the event on a schedule, and anything of an event that nobody knows', () => {
    for (const path of ['event.payload.x', 'event.app']) {
      expect(describeVariable(catalog, scheduled, 3, path)).toMatchObject({
        error: { code: 'event-on-schedule' },
      });
    }
    expect(describeVariable(catalog, unknown, 3, 'event.payload.x')).toMatchObject({ value: { schema: {} } });
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
    expect(stepOutputSchema(catalog, call)).toMatchObject({ properties: { result: expect.anything() } });
    const { server } = findTool(catalog, 'renameDocument') ?? expect.unreachable();
    const on = (name: string) =>
      stepOutputSchema(catalog, { ...call, params: { ...call.params, server: name } });
    expect(on(server)).toEqual(stepOutputSchema(catalog, call));
    expect(on('another-server')).not.toEqual(stepOutputSchema(catalog, call));
    for (const tool of ['noSuchTool', 5]) {
      expect(stepOutputSchema(catalog, { ...call, params: { tool, args: {} } })).toBeDefined();
    }
  });
});
