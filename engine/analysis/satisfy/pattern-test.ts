import { compilePattern } from '../../language/index.ts';

/** The test of a `matches` condition; null for what is no pattern, which never matches. */
export function patternTest(source: string): ((text: string) => boolean) | null {
  const compiled = compilePattern(source);
  return compiled.ok ? compiled.value : null;
}
