import { describe, expect, it } from 'vitest';
import { filterChanges } from '../../../../engine/analysis/changes/filter-changes.ts';
import type { FilterNode } from '../../../../engine/model/index.ts';

describe('a condition on the items of a list', () => {
  const where: FilterNode = { path: 'item', op: 'eq', value: 'a' };

  it('that asks every item instead of some has changed in nothing else', () => {
    expect(
      filterChanges([{ anyItem: 'payload.tags', where }], [{ everyItem: 'payload.tags', where }]),
    ).toEqual([{ text: 'turns some item of into every item of', at: 'filter[0]' }]);
  });
});
