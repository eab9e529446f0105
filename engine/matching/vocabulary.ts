import type { Path } from '../language/index.ts';
import type { Json } from '../model/index.ts';
import { type PlainPath, plainPath } from './plain-path.ts';
import { compileReader, type Reader } from './read-value.ts';

/**
 * The values that rules ask for at one path, numbered from 1. All rules of a set share it, so that the few values
 * which many rules ask for stay near the processor.
 */
export interface Vocabulary {
  readonly path: Path;
  readonly read: Reader;
  /** The path where it is a plain one, which is read without a call. */
  readonly plain: PlainPath | null;
  readonly ids: Map<Json, number>;
}

/** By the name of the path. */
export type Vocabularies = Map<string, Vocabulary>;

export function createVocabulary(path: Path): Vocabulary {
  return { path, read: compileReader(path), plain: plainPath(path), ids: new Map() };
}

/** The number of a value, which it gets when it is asked for the first time. */
export function numberOf({ ids }: Vocabulary, value: Json): number {
  const known = ids.get(value);
  if (known !== undefined) return known;
  ids.set(value, ids.size + 1);
  return ids.size;
}

/**
 * The vocabulary for a table with a row for each number: the shared one, or one of its own where the shared one knows
 * so much more than the table needs that most rows would be there for nothing.
 */
export function vocabularyFor(
  shared: Vocabularies,
  name: string,
  path: Path,
  values: ReadonlySet<Json>,
): Vocabulary {
  const common = commonVocabulary(shared, name, path);
  const isFitting = common.ids.size <= 4 * values.size + 64;
  const chosen = isFitting ? common : createVocabulary(path);
  for (const value of values) numberOf(chosen, value);
  return chosen;
}

/** The one that all share. */
export function commonVocabulary(shared: Vocabularies, name: string, path: Path): Vocabulary {
  const known = shared.get(name);
  if (known) return known;
  const common = createVocabulary(path);
  shared.set(name, common);
  return common;
}
