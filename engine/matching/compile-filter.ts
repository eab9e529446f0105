import type { Catalog } from '../catalog/index.ts';
import type { Event, FilterNode, JsonObject, Place } from '../model/index.ts';
import { type Condition, joinTests, type Plan, planFilter, schemaOfType } from './plan.ts';

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
  return compilePlan(planFilter(filter, { eventSchema: schema }));
}

/** Whether the n-th condition of a filter holds, by the mask at `offset`. */
export function isHeld(masks: Int32Array, offset: number, leaf: number): boolean {
  return (((masks[offset + (leaf >>> 5)] ?? 0) >>> (leaf & 31)) & 1) === 1;
}

export function compilePlan(plan: Plan): CompiledFilter {
  const conditions = conditionsOf(plan);
  const test = joinTests(plan);
  const maskWords = Math.max(1, Math.ceil(conditions.length / 32));
  const verdict = compileVerdict(plan, { next: 0 });
  return {
    leaves: conditions.map(({ at }) => at),
    maskWords,
    test: (event) => test(event, null),
    fill(event, masks, offset) {
      for (let word = 0, leaf = 0; word < maskWords; word++) {
        let bits = 0;
        for (let bit = 0; bit < 32 && leaf < conditions.length; bit++, leaf++) {
          if (conditions[leaf]?.test(event, null)) bits |= 1 << bit;
        }
        masks[offset + word] = bits;
      }
      return verdict(masks, offset);
    },
  };
}

/** The conditions in document order. */
export function conditionsOf(plan: Plan): Condition[] {
  if (plan.kind === 'condition') return [plan];
  return plan.kind === 'not' ? conditionsOf(plan.child) : plan.children.flatMap(conditionsOf);
}

type Verdict = (masks: Int32Array, offset: number) => boolean;

function compileVerdict(plan: Plan, bits: { next: number }): Verdict {
  switch (plan.kind) {
    case 'condition': {
      const leaf = bits.next++;
      return (masks, offset) => isHeld(masks, offset, leaf);
    }
    case 'not': {
      const child = compileVerdict(plan.child, bits);
      return (masks, offset) => !child(masks, offset);
    }
    case 'all': {
      const children = plan.children.map((child) => compileVerdict(child, bits));
      return (masks, offset) => children.every((child) => child(masks, offset));
    }
    case 'any': {
      const children = plan.children.map((child) => compileVerdict(child, bits));
      return (masks, offset) => children.some((child) => child(masks, offset));
    }
  }
}
