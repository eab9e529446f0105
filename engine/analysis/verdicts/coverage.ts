import { isActiveNode } from '../../language/index.ts';
import {
  type FilterKind,
  type FilterNode,
  type FilterTrace,
  filterChildren,
  filterKind,
  type Gate,
  type Place,
  type Rule,
  type RunRecord,
} from '../../model/index.ts';
import { nodeWords } from '../changes/words.ts';

/** A condition or group: in how many runs it was seen to hold, and not to hold. */
export interface NodeCoverage {
  at: Place;
  kind: FilterKind;
  /** The node as it reads in a sentence. */
  text: string;
  seenTrue: number;
  seenFalse: number;
}

export interface StepCoverage {
  at: Place;
  id: string;
  type: string;
  /** Runs in which it ran, and in which it failed or was invalid. */
  seenRun: number;
  seenFailed: number;
}

/** A limit the rule has: how many matches it let through, and how many it held back. */
export interface GateCoverage {
  gate: Gate;
  at: Place;
  seenOpen: number;
  seenClosed: number;
}

export interface RuleCoverage {
  rule: { id: string; name: string };
  runs: number;
  conditions: NodeCoverage[];
  /** Branches: any, all, not, and the quantifiers over lists. */
  groups: NodeCoverage[];
  steps: StepCoverage[];
  gates: GateCoverage[];
  /** Each condition, group and gate is to be seen both ways, each step to run: so many of so many were. */
  covered: number;
  total: number;
}

export interface CoverageCollector {
  /** Counts a run of the rule; runs it was not considered in show nothing of its conditions. */
  add(record: RunRecord): void;
  coverage(): RuleCoverage;
}

/**
 * What runs have shown of a rule: which conditions and branches held and did not, which steps ran, which limits held a
 * match back. Disabled nodes and steps take no part. Keeps counts only, however many runs it is given.
 */
export function collectCoverage(rule: Rule): CoverageCollector {
  const nodes = rule.filter.flatMap((node, index) => activeNodes(node, `filter[${index}]`));
  const byPlace = new Map(nodes.map((node) => [node.at, node]));
  const steps = stepsOf(rule);
  const gates = gatesOf(rule);
  let runs = 0;
  return {
    add(record) {
      runs++;
      if (record.reason === 'trigger' || record.reason === 'scope') return;
      countNodes(record.filter.nodes, byPlace);
      for (const { id, status } of record.steps) {
        const step = steps.find((each) => each.id === id);
        if (!step) continue;
        if (status === 'would-run' || status === 'succeeded') step.seenRun++;
        if (status === 'failed' || status === 'invalid') step.seenFailed++;
      }
      if (record.reason === 'conditions') return;
      for (const each of gates) {
        if (record.reason === each.gate) each.seenClosed++;
        else if (record.reason === null) each.seenOpen++;
      }
    },
    coverage() {
      const met = [
        ...nodes.flatMap(({ seenTrue, seenFalse }) => [seenTrue > 0, seenFalse > 0]),
        ...gates.flatMap(({ seenOpen, seenClosed }) => [seenOpen > 0, seenClosed > 0]),
        ...steps.map(({ seenRun }) => seenRun > 0),
      ];
      return {
        rule: { id: rule.id, name: rule.name },
        runs,
        conditions: nodes.filter(({ kind }) => kind === 'leaf').map((node) => ({ ...node })),
        groups: nodes.filter(({ kind }) => kind !== 'leaf').map((node) => ({ ...node })),
        steps: steps.map((step) => ({ ...step })),
        gates: gates.map((gate) => ({ ...gate })),
        covered: met.filter((isMet) => isMet).length,
        total: met.length,
      };
    },
  };
}

function activeNodes(node: FilterNode, at: Place): NodeCoverage[] {
  if (!isActiveNode(node)) return [];
  const own = { at, kind: filterKind(node), text: nodeWords(node), seenTrue: 0, seenFalse: 0 };
  return [own, ...filterChildren(node, at).flatMap((child) => activeNodes(child.node, child.at))];
}

function stepsOf(rule: Rule): StepCoverage[] {
  return rule.actions.flatMap(({ id, type, disabled }, index) =>
    disabled ? [] : [{ at: `actions[${index}]`, id, type, seenRun: 0, seenFailed: 0 }],
  );
}

function gatesOf({ limits }: Rule): GateCoverage[] {
  const blank = { seenOpen: 0, seenClosed: 0 };
  const all: (GateCoverage & { isSet: boolean })[] = [
    { gate: 'cooldown', at: 'limits.cooldownSeconds', ...blank, isSet: limits.cooldownSeconds > 0 },
    { gate: 'daily-cap', at: 'limits.maxFiresPerDay', ...blank, isSet: limits.maxFiresPerDay !== null },
    { gate: 'rate-limit', at: 'limits.maxPerMinute', ...blank, isSet: limits.maxPerMinute !== null },
  ];
  return all.flatMap(({ isSet, ...gate }) => (isSet ? [gate] : []));
}

/** A node inside `where` is looked at once an item, and may hold for one and not for the next: both are seen. */
function countNodes(traces: readonly FilterTrace[], byPlace: ReadonlyMap<Place, NodeCoverage>): void {
  const seen = new Map<Place, { held: boolean; failed: boolean }>();
  const stack = [...traces];
  for (let trace = stack.pop(); trace; trace = stack.pop()) {
    const before = seen.get(trace.at) ?? { held: false, failed: false };
    seen.set(trace.at, { held: before.held || trace.pass, failed: before.failed || !trace.pass });
    // One by one: a list may hold more items than a call takes arguments.
    for (const child of childrenOf(trace)) stack.push(child);
  }
  for (const [at, { held, failed }] of seen) {
    const node = byPlace.get(at);
    if (!node) continue;
    if (held) node.seenTrue++;
    if (failed) node.seenFalse++;
  }
}

function childrenOf(trace: FilterTrace): readonly FilterTrace[] {
  if ('op' in trace) return [];
  if ('any' in trace) return trace.any;
  if ('all' in trace) return trace.all;
  if ('not' in trace) return [trace.not];
  return trace.items ?? [];
}
