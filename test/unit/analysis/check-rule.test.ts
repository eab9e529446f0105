import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  checkRule,
  type ProblemCode,
  problemCodes,
  ruleSetProblemCodes,
} from '../../../engine/analysis/index.ts';
import { builtInPacks, createCatalog } from '../../../engine/catalog/index.ts';
import { type FilterNode, type Json, type Rule, readRuleValue } from '../../../engine/model/index.ts';

const catalog = createCatalog(builtInPacks());
const pages = readFileSync(new URL('../../../docs/problems.md', import.meta.url), 'utf8');

function ruleWith(changes: Record<string, unknown>): Rule {
  const read = readRuleValue({
    name: 'Test',
    scope: { apps: ['cards'] },
    trigger: { kind: 'event', eventType: 'session.opened' },
    filter: [],
    actions: [{ id: 's1', type: 'tag_session', params: { tags: ['a'] } }],
    createdBy: 'm_omar_d',
    ...changes,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}
const filter = (...nodes: unknown[]) => ruleWith({ filter: nodes });
const leaf = (path: string, op: string, value: Json) => filter({ path, op, value });
const channel = (value: string) => ({ path: 'payload.session.channel', op: 'eq', value });
const exists = (path: string, value: boolean) => ({ path, op: 'exists', value });
const vip = { path: 'payload.session.customer.vip', op: 'eq', value: true };
const step = (type: string, params: Record<string, unknown>) =>
  ruleWith({ actions: [{ id: 's1', type, params }] });
const documents = {
  scope: { apps: ['documents'] },
  trigger: { kind: 'event', eventType: 'document.dlp-flagged' },
  createdBy: 'm_nora_f',
};
const documentStep = (type: string, params: Record<string, unknown>) =>
  ruleWith({ ...documents, actions: [{ id: 's1', type, params }] });
const schedule = { kind: 'schedule', schedule: { kind: 'every', minutes: 60 } };

/** For each code a rule that has it, where, and what would mend it. */
const examples: Record<ProblemCode, { rule: Rule; at: string; replacement?: Json }> = {
  'unknown-event-type': {
    rule: ruleWith({ trigger: { kind: 'event', eventType: 'session.open' } }),
    at: 'trigger.eventType',
    replacement: 'session.opened',
  },
  'empty-scope': { rule: ruleWith({ scope: { apps: [] } }), at: 'scope.apps' },
  'unknown-app': { rule: ruleWith({ scope: { apps: ['card'] } }), at: 'scope.apps[0]', replacement: 'cards' },
  'app-of-other-pack': { rule: ruleWith({ scope: { apps: ['helpdesk'] } }), at: 'scope.apps[0]' },
  'duplicate-app': { rule: ruleWith({ scope: { apps: ['cards', 'cards'] } }), at: 'scope.apps[1]' },
  'path-syntax': { rule: leaf('payload..topic', 'eq', 'x'), at: 'filter[0].path' },
  'path-forbidden': { rule: leaf('payload.__proto__.x', 'eq', 'x'), at: 'filter[0].path' },
  'path-root': {
    rule: leaf('session.topic', 'eq', 'x'),
    at: 'filter[0].path',
    replacement: 'payload.session.topic',
  },
  'unknown-path': {
    rule: leaf('payload.session.topik', 'eq', 'x'),
    at: 'filter[0].path',
    replacement: 'payload.session.topic',
  },
  'optional-path': { rule: leaf('payload.session.topic', 'eq', 'x'), at: 'filter[0].path' },
  'item-outside-where': { rule: leaf('item.key', 'eq', 'x'), at: 'filter[0].path' },
  'not-a-list': {
    rule: filter({ anyItem: 'payload.session.language', where: { path: 'item', op: 'eq', value: 'x' } }),
    at: 'filter[0].anyItem',
  },
  'empty-any': { rule: filter({ any: [] }), at: 'filter[0]' },
  'operator-never-holds': { rule: leaf('payload.session.customer.vip', 'gt', 1), at: 'filter[0].op' },
  'value-type': {
    rule: leaf('payload.session.customer.vip', 'eq', 'true'),
    at: 'filter[0].value',
    replacement: true,
  },
  'value-not-in-enum': {
    rule: leaf('payload.session.channel', 'in', ['web', 'whatsap']),
    at: 'filter[0].value[1]',
    replacement: 'whatsapp',
  },
  'empty-list': { rule: leaf('payload.session.channel', 'in', []), at: 'filter[0].value' },
  'invalid-pattern': { rule: leaf('payload.session.language', 'matches', '('), at: 'filter[0].value' },
  'never-matches': { rule: filter(channel('web'), channel('voice')), at: 'filter' },
  'never-matches-schema': {
    rule: ruleWith({
      trigger: { kind: 'event', eventType: 'session.closed' },
      filter: [{ path: 'payload.durationSeconds', op: 'lt', value: 0 }],
    }),
    at: 'filter[0]',
  },
  'always-matches': {
    rule: filter({ any: [exists('payload.session.topic', true), exists('payload.session.topic', false)] }),
    at: 'filter',
  },
  'contradictory-condition': { rule: filter(channel('web'), channel('voice')), at: 'filter[1]' },
  'redundant-condition': {
    rule: filter(
      { path: 'payload.session.topic', op: 'eq', value: 'fraud' },
      exists('payload.session.topic', true),
    ),
    at: 'filter[1]',
  },
  'redundant-by-schema': { rule: filter(exists('payload.session.id', true)), at: 'filter[0]' },
  'unreachable-branch': {
    rule: filter(channel('web'), { any: [channel('voice'), vip] }),
    at: 'filter[1].any[0]',
  },
  'subsumed-branch': {
    rule: filter({
      any: ['fraud', 'fraud-card'].map((value) => ({
        path: 'payload.session.topic',
        op: 'starts_with',
        value,
      })),
    }),
    at: 'filter[0].any[1]',
  },
  'double-negation': { rule: filter({ not: { not: vip } }), at: 'filter[0]', replacement: vip },
  'duplicate-value': {
    rule: filter({ path: 'payload.session.channel', op: 'in', value: ['web', 'voice', 'web'] }),
    at: 'filter[0].value',
    replacement: ['web', 'voice'],
  },
  'no-actions': { rule: ruleWith({ actions: [] }), at: 'actions' },
  'unknown-action': { rule: step('tag_sesion', {}), at: 'actions[0].type', replacement: 'tag_session' },
  'action-of-other-pack': { rule: step('add_internal_note', { text: 'x' }), at: 'actions[0].type' },
  'invalid-params': { rule: step('assign_to', { strategy: 'fastest' }), at: 'actions[0].params.strategy' },
  'invalid-recipient': {
    rule: step('send_email', { to: ['ok@x.example', 'a@x.example, b@x.example'], template: 'welcome' }),
    at: 'actions[0].params.to[1]',
  },
  'unknown-member': {
    rule: step('assign_to', { strategy: 'pinned', member: 'm_sara' }),
    at: 'actions[0].params.member',
    replacement: 'm_sara_k',
  },
  'member-outside-app': {
    rule: step('assign_to', { strategy: 'pinned', member: 'm_luis_p' }),
    at: 'actions[0].params.member',
  },
  'unknown-team': {
    rule: step('escalate_to_human', { team: 'frauds' }),
    at: 'actions[0].params.team',
    replacement: 'fraud',
  },
  'unknown-template': {
    rule: step('send_email', { to: ['a@x.example'], template: 'fraud-alert' }),
    at: 'actions[0].params.template',
    replacement: 'fraud-alert-v2',
  },
  'unknown-search': {
    rule: documentStep('email-saved-search', { savedSearch: 'unfiled-retention', recipients: ['me'] }),
    at: 'actions[0].params.savedSearch',
    replacement: 'unfilled-retention',
  },
  'unknown-tool': {
    rule: documentStep('mcp-tool-call', { tool: 'setDocumentSensitivty', args: {} }),
    at: 'actions[0].params.tool',
    replacement: 'setDocumentSensitivity',
  },
  'unknown-server': {
    rule: documentStep('mcp-tool-call', { server: 'northfield', tool: 'renameDocument', args: {} }),
    at: 'actions[0].params.server',
    replacement: 'northfield-documents',
  },
  'unknown-variable': {
    rule: step('tag_session', { tags: ['x ${event.payload.sesion.id}'] }),
    at: 'actions[0].params.tags[0]',
    replacement: 'x ${event.payload.session.id}',
  },
  'optional-variable': {
    rule: step('tag_session', { tags: ['${event.payload.session.topic}'] }),
    at: 'actions[0].params.tags[0]',
  },
  'unclosed-placeholder': {
    rule: step('tag_session', { tags: ['${event.app'] }),
    at: 'actions[0].params.tags[0]',
    replacement: '${event.app}',
  },
  'event-on-schedule': {
    rule: ruleWith({
      ...documents,
      trigger: schedule,
      actions: [{ type: 'email-agent-query', params: { question: '${event.firedAt}', recipients: ['me'] } }],
    }),
    at: 'actions[0].params.question',
  },
  'later-step': {
    rule: step('tag_session', { tags: ['${steps.s1.output.added}'] }),
    at: 'actions[0].params.tags[0]',
  },
  'disabled-step': {
    rule: ruleWith({
      actions: [
        { id: 's1', type: 'assign_to', params: { strategy: 'round_robin' }, disabled: true },
        { id: 's2', type: 'tag_session', params: { tags: ['${steps.s1.output.memberId}'] } },
      ],
    }),
    at: 'actions[1].params.tags[0]',
  },
  'creator-may-not-run': { rule: ruleWith({ createdBy: 'm_jonas_w' }), at: 'createdBy' },
  'creator-without-app': {
    rule: ruleWith({ createdBy: 'm_sara_k', scope: { apps: ['loans'] } }),
    at: 'scope.apps[0]',
  },
};

describe('checking a rule', () => {
  it('finds nothing but hints in the rules that come with the packs', () => {
    const found = catalog.packs.flatMap(({ sampleRules }) =>
      sampleRules.flatMap((rule) => checkRule(rule, catalog).filter(({ severity }) => severity !== 'hint')),
    );
    expect(found).toEqual([]);
  });

  it.each(problemCodes)('finds %s at its place, with what would mend it', (code) => {
    const { rule, at, replacement } = examples[code];
    const found = checkRule(rule, catalog).find((problem) => problem.code === code);
    expect(found).toMatchObject({ at, message: expect.stringMatching(/\S/) });
    if (replacement !== undefined)
      expect(found).toMatchObject({ replacement, fix: expect.stringMatching(/\S/) });
  });

  it.each(problemCodes)('has an entry with an example for %s', (code) => {
    const entry = pages.split(/^## /m).find((page) => page.startsWith(`${code}\n`));
    expect(entry).toMatch(/^\*(error|warning|hint)\.\*/m);
    expect(entry).toContain('Example: ');
  });

  it('documents no code that does not exist, with the severity it has', () => {
    const headings = [...pages.matchAll(/^## (.+)\n\n\*(\w+)\.\*/gm)].map(([, code, severity]) => ({
      code,
      severity,
    }));
    expect(headings.map(({ code }) => code)).toEqual([...problemCodes, ...ruleSetProblemCodes]);
    for (const { code, severity } of headings) {
      const example = problemCodes.find((known) => known === code);
      if (!example) continue;
      const found = checkRule(examples[example].rule, catalog).find((each) => each.code === code);
      expect([code, found?.severity]).toEqual([code, severity]);
    }
  });

  it('gives only codes that are listed', () => {
    const listed: readonly string[] = problemCodes;
    for (const { rule } of Object.values(examples)) {
      for (const problem of checkRule(rule, catalog)) expect(listed).toContain(problem.code);
    }
  });

  it('sorts by place, in the order a rule is read', () => {
    const rule = ruleWith({
      scope: { apps: [] },
      filter: Array.from({ length: 12 }, (): FilterNode => ({ path: 'nonsense', op: 'eq', value: 1 })),
      actions: [{ type: 'nope' }, { type: 'nope' }],
      trigger: { kind: 'event', eventType: 'nope' },
    });
    expect(checkRule(rule, catalog).map(({ at }) => at)).toEqual([
      'trigger.eventType',
      'scope.apps',
      ...rule.filter.map((_, index) => `filter[${index}].path`),
      'actions[0].type',
      'actions[1].type',
    ]);
  });

  it('says nothing about disabled nodes and steps', () => {
    const rule = ruleWith({
      filter: [{ path: 'nonsense', op: 'eq', value: 1, disabled: true }],
      actions: [
        { type: 'nope', disabled: true },
        { type: 'tag_session', params: { tags: ['a'] } },
      ],
    });
    expect(checkRule(rule, catalog)).toEqual([]);
  });

  it('checks a placeholder that stands alone by the type of its variable', () => {
    const wrong = step('tag_session', { tags: '${event.payload.session.id}' });
    expect(checkRule(wrong, catalog)).toMatchObject([
      { code: 'invalid-params', at: 'actions[0].params.tags' },
    ]);
    expect(checkRule(step('tag_session', { tags: '${event.payload.session.tags}' }), catalog)).toEqual([]);
    expect(checkRule(step('tag_session', { tags: ['about ${event.payload.session.id}'] }), catalog)).toEqual(
      [],
    );
  });

  it('says why nobody runs the rules of its creator', () => {
    const messages = (createdBy: string) =>
      checkRule(ruleWith({ createdBy }), catalog).map((each) => each.message);
    expect(messages('m_karl_v')).toEqual([expect.stringContaining('made the rule, but has left')]);
    expect(messages('m_jonas_w')).toEqual([expect.stringContaining('made the rule, but is operator')]);
  });

  it('offers the only app there is for an empty scope', () => {
    const empty = ruleWith({
      ...documents,
      scope: { apps: [] },
      actions: [{ type: 'webhook', params: { url: 'https://x.example' } }],
    });
    expect(checkRule(empty, catalog)).toMatchObject([
      { code: 'empty-scope', at: 'scope.apps', replacement: ['documents'] },
    ]);
  });

  it('looks among all apps and actions where no event says whose rule it is', () => {
    const rule = ruleWith({
      trigger: schedule,
      scope: { apps: ['helpdesc'] },
      actions: [{ type: 'set_prioritee', params: {} }],
    });
    expect(checkRule(rule, catalog)).toMatchObject([
      { code: 'unknown-app', at: 'scope.apps[0]', replacement: 'helpdesk' },
      { code: 'unknown-action', at: 'actions[0].type', replacement: 'set_priority' },
    ]);
    const nowhere = ruleWith({ trigger: schedule, scope: { apps: [] } });
    expect(checkRule(nowhere, catalog).map(({ code }) => code)).toEqual(['empty-scope']);
  });

  it('knows the fields of an item inside where', () => {
    const where = (path: string) =>
      filter({ anyItem: 'payload.session.tags', where: { path, op: 'eq', value: 'risk' } });
    expect(checkRule(where('item.key'), catalog).filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(checkRule(where('item.kee'), catalog)).toMatchObject([
      { code: 'unknown-path', at: 'filter[0].where.path', replacement: 'item.key' },
    ]);
  });

  it('checks tool arguments against the schema of the tool', () => {
    const rule = documentStep('mcp-tool-call', {
      tool: 'setDocumentSensitivity',
      args: { documentId: '${event.payload.documentId}', sensitivityLabel: 'secret' },
    });
    expect(checkRule(rule, catalog)).toMatchObject([
      { code: 'invalid-params', at: 'actions[0].params.args.sensitivityLabel' },
    ]);
  });
});
