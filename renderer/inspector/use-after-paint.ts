import { useEffect, useState } from 'react';
import { afterPaint } from '../state/after-paint.ts';

/** A value as it was when the screen was last drawn: the new one follows right after the frame that comes next. */
export function useAfterPaint<Value>(value: Value): Value {
  const [painted, setPainted] = useState(() => ({ value }));
  useEffect(() => afterPaint(() => setPainted({ value })), [value]);
  return painted.value;
}
