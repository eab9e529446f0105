import { expect, it } from 'vitest';
import { checkRule } from '../../../../engine/analysis/index.ts';
import { problemText, readable } from '../../../../renderer/words/problem-words.ts';
import { catalog, ruleWith } from '../../drivers/setting.ts';

const rule = ruleWith({
  filter: [
    { path: 'payload.session.topic', op: 'eq', value: 'fraud (new)' },
    { any: [{ path: 'payload.session.topic', op: 'in', value: ['a', 'b'] }] },
  ],
  actions: [{ id: 's1', type: 'send_email', params: { to: ['a@b.example'] } }],
});
const told = (message: string): string => problemText(message, rule, catalog);

it('a condition is named by what it asks, whether its place stands alone or with it', () => {
  expect(told('always holds where filter[0] (payload.session.topic eq "fraud (new)") does')).toBe(
    'always holds where session.topic equals “fraud (new)” does',
  );
  expect(
    told('no event can match this filter: see filter[0] (payload.session.topic eq "x") and filter[1].any[0]'),
  ).toBe(
    'no event can match this filter: see session.topic equals “fraud (new)” and session.topic is one of “a”, “b”',
  );
  expect(told('always holds where filter[1].any[0] (payload.session.topic in ["a","b"]) does')).toBe(
    'always holds where session.topic is one of “a”, “b” does',
  );
  expect(told('this branch holds only where filter[1] does')).toBe(
    'this branch holds only where any of 1 condition does',
  );
  expect(told('the output of actions[0] is used')).toBe('the output of action 1: Send e-mail is used');
});

it('fields, apps and values are written as everywhere on screen', () => {
  expect(told('"payload.session.text" may be missing; this condition then does not hold')).toBe(
    '“session.text” may be missing; this condition then does not hold',
  );
  expect(told('"is one of" an empty list never holds')).toBe('“is one of” an empty list never holds');
  expect(told('Omar may not touch the app "cards"; every step there fails')).toBe(
    'Omar may not touch the app “Cards”; every step there fails',
  );
  expect(told('there is no app "crads"; did you mean "cards"?')).toBe(
    'there is no app “crads”; did you mean “cards”?',
  );
  expect(told('expected one of "low", 3; got null')).toBe('expected one of “low”, 3; got null');
  expect(told('if one of them is enough: payload.session.topic in ["a","b"]')).toBe(
    'if one of them is enough: session.topic is one of “a” or “b”',
  );
  expect(told('got {"a":1}')).toBe('got {"a":1}');
});

it('only what is read changes: code, place and what mends it stay', () => {
  const broken = ruleWith({
    filter: [
      { path: 'payload.session.topic', op: 'eq', value: 'a' },
      { path: 'payload.session.topic', op: 'eq', value: 'b' },
    ],
  });
  const problems = checkRule(broken, catalog);
  const read = problems.map((problem) => readable(problem, broken, catalog));
  expect(read.map(({ code, at, replacement }) => ({ code, at, replacement }))).toEqual(
    problems.map(({ code, at, replacement }) => ({ code, at, replacement })),
  );
  expect(read.find(({ code }) => code === 'never-matches')?.message).toBe(
    'no event can match this filter: see session.topic equals “a” and session.topic equals “b”',
  );
  expect(read.find(({ code }) => code === 'contradictory-condition')?.fix).toBe(
    'if one of them is enough: session.topic is one of “a” or “b”',
  );
  expect(readable({ severity: 'hint', code: 'x', message: 'y', at: '' }, rule, catalog)).toEqual({
    severity: 'hint',
    code: 'x',
    message: 'y',
    at: '',
  });
});
