import { describe, expect, it } from 'vitest';
import { undoKey } from '../../../../renderer/code/host-keys.ts';

const plain = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

describe('undo keys', () => {
  it('are Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y, with ⌘ on a Mac', () => {
    expect(undoKey({ ...plain, ctrlKey: true, key: 'z' })).toBe('undo');
    expect(undoKey({ ...plain, ctrlKey: true, shiftKey: true, key: 'Z' })).toBe('redo');
    expect(undoKey({ ...plain, ctrlKey: true, key: 'y' })).toBe('redo');
    expect(undoKey({ ...plain, metaKey: true, key: 'z' })).toBe('undo');
  });

  it('are not plain letters nor other combinations', () => {
    expect(undoKey({ ...plain, key: 'z' })).toBeNull();
    expect(undoKey({ ...plain, ctrlKey: true, altKey: true, key: 'z' })).toBeNull();
    expect(undoKey({ ...plain, ctrlKey: true, shiftKey: true, key: 'y' })).toBeNull();
  });
});
