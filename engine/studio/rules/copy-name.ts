import { limits } from '../../model/index.ts';

/** `Fraud` → `Fraud (copy)`, `Fraud (copy 2)`, …: the first that is not taken, within the length a name may have. */
export function copyName(name: string, taken: ReadonlySet<string>): string {
  const stem = name.replace(/ \(copy(?: \d+)?\)$/, '');
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? ' (copy)' : ` (copy ${number})`;
    const candidate = stem.slice(0, limits.nameLength - suffix.length) + suffix;
    if (!taken.has(candidate)) return candidate;
  }
}
