import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readExpectations, runCase } from '../../../../engine/replay/index.ts';
import { catalog, ruleWith } from '../setting.ts';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/expectations.md'), 'utf8');

describe('the page about expectations', () => {
  it('shows a file that can be read, whose cases hold for the rule they are about', () => {
    const text = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    const read = readExpectations(text);
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    const rule = ruleWith({
      id: 'r_fraud',
      filter: [{ path: 'payload.session.topic', op: 'eq', value: 'fraud' }],
      actions: [
        { type: 'tag_session', params: { tags: ['fraud-suspect'] } },
        { type: 'escalate_to_human', params: { team: 'fraud' } },
      ],
      limits: { cooldownSeconds: 600 },
    });
    const results = read.value.cases.map((each) => runCase(rule, each, { catalog }));
    expect(results.map(({ differences }) => differences)).toEqual([[], []]);
    const freely = { ...rule, limits: { ...rule.limits, cooldownSeconds: 0 } };
    expect(read.value.cases.map((each) => runCase(freely, each, { catalog }).pass)).toEqual([true, false]);
  });
});
