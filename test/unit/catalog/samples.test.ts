import { describe, expect, it } from 'vitest';
import {
  builtInPacks,
  createCatalog,
  eventSchema,
  findEventType,
  findMember,
  findTool,
  mayRunRules,
  validateAgainst,
} from '../../../engine/catalog/index.ts';
import { checkFilter, checkTemplates, evaluateFilter } from '../../../engine/language/index.ts';
import { type Event, isJsonObject, type Rule, readRuleValue } from '../../../engine/model/index.ts';

const packs = builtInPacks();
const catalog = createCatalog(packs);
const eventTypes = packs.flatMap((pack) => pack.eventTypes.map((entry) => ({ pack, entry })));
const rules = packs.flatMap((pack) => pack.sampleRules.map((rule) => ({ pack, rule })));
const events = packs.flatMap((pack) => pack.eventTypes.flatMap((entry) => entry.samples));

describe.each(eventTypes.map(({ pack, entry }) => [entry.type, entry, pack] as const))(
  '%s',
  (type, entry, pack) => {
    it('has at least three samples with names of their own', () => {
      expect(entry.samples.length).toBeGreaterThanOrEqual(3);
      expect(new Set(entry.samples.map(({ name }) => name)).size).toBe(entry.samples.length);
    });

    it.each(entry.samples.map(({ name, event }) => [name, event] as const))(
      'fits its schema: %s',
      (_name, event) => {
        expect(validateAgainst(entry.payloadSchema, event.payload)).toEqual([]);
        expect(event.type).toBe(type);
        expect(event.firedAt).toMatch(/^2026-/);
        expect(event.tenantId).toBe(pack.workspace.tenant);
        expect(pack.directory.apps.map(({ id }) => id)).toContain(event.app);
      },
    );

    it('has samples that differ in their payload', () => {
      expect(new Set(entry.samples.map(({ event }) => JSON.stringify(event.payload))).size).toBe(
        entry.samples.length,
      );
    });
  },
);

it('gives every sample event an id of its own', () => {
  expect(new Set(events.map(({ event }) => event.id)).size).toBe(events.length);
});

it.each(packs.flatMap((pack) => pack.actionTypes).map((entry) => [entry.type, entry] as const))(
  'gives %s sample parameters that fit its schema',
  (_type, entry) => {
    expect(validateAgainst(entry.paramsSchema, entry.sampleParams)).toEqual([]);
  },
);

describe.each(rules.map(({ pack, rule }) => [rule.id, rule, pack] as const))(
  'sample rule %s',
  (_id, rule, pack) => {
    it('is a valid rule about types and apps of its own pack, by somebody who may run it', () => {
      expect(readRuleValue(JSON.parse(JSON.stringify(rule)))).toEqual({ ok: true, value: rule });
      const creator = findMember(catalog, rule.createdBy);
      for (const app of rule.scope.apps) {
        expect(pack.directory.apps.map(({ id }) => id)).toContain(app);
        expect(creator && mayRunRules(creator, app)).toBe(true);
      }
      for (const step of rule.actions) expect(pack.actionTypes.map(({ type }) => type)).toContain(step.type);
      if (rule.trigger.kind === 'event') {
        expect(pack.eventTypes.map(({ type }) => type)).toContain(rule.trigger.eventType);
      }
    });

    it('has no conditions or placeholders that are wrong', () => {
      const problems = [...checkFilter(rule, catalog), ...checkTemplates(rule, catalog)];
      expect(problems.filter(({ severity }) => severity !== 'hint')).toEqual([]);
    });
  },
);

const eventRules = rules.map(({ rule }) => rule).filter(({ trigger }) => trigger.kind === 'event');
it.each(eventRules.map((rule) => [rule.id, rule] as const))(
  'has a sample event that %s matches and one that it does not',
  (_id, rule) => {
    const verdicts = events.map(({ event }) => matches(rule, event));
    expect(verdicts).toContain(true);
    expect(verdicts).toContain(false);
  },
);

describe('the fraud rule', () => {
  const rule = packs[0]?.sampleRules[0];
  const sample = (name: string) => {
    const found = events.find((candidate) => candidate.name.startsWith(name))?.event;
    if (!found) throw new Error(name);
    return found;
  };

  it('tags, writes to fraud operations and hands over to Sara K., in this order', () => {
    expect(rule?.actions.map(({ type, params }) => [type, params])).toMatchObject([
      ['tag_session', { tags: ['fraud-suspect'] }],
      ['send_email', { to: ['fraud-ops@acme-bank.com'], template: 'fraud-alert-v2' }],
      ['escalate_to_human', { team: 'fraud', pinTo: 'm_sara_k' }],
    ]);
    expect(rule).toMatchObject({ enabled: true, scope: { apps: ['cards'] } });
  });

  it('takes fraud in Cards, and neither other Cards sessions nor fraud in Loans', () => {
    if (!rule) throw new Error('no fraud rule');
    expect(matches(rule, sample('Suspected fraud, Cards'))).toBe(true);
    expect(matches(rule, sample('Question about a limit'))).toBe(false);
    expect(matches(rule, sample('Suspected fraud, Loans'))).toBe(false);
  });
});

it('calls document tools with arguments that fit their schemas', () => {
  const event = events.find(({ event }) => event.type === 'document.dlp-flagged')?.event;
  const calls = rules.flatMap(({ rule }) => rule.actions.filter(({ type }) => type === 'mcp-tool-call'));
  expect(calls.length).toBeGreaterThanOrEqual(2);
  for (const { params } of calls) {
    const tool = findTool(catalog, String(params.tool));
    const args = JSON.parse(
      JSON.stringify(params.args).replaceAll(
        '${event.payload.documentId}',
        String(event?.payload.documentId),
      ),
    );
    expect(tool && isJsonObject(args) && validateAgainst(tool.inputSchema, args)).toEqual([]);
  }
});

/** Trigger, scope and filter all hold. */
function matches(rule: Rule, event: Event): boolean {
  if (rule.trigger.kind !== 'event' || rule.trigger.eventType !== event.type) return false;
  const type = findEventType(catalog, event.type);
  const schema = type && eventSchema(type);
  return (
    rule.scope.apps.includes(event.app) && evaluateFilter(rule.filter, event, { eventSchema: schema }).pass
  );
}
