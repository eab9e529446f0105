import type { Rule } from '../model/index.ts';
import {
  type Asked,
  boundColumn,
  type Column,
  type Group,
  holdingColumn,
  type Making,
  valuesColumn,
} from './column.ts';
import type { Test } from './compile-leaf.ts';
import { compileAll } from './compile-plan.ts';
import type { Bound, Constraint, Holding, Membership, Others } from './constraints.ts';
import type { Entry } from './entry.ts';
import type { Vocabularies } from './vocabulary.ts';

/*
 * Rules tested all at once. Each is a bit; for every value that they ask something of, a table says whose demands a
 * value meets. What is left after one look-up for each value are the rules whose single values are all right; only
 * what no table can say is tested rule by rule.
 */

/** How many rules a block has at most. */
export const blockSize = 64;

export interface Block {
  readonly rules: readonly Rule[];
  /** What the columns leave open, rule by rule; null: nothing. */
  readonly tests: readonly (Test | null)[];
  readonly columns: readonly Column[];
  /** The rows of all columns. */
  readonly table: Int32Array;
}

export function createBlock(entries: readonly Entry[], shared: Vocabularies): Block {
  const values = new Demands<Membership | Others>();
  const holdings = new Demands<Holding>();
  const bounds = new Demands<Bound>();
  const tests = entries.map(({ member, settled, open }, rule) => {
    for (const { constraint } of open) {
      if (constraint.kind === 'bound') bounds.add({ constraint, rule });
      else if (constraint.kind === 'holding') holdings.add({ constraint, rule });
      else values.add({ constraint, rule });
    }
    const told = new Set([...settled, ...open.map(({ part }) => part)]);
    const rest = member.parts.filter((part) => !told.has(part));
    return rest.length === 0 ? null : compileAll(rest);
  });
  const making: Making = { shared, table: [] };
  const columns = [
    ...values.groups().map((asked) => valuesColumn(asked, making)),
    ...holdings.groups().map((asked) => holdingColumn(asked, making)),
    ...bounds.groups().map((asked) => boundColumn(asked, making)),
  ];
  return {
    rules: entries.map(({ member }) => member.rule),
    tests,
    columns: columns.sort((one, other) => other.sparing - one.sparing),
    table: Int32Array.from(making.table),
  };
}

/** Demands by what they look at; a second one of the same rule comes into a group of its own, as both must be met. */
class Demands<Kind extends Constraint> {
  readonly #byName = new Map<string, Group<Kind>>();

  add(asked: Asked<Kind>): void {
    let { name }: { name: string } = asked.constraint;
    while (this.#byName.get(name)?.some(({ rule }) => rule === asked.rule)) name += '+';
    const group = this.#byName.get(name);
    if (group) group.push(asked);
    else this.#byName.set(name, [asked]);
  }

  groups(): Group<Kind>[] {
    return [...this.#byName.values()];
  }
}
