import { nearestNames, type Place, type Problem, type Severity } from '../model/index.ts';

/** A problem about a name that nothing has, with up to three names that may have been meant. */
export function unknownName(
  what: { code: string; word: string; severity?: Severity },
  name: string,
  known: Iterable<string>,
  at: Place,
): Problem {
  const near = nearestNames(name, known);
  const [replacement] = near;
  const message = `there is no ${what.word} "${name}"`;
  const severity = what.severity ?? 'error';
  if (replacement === undefined) return { severity, code: what.code, message, at };
  const fix = `did you mean ${near.map((each) => `"${each}"`).join(', ')}?`;
  return { severity, code: what.code, message: `${message}; ${fix}`, at, fix, replacement };
}
