import { describe, expect, it } from 'vitest';
import { readExpectations, writeExpectations } from '../../../../engine/replay/index.ts';
import { opened } from '../setting.ts';

function reading(value: unknown) {
  const read = readExpectations(typeof value === 'string' ? value : JSON.stringify(value));
  return read.ok ? read.value : read.error;
}

const given = [{ type: 'session.opened', app: 'cards', payload: {} }];

describe('an expectation file', () => {
  it('is read back as it was written', () => {
    const expectations = {
      rule: 'r_test',
      cases: [
        {
          name: 'fires',
          at: '2026-03-02T09:10:00Z',
          given: [opened('e_1')],
          expect: {
            outcome: 'would-execute' as const,
            reason: null,
            steps: [{ type: 'tag_session', params: { tags: ['seen'] }, effects: [{ kind: 'session.tag' }] }],
          },
        },
      ],
    };
    expect(reading(writeExpectations(expectations))).toEqual(expectations);
    expect(writeExpectations(expectations).endsWith('}\n')).toBe(true);
  });

  it('completes events: times come from the case, or are the same on every day', () => {
    const cases = [
      { name: 'timed', at: '2026-03-02T09:10:00Z', given, expect: { outcome: 'would-skip' } },
      { name: 'timeless', given, expect: { outcome: 'would-skip' } },
    ];
    const read = reading({ rule: 'r_test', cases });
    expect('cases' in read && read.cases.map((each) => each.given[0]?.firedAt)).toEqual([
      '2026-03-02T09:10:00Z',
      '2026-01-05T09:00:00.000Z',
    ]);
    expect(reading({ rule: 'r_test', cases })).toEqual(read);
  });

  it('takes events out of CloudEvents envelopes', () => {
    const envelope = {
      specversion: '1.0',
      id: 'e_7',
      source: '/acme-bank',
      type: 'session.opened',
      app: 'cards',
      data: { session: { id: 's_7' } },
    };
    const read = reading({
      rule: 'r_test',
      cases: [{ name: 'c', given: [envelope], expect: { outcome: 'would-execute' } }],
    });
    expect(read).toMatchObject({
      cases: [{ given: [{ id: 'e_7', type: 'session.opened', payload: { session: { id: 's_7' } } }] }],
    });
  });

  it('names the place of what is wrong in it', () => {
    expect(reading({ rule: 'fraud', cases: [] })).toEqual([
      { code: 'invalid', message: 'a rule id is r_ and letters, digits, _ or -', at: 'rule' },
    ]);
    const wrong = { name: 'c', given, expect: { outcome: 'fires', steps: [{ kind: 'x' }] } };
    expect(reading({ rule: 'r_test', cases: [wrong] })).toEqual([
      {
        code: 'invalid',
        message:
          'expected "would-execute", "would-skip", "not-considered", "executed", "skipped"; got "fires"',
        at: 'cases[0].expect.outcome',
      },
      { code: 'invalid', message: 'expected string, got nothing', at: 'cases[0].expect.steps[0].type' },
      { code: 'invalid', message: 'unknown key "kind"', at: 'cases[0].expect.steps[0].kind' },
    ]);
    const events = [given[0], { type: 'session.opened', payload: {} }];
    const bad = { name: 'c', given: events, expect: { outcome: 'would-skip' } };
    expect(reading({ rule: 'r_test', cases: [bad] })).toEqual([
      { code: 'invalid', message: 'expected string, got nothing', at: 'cases[0].given[1].app' },
    ]);
  });

  it('is refused before it is looked into when it is too large, too deep or no JSON', () => {
    expect(reading(`"${'x'.repeat(20_000_000)}"`)).toMatchObject([{ code: 'too-large', at: '' }]);
    const bomb = `{"rule":"r_a","cases":${'['.repeat(1_000_000)}`;
    expect(reading(bomb)).toMatchObject([{ code: 'too-deep' }]);
    expect(reading('{')).toMatchObject([{ code: 'not-json', at: '' }]);
  });
});
