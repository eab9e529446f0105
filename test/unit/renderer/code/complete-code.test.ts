import { describe, expect, it } from 'vitest';
import { readCode } from '../../../../engine/editing/index.ts';
import type { Rule } from '../../../../engine/model/index.ts';
import { completeCode } from '../../../../renderer/code/complete-code.ts';
import { rule, writing } from './writing.ts';

function offered(part: string, replacement: string, base?: Rule): string[] {
  const { context, offset } = writing(part, replacement, base);
  return completeCode(context, offset).map(({ label }) => label);
}

/** The text after the first completion with this label was taken; tab stops are left empty. */
function taking(label: string, part: string, replacement: string): string {
  const { context, offset, text } = writing(part, replacement);
  const found = completeCode(context, offset).find((completion) => completion.label === label);
  if (!found) throw new Error(`${label} is not offered`);
  const plain = found.isSnippet
    ? found.insert.replace(/\$\{\d:((?:\\.|[^}])*)\}|\$\d/g, '$1').replace(/\\([\\$}])/g, '$1')
    : found.insert;
  return text.slice(0, found.replace.from) + plain + text.slice(found.replace.to);
}

function ruleOf(text: string) {
  const read = readCode(text, rule);
  if (!read.ok) throw new Error(read.error.map((issue) => `${issue.at}: ${issue.message}`).join('\n'));
  return read.value;
}

describe('completion of paths', () => {
  it('offers the fields of the trigger and the row columns', () => {
    const labels = offered('"payload.session.channel"', '"|"');
    expect(labels).toEqual(
      expect.arrayContaining(['payload.session.channel', 'payload.session.customer.vip', 'actorKind']),
    );
  });

  it('follows the trigger in the text, not that of the last valid rule', () => {
    const labels = offered('"payload.session.channel"', '"|"', {
      ...rule,
      trigger: { kind: 'event', eventType: 'budget.alert' },
    });
    expect(labels).toContain('payload.level');
    expect(labels).not.toContain('payload.session.channel');
  });

  it('says type, sample and origin', () => {
    const { context, offset } = writing('"payload.session.channel"', '"|"');
    const channel = completeCode(context, offset).find(({ label }) => label === 'payload.session.channel');
    expect(channel?.detail).toBe('text');
    expect(channel?.documentation).toContain('"whatsapp"');
    expect(channel?.documentation).toContain('session.opened');
  });

  it('writes a valid rule when taken, between quotes as without them', () => {
    for (const start of ['"|"', '"payload.se|"', '"payload.session.te|xt"']) {
      const text = taking('payload.session.customer.id', '"payload.session.channel"', start);
      expect(ruleOf(text).filter).toMatchObject([{ path: 'payload.session.customer.id' }]);
    }
  });

  it('offers the items of the list inside where', () => {
    const condition =
      '{ "anyItem": "payload.session.tags", "where": { "path": "|", "op": "eq", "value": 1 } }';
    expect(
      offered(
        '{\n      "path": "payload.session.channel",\n      "op": "eq",\n      "value": "whatsapp"\n    }',
        condition,
      )[0],
    ).toBe('item');
  });
});

describe('completion inside a condition', () => {
  it('offers every operator, those that fit the field first', () => {
    const labels = offered('"eq"', '"|"');
    expect(labels.slice(0, 4)).toEqual(['eq', 'neq', 'in', 'nin']);
    expect(labels).toContain('matches');
  });

  it('offers the values of an enum field, also inside a list', () => {
    const channels = ['whatsapp', 'web', 'email', 'voice'];
    expect(offered('"whatsapp"', '"|"')).toEqual(channels);
    expect(offered('"whatsapp"', '["web", "|"]')).toEqual(channels);
  });

  it('offers true and false for exists', () => {
    expect(offered('"op": "eq",\n      "value": "whatsapp"', '"op": "exists",\n      "value": |')).toEqual([
      'true',
      'false',
    ]);
  });

  it('replaces a string by a value that is none', () => {
    const text = taking(
      'true',
      '"op": "eq",\n      "value": "whatsapp"',
      '"op": "exists",\n      "value": "|"',
    );
    expect(ruleOf(text).filter).toMatchObject([{ op: 'exists', value: true }]);
  });

  it('offers only the keys of the kind of node that was begun', () => {
    expect(offered('"op": "eq"', '"|": "eq"')).toEqual(['op', 'id', 'disabled', 'note']);
  });

  it('offers whole nodes in a group', () => {
    expect(offered('"filter": [', '"filter": [|')).toEqual([
      'condition',
      'any',
      'all',
      'not',
      'anyItem',
      'everyItem',
    ]);
    expect(ruleOf(taking('any', '"filter": [', '"filter": [|')).filter).toMatchObject([
      { any: [] },
      { op: 'eq' },
    ]);
  });
});

describe('completion in actions', () => {
  it('offers the catalog’s action types', () => {
    expect(offered('"tag_session"', '"|"')).toEqual(
      expect.arrayContaining(['send_email', 'assign', 'webhook']),
    );
  });

  it('writes a whole valid step with the next free id', () => {
    const step = ruleOf(taking('send_email', '"actions": [', '"actions": [|')).actions[0];
    expect(step).toMatchObject({ id: 's3', type: 'send_email' });
  });

  it('offers what the directory knows for a parameter, then variables', () => {
    const labels = offered('"team": "fraud"', '"team": "|"');
    expect(labels.slice(0, 2)).toEqual(['fraud', 'billing']);
    expect(labels).toContain('${event.payload.session.id}');
  });

  it('offers the parameters of the action type that are not there yet', () => {
    expect(offered('"team": "fraud",', '"team": "fraud",\n "|": "",')).toContain('pinTo');
    expect(offered('"team": "fraud",', '"team": "fraud",\n "|": "",')).not.toContain('team');
  });

  it('offers variables after ${ and closes them', () => {
    const text = taking('${event.payload.session.id}', '"About "', '"About ${|"');
    expect(ruleOf(text).actions[1]?.params.reason).toBe('About ${event.payload.session.id}');
  });

  it('replaces a variable under the cursor whole', () => {
    const text = taking('${automation.name}', '"About "', '"About ${event.app|Id}, at once"');
    expect(ruleOf(text).actions[1]?.params.reason).toBe('About ${automation.name}, at once');
  });

  it('offers outputs of earlier steps, not of the step itself', () => {
    const labels = offered('"About "', '"${|"');
    expect(labels).toContain('${steps.s1.output.added}');
    expect(labels.some((label) => label.startsWith('${steps.s2'))).toBe(false);
  });

  it('offers nothing where $${ writes a literal, and nothing of the event on a schedule', () => {
    expect(offered('"About "', '"Costs $${|"')).toEqual([]);
    const weekly: Rule = {
      ...rule,
      trigger: { kind: 'schedule', schedule: { kind: 'daily-utc', hour: 8, minute: 0, weekday: 1 } },
    };
    const labels = offered('"About "', '"${|"', weekly);
    expect(labels).toContain('${trigger.firedAt}');
    expect(labels.some((label) => label.startsWith('${event.'))).toBe(false);
  });
});

describe('completion elsewhere', () => {
  it('offers event types with their titles and apps with their names', () => {
    expect(offered('"session.opened"', '"|"')).toContain('TicketCreated');
    expect(offered('"cards"', '"|"')).toContain('loans');
  });

  it('offers missing keys while the text around them is broken', () => {
    expect(offered('"order": 100,', '"order": 100,\n  "|"')).toEqual(['description']);
    const text = taking('description', '"order": 100,', '"order": 100,\n  "|"');
    expect(ruleOf(text).description).toBe('');
  });

  it('offers nothing behind a value that is complete', () => {
    expect(offered('"order": 100', '"order": 100 |')).toEqual([]);
    expect(offered('"whatsapp"', '"whatsapp"|')).toEqual([]);
  });
});
