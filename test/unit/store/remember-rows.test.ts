import { describe, expect, it } from 'vitest';
import { success } from '../../../engine/model/index.ts';
import { rememberRows } from '../../../engine/store/remember-rows.ts';

describe('rows that are read again and again', () => {
  it('are read once while every column stays as it is', () => {
    let count = 0;
    const read = rememberRows((row) => success({ row, count: ++count }));
    const first = read({ id: 'a', draft: '{}', revision: 1 });
    expect(read({ id: 'a', draft: '{}', revision: 1 })).toBe(first);
    expect(read({ id: 'a', draft: '{"x":1}', revision: 1 })).toMatchObject({ value: { count: 2 } });
    expect(read({ id: 'b', draft: '{}', revision: 1 })).toMatchObject({ value: { count: 3 } });
    expect(read({ id: 'a', draft: '{}', revision: 2 })).toMatchObject({ value: { count: 4 } });
  });

  it('are read each time when they are no rows', () => {
    let count = 0;
    const read = rememberRows(() => success(++count));
    expect([read(null), read(null)]).toEqual([success(1), success(2)]);
  });
});
