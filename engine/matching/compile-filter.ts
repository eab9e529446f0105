import type { Catalog } from '../catalog/index.ts';
import type { Event, FilterNode, JsonObject, Place } from '../model/index.ts';
import { compileBits } from './compile-bits.ts';
import { compilePlan } from './compile-plan.ts';
import { conditionsOf, type Group, planFilter, schemaOfType } from './plan.ts';
import { compileVerdict } from './verdict.ts';

/** How ordered enums are known: by the schema of the events, or by their type and the catalog. */
export type CompileOptions =
  | { eventSchema?: JsonObject | undefined }
  | { eventType: string; catalog: Catalog };

export interface CompiledFilter {
  /**
   * Where the conditions are, in document order; bit n of a mask is the verdict of the n-th. A condition is a leaf or
   * an `anyItem`/`everyItem` node: what is inside one of those has a verdict for each item, which no bit can tell.
   */
  readonly leaves: readonly Place[];
  /** 32-bit words that a mask takes; at least one. */
  readonly maskWords: number;
  /** Whether the filter holds: the verdict of `evaluateFilter`. Events are JSON: plain data, as it is parsed. */
  test(event: Event): boolean;
  /**
   * The same, keeping the outcome: every condition is evaluated, and the words from `offset` are overwritten with one
   * bit for each that holds. Which were reached follows from the bits and the filter; see `evaluateFilter`.
   */
  fill(event: Event, masks: Int32Array, offset: number): boolean;
}

/** Compiles a filter once, for many events. */
export function compileFilter(filter: readonly FilterNode[], options: CompileOptions = {}): CompiledFilter {
  const schema =
    'catalog' in options ? schemaOfType(options.catalog, options.eventType) : options.eventSchema;
  return compile(planFilter(filter, schema));
}

/** Whether the n-th condition of a filter holds, by the mask at `offset`. */
export function isHeld(masks: Int32Array, offset: number, leaf: number): boolean {
  return (((masks[offset + (leaf >>> 5)] ?? 0) >>> (leaf & 31)) & 1) === 1;
}

export function compile(plan: Group): CompiledFilter {
  const conditions = conditionsOf(plan);
  const leaves = conditions.map(({ at }) => at);
  const test = compilePlan(plan);
  if (conditions.length <= 32) {
    const outcome = compileBits(conditions);
    const verdict = compileVerdict(plan, conditions.length);
    const fill: CompiledFilter['fill'] = (event, masks, offset) => {
      const bits = outcome(event);
      masks[offset] = bits;
      return verdict(bits);
    };
    return { leaves, maskWords: 1, test, fill };
  }
  const maskWords = Math.ceil(conditions.length / 32);
  const words = Array.from({ length: maskWords }, (_, word) =>
    compileBits(conditions.slice(word * 32, word * 32 + 32)),
  );
  const fill: CompiledFilter['fill'] = (event, masks, offset) => {
    for (const [word, outcome] of words.entries()) masks[offset + word] = outcome(event);
    return test(event);
  };
  return { leaves, maskWords, test, fill };
}
