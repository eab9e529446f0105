import { describe, expect, it } from 'vitest';
import { success } from '../../../../engine/model/index.ts';
import { granted, openIn, temporaryFolder } from '../setting.ts';

describe('the schema with expectations', () => {
  it('keeps one text for each rule, read and written in one go', async () => {
    const folder = temporaryFolder();
    const store = await openIn(folder);
    expect(granted(store.expectations('r_1'))).toBe(null);
    expect(granted(store.changeExpectations('r_1', (text) => success(`${text} one`)))).toBe('null one');
    expect(granted(store.changeExpectations('r_1', (text) => success(`${text}, two`)))).toBe('null one, two');
    expect(granted(store.expectations('r_1'))).toBe('null one, two');
    expect(granted(store.expectations('r_2'))).toBe(null);
    store.close();
    const again = await openIn(folder);
    expect(granted(again.expectations('r_1'))).toBe('null one, two');
  });

  it('changes nothing where the change fails', async () => {
    const store = await openIn(temporaryFolder());
    granted(store.changeExpectations('r_1', () => success('kept')));
    const failed = store.changeExpectations('r_1', () => ({
      ok: false,
      error: { kind: 'failed', detail: 'no such case' },
    }));
    expect(failed).toEqual({ ok: false, error: { kind: 'failed', detail: 'no such case' } });
    expect(granted(store.expectations('r_1'))).toBe('kept');
  });
});
