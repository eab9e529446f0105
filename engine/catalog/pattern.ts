import { RE2JS } from 're2js';
import { failure, type Result, success } from '../model/index.ts';

/**
 * How large a compiled pattern may be. Matching takes time in proportion to this size times the text's length;
 * at this size any pattern stays well under 100 ms on 50 KB of text.
 */
const maxProgramSize = 400;
const maxPatternLength = 1_000;

/** The same for the pattern of a JSON Schema, which is written as JavaScript writes them: `\u00e9`, `\/`. */
export function compileSchemaPattern(pattern: string): Result<(text: string) => boolean, string> {
  return compilePattern(pattern.length > maxPatternLength ? pattern : RE2JS.translateRegExp(pattern));
}

/**
 * Compiles a linear-time regular expression (RE2 syntax: no back references, no look-around). The test is an
 * unanchored, case-sensitive search. The error is a sentence.
 */
export function compilePattern(pattern: string): Result<(text: string) => boolean, string> {
  if (pattern.length > maxPatternLength) {
    return failure(`the pattern is too long: ${pattern.length} characters, at most ${maxPatternLength}`);
  }
  try {
    const compiled = RE2JS.compile(pattern);
    const size = compiled.programSize();
    if (size > maxProgramSize) {
      return failure(
        `the pattern is too costly: its repetitions unfold to ${size} steps, at most ${maxProgramSize}`,
      );
    }
    return success((text) => compiled.test(text));
  } catch (error) {
    return failure(String(error).replace(/^\w+(?:Error|Exception): /, ''));
  }
}
