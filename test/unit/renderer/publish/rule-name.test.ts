import { expect, it } from 'vitest';
import { nameOfRule, withoutIds } from '../../../../renderer/publish/rule-name.ts';

const plan = {
  items: [{ ruleId: 'r_1', name: 'Fraud' }],
  remote: [{ ruleId: 'r_12', name: 'The "big" one' }],
};

it('a rule is called by its name, where the plan knows it', () => {
  expect(nameOfRule(plan, 'r_1')).toBe('Fraud');
  expect(nameOfRule(plan, 'r_12')).toBe('The "big" one');
  expect(nameOfRule(plan, 'r_3')).toBe('r_3');
});

it('a message names rules by their names alone, also where it gives no name', () => {
  expect(withoutIds(plan, 'does the same as r_12 "The \\"big\\" one": both fire')).toBe(
    'does the same as “The "big" one”: both fire',
  );
  expect(withoutIds(plan, 'may set itself off: r_1 → r_12 "The \\"big\\" one" → r_1 (by x.r_1-y)')).toBe(
    'may set itself off: “Fraud” → “The "big" one” → “Fraud” (by x.r_1-y)',
  );
});
