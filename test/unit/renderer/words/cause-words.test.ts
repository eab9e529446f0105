import { expect, it } from 'vitest';
import { causeText } from '../../../../renderer/words/cause-words.ts';
import { catalog } from '../../drivers/setting.ts';

const told = (cause: string): string => causeText(cause, catalog);

it('a condition is told by its field and values, not by its place', () => {
  expect(
    told('filter[0].any[0]: payload.session.topic equals "fraud" → is one of ["fraud","card-limit"]'),
  ).toBe('session.topic equals “fraud” → is one of “fraud” or “card-limit”');
  expect(
    told(
      'filter[1]: payload.session.topic equals "a" was added, actual "b"; filter[2].not: event.app equals 1 was removed, actual nothing there',
    ),
  ).toBe(
    'session.topic equals “a” was added; the event has “b”; event.app equals 1 was removed; the event has nothing there',
  );
});

it('what is written in a value stays as it is', () => {
  expect(told('filter[0]: payload.text contains "; filter[1]: payload.x \\"[1] \\\\"')).toBe(
    'text contains “; filter[1]: payload.x "[1] \\”',
  );
  expect(told('filter[0]: payload.text contains "a long…')).toBe('text contains "a long…');
  expect(told('filter[0]: payload.text equals [nothing]')).toBe('text equals [nothing]');
});

it('apps, events, schedules and people have their names', () => {
  expect(told('scope.apps: "loans" was added')).toBe('the app Loans was added');
  expect(told('trigger: session.opened → session.closed')).toBe(
    'the trigger: “Session opened” → “Session closed”',
  );
  expect(told('trigger: session.opened → {"kind":"every","minutes":60}')).toBe(
    'the trigger: “Session opened” → every hour',
  );
  expect(told('trigger: {"kind":"daily-utc","hour":8,"minute":0} → session.opened')).toBe(
    'the trigger: every day at 08:00 UTC → “Session opened”',
  );
  expect(told('createdBy: m_omar_d → m_nobody')).toBe('it runs as another person: Omar D. → m_nobody');
});

it('limits and the depth of a chain are told in words', () => {
  expect(told('limits.cooldownSeconds: 600 → 0; limits.maxFiresPerDay: none → 1')).toBe(
    'the cooldown in seconds: 600 → 0; the limit per day: none → 1',
  );
  expect(told('limits.maxPerMinute: counts other firings before this one; limits.other: 1 → 2')).toBe(
    'the limit per minute: counts other firings before this one; limits.other: 1 → 2',
  );
  expect(told('depth')).toBe('too many rules had set each other off');
  expect(told('the rule is new')).toBe('the rule is new');
});

it('actions have their number and title', () => {
  expect(told('actions: tag_session → tag_session, escalate_to_human')).toBe(
    'the actions: Tag the session → Tag the session and Escalate to people',
  );
  expect(told('actions[0] tag_session: would-run → invalid (the tag is too long)')).toBe(
    'action 1, Tag the session: would run → invalid (the tag is too long)',
  );
  expect(
    told('actions[1] tag_session: effects[0].tags[0] "a" → "b"; actions[1] other: effects [] → ["x"]'),
  ).toBe('action 2, Tag the session: tags item 1 “a” → “b”; action 2, other: effects an empty list → “x”');
});
