import { isActiveNode } from '../../language/index.ts';
import {
  type FilterNode,
  filterChildren,
  isAll,
  isAnyItem,
  isEveryItem,
  isLeaf,
  isNot,
  type Place,
} from '../../model/index.ts';
import { spend } from '../satisfy/budget.ts';
import { type Formula, formulaOfNode, negate } from '../satisfy/formula.ts';
import {
  type Inspection,
  linksAmong,
  nameOf,
  namesOf,
  neverTogether,
  type Part,
  shareSpot,
  smallestClash,
} from './ask.ts';
import { itemsReading } from './items-reading.ts';

/** Nodes with what they ask; `holds` false: what their negation asks. Disabled ones are left out. */
export function partsOf(
  children: readonly { node: FilterNode; at: Place }[],
  inspection: Inspection,
  holds: boolean,
): Part[] {
  return children
    .filter(({ node }) => isActiveNode(node))
    .map(({ node, at }) => ({ node, at, formula: formulaOfNode(node, inspection.question.reading, holds) }));
}

/**
 * Parts that must all hold, in a context that holds too: which of them clash, and which add nothing. `holds` false:
 * they are the branches of an `any` inside a `not`.
 */
export function inspectTogether(
  parts: readonly Part[],
  context: readonly Formula[],
  inspection: Inspection,
  holds: boolean,
): void {
  const formulas = parts.map(({ formula }) => formula);
  if (neverTogether([...context, ...formulas], inspection)) {
    reportClash(smallestClash(parts, context, inspection, false), inspection, holds);
    for (const part of parts) inspectInside(part, [], inspection, holds);
    return;
  }
  const links = linksAmong([...context, ...formulas]);
  let kept = [...parts];
  let fitting = kept;
  for (const part of parts.toReversed()) {
    if (inspection.budget.left <= 0) return;
    const linked = new Set(links.get(part.formula));
    const others = (from: readonly Part[]) =>
      from.filter((each) => each !== part && linked.has(each.formula));
    const around = context.filter((formula) => linked.has(formula));
    if (addsNothing(part, others(kept), around, inspection, holds, false)) {
      kept = kept.filter((each) => each !== part);
      fitting = fitting.filter((each) => each !== part);
    } else if (addsNothing(part, others(fitting), around, inspection, holds, true)) {
      fitting = fitting.filter((each) => each !== part);
    }
  }
  for (const part of kept) {
    if (isLeaf(part.node) || inspection.budget.left <= 0) continue;
    const around = kept.filter((each) => each !== part).map(({ formula }) => formula);
    inspectInside(part, [...context, ...around], inspection, holds);
  }
}

/** Parts of which one is enough: which never hold here, and which hold only where another does. */
export function inspectChoices(
  parts: readonly Part[],
  context: readonly Formula[],
  inspection: Inspection,
  holds: boolean,
): void {
  const links = linksAmong([...context, ...parts.map(({ formula }) => formula)]);
  const around = (part: Part) => {
    const linked = new Set(links.get(part.formula));
    return context.filter((formula) => linked.has(formula));
  };
  const isOpen = (part: Part) => !neverTogether([part.formula, ...around(part)], inspection);
  const open = parts.filter(isOpen);
  // Where none holds, the group as a whole does not, which is said of the group.
  for (const part of open.length > 0 ? parts : []) {
    if (!open.includes(part)) reportUnreachable(part, context, inspection, holds);
  }
  let kept = open.length > 0 ? open : [...parts];
  let fitting = kept;
  for (const part of kept.toReversed()) {
    if (inspection.budget.left <= 0) return;
    if (inspection.isExplained(part.at)) continue;
    const given = [part.formula, ...around(part)];
    const wider = widerThan(part, kept, given, inspection, false);
    const usual = wider ?? widerThan(part, fitting, given, inspection, true);
    if (!usual) continue;
    fitting = fitting.filter((each) => each !== part);
    if (wider) kept = kept.filter((each) => each !== part);
    reportSubsumed(part, usual, inspection, holds, wider === undefined);
  }
  for (const part of kept) {
    if (!isLeaf(part.node)) inspectInside(part, around(part), inspection, holds);
  }
}

/** Another part that holds wherever this one does, in what is given. */
function widerThan(
  part: Part,
  among: readonly Part[],
  given: readonly Formula[],
  inspection: Inspection,
  fitting: boolean,
): Part | undefined {
  return among.find(
    (each) =>
      each !== part &&
      spend(inspection.budget, 1) &&
      shareSpot(each.formula, part.formula) &&
      neverTogether([...given, negate(each.formula)], inspection, fitting),
  );
}

function reportSubsumed(
  part: Part,
  wider: Part,
  inspection: Inspection,
  holds: boolean,
  fitting: boolean,
): void {
  const { at } = part;
  const only = holds ? 'this branch holds only' : 'always holds';
  const message = `${only} where ${nameOf(wider)} does`;
  if (fitting) {
    const limited = `${message}, for events that fit their schema`;
    inspection.report({ severity: 'hint', code: 'redundant-by-schema', message: limited, at });
    return;
  }
  const code = holds ? 'subsumed-branch' : 'redundant-condition';
  inspection.report({ severity: 'hint', code, message, at, fix: 'remove it' });
}

/** What is inside a group, `context` holding around it. */
export function inspectInside(
  { node, at }: Part,
  context: readonly Formula[],
  inspection: Inspection,
  holds: boolean,
): void {
  if (isLeaf(node)) return;
  const children = filterChildren(node, at);
  if (isNot(node)) {
    for (const inside of partsOf(children, inspection, !holds)) {
      inspectInside(inside, context, inspection, !holds);
    }
  } else if (isAnyItem(node) || isEveryItem(node)) {
    const question = itemsReading(node, inspection.question);
    // What cannot be read never holds, whatever its items are asked.
    if (!question) return;
    const inner = { ...inspection, question };
    const parts = partsOf(children, inner, true);
    inspectTogether(parts, [], inner, true);
  } else if (isAll(node) === holds) {
    inspectTogether(partsOf(children, inspection, holds), context, inspection, holds);
  } else {
    inspectChoices(partsOf(children, inspection, holds), context, inspection, holds);
  }
}

/** Values that one field cannot have at once may be meant as a choice. */
function mendClash(clash: readonly Part[]): string {
  const leaves = clash.map(({ node }) => node).filter(isLeaf);
  const [first] = leaves;
  if (clash.length === 1) return 'change or remove it';
  const isChoice =
    leaves.length === clash.length && leaves.every(({ op, path }) => op === 'eq' && path === first?.path);
  if (!isChoice || !first) return 'change or remove one of them';
  return `if one of them is enough: ${first.path} in ${JSON.stringify(leaves.map(({ value }) => value))}`;
}

function reportClash(clash: readonly Part[], inspection: Inspection, holds: boolean): void {
  const last = clash.at(-1);
  if (!last || inspection.isExplained(last.at)) return;
  const others = clash.slice(0, -1);
  // A group that never holds for what is inside it is told there.
  if (others.length === 0 && !isLeaf(last.node)) return;
  const with_ = others.length > 0 ? `together with ${namesOf(others)} it` : 'this condition';
  const message = holds ? `${with_} never holds` : `${with_} always holds, so the "not" around it never does`;
  const fix = mendClash(clash);
  inspection.report({ severity: 'warning', code: 'contradictory-condition', message, at: last.at, fix });
}

/** Whether a part always holds where the others do, which is then reported. */
function addsNothing(
  part: Part,
  others: readonly Part[],
  context: readonly Formula[],
  inspection: Inspection,
  holds: boolean,
  fitting: boolean,
): boolean {
  if (part.formula.kind === 'constant' || inspection.isExplained(part.at)) return false;
  const denied = negate(part.formula);
  const around = [...context, ...others.map(({ formula }) => formula)];
  if (!neverTogether([denied, ...around], inspection, fitting)) return false;
  const { at } = part;
  const word = holds ? 'holds' : 'fails';
  const isAlone = neverTogether([denied], inspection, fitting);
  const because = isAlone
    ? undefined
    : others.find(
        (each) =>
          shareSpot(each.formula, part.formula) && neverTogether([each.formula, denied], inspection, fitting),
      );
  const where = isAlone
    ? ''
    : because
      ? ` where ${nameOf(because)} ${word}`
      : ' where the conditions around it hold';
  if (fitting) {
    const message = `always ${word}${where}, for events that fit their schema`;
    inspection.report({ severity: 'hint', code: 'redundant-by-schema', message, at });
    return true;
  }
  // What stands alone in `where` decides nothing, but cannot be taken out.
  const fix = at.endsWith('.where') ? {} : { fix: 'remove it' };
  const message = `always ${word}${where}`;
  inspection.report({ severity: 'hint', code: 'redundant-condition', message, at, ...fix });
  return true;
}

function reportUnreachable(
  part: Part,
  context: readonly Formula[],
  inspection: Inspection,
  holds: boolean,
): void {
  const { at } = part;
  if (inspection.isExplained(at)) return;
  const isAlone = neverTogether([part.formula], inspection);
  const why = isAlone || context.length === 0 ? '' : ' where the conditions around it hold';
  if (holds) {
    const message = `this branch never holds${why}`;
    inspection.report({
      severity: 'warning',
      code: 'unreachable-branch',
      message,
      at,
      fix: 'change or remove it',
    });
  } else {
    const message = `always holds${why}`;
    inspection.report({ severity: 'hint', code: 'redundant-condition', message, at, fix: 'remove it' });
  }
}
