import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { weekBounds, weekOf } from '../../../../engine/workspace/audit/iso-week.ts';

describe('ISO weeks', () => {
  test.each([
    ['2026-11-21T05:29:00Z', '2026-W47'],
    ['2026-01-01T00:00:00Z', '2026-W01'],
    ['2027-01-01T00:00:00Z', '2026-W53'],
    ['2027-01-03T23:59:59.999Z', '2026-W53'],
    ['2027-01-04T00:00:00Z', '2027-W01'],
    ['2024-12-30T00:00:00Z', '2025-W01'],
    ['2021-01-03T12:00:00Z', '2020-W53'],
  ])('%s is in %s', (time, week) => {
    expect(weekOf(new Date(time))).toBe(week);
  });

  test('a week goes from Monday to Monday, UTC', () => {
    expect(weekBounds('2026-W47')).toEqual({
      from: '2026-11-16T00:00:00.000Z',
      to: '2026-11-23T00:00:00.000Z',
    });
  });

  test.each(['2026-W54', '2025-W53', '2026-W00', '2026-47', 'W47', ''])('there is no week "%s"', (week) => {
    expect(weekBounds(week)).toBeNull();
  });

  test('every moment is within the bounds of its week', () => {
    const moments = fc.date({
      min: new Date('1990-01-01'),
      max: new Date('2090-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moments, (moment) => {
        const bounds = weekBounds(weekOf(moment));
        const time = moment.toISOString();
        expect(bounds !== null && bounds.from <= time && time < bounds.to).toBe(true);
      }),
    );
  });
});
