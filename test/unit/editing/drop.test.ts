import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  absolutePosition,
  findDropTarget,
  findFilterPlace,
  findStepPlace,
  type Graph,
  measures,
  moveFilter,
  moveStep,
  type Point,
  ruleToGraph,
} from '../../../engine/editing/index.ts';
import { type Rule, readRuleValue } from '../../../engine/model/index.ts';
import { fraudRule, rulesWithCondition, rulesWithStep } from './arbitrary-rules.ts';

function middleOf(graph: Graph, id: string): Point {
  const node = graph.nodes.find((one) => one.id === id);
  const corner = absolutePosition(graph, id);
  if (!node || !corner) throw new Error(`there is no node ${id}`);
  return { x: corner.x + node.width / 2, y: corner.y + node.height / 2 };
}

const graph = ruleToGraph(fraudRule, {});
const below = (id: string, by = 1): Point => {
  const { x, y } = middleOf(graph, id);
  return { x, y: y + by };
};

describe('letting a step go', () => {
  test('where it stands moves nothing', () => {
    fc.assert(
      fc.property(rulesWithStep, ({ rule, stepId }) => {
        const drawn = ruleToGraph(rule, {});
        const target = findDropTarget(drawn, rule, `step:${stepId}`, middleOf(drawn, `step:${stepId}`));
        if (rule.actions.length === 1 && target === null) return;
        expect(target?.kind).toBe('step');
        if (target?.kind === 'step') expect(moveStep(rule, stepId, target.index)).toBeNull();
      }),
    );
  });
  test('past the middle of another sorts it behind that one', () => {
    expect(findDropTarget(graph, fraudRule, 'step:s1', below('step:s2'))).toMatchObject({
      kind: 'step',
      index: 1,
    });
    expect(findDropTarget(graph, fraudRule, 'step:s1', below('step:s2', -1))).toMatchObject({ index: 0 });
    expect(findDropTarget(graph, fraudRule, 'step:s1', below('end'))).toMatchObject({ index: 2 });
    const edge = middleOf(graph, 'step:s1').y + (measures.stepHeight + measures.rowGap) / 2;
    expect(findStepPlace(graph, below('step:s2', -1))).toMatchObject({ index: 1, line: { y: edge } });
    expect(findDropTarget(graph, fraudRule, 'step:s3', below('trigger'))).toMatchObject({ index: 0 });
  });
  test('far beside the column leaves its place in the rule alone', () => {
    expect(findDropTarget(graph, fraudRule, 'step:s1', { x: 900, y: 0 })).toBeNull();
  });
});

describe('letting a condition go', () => {
  test('where it stands moves nothing', () => {
    fc.assert(
      fc.property(rulesWithCondition, ({ rule, at }) => {
        const drawn = ruleToGraph(rule, {});
        const target = findDropTarget(drawn, rule, at, middleOf(drawn, at));
        expect(target?.kind).toBe('filter');
        if (target?.kind === 'filter') expect(moveFilter(rule, at, target.parent, target.index)).toBeNull();
      }),
    );
  });
  test('anywhere gives a rule again or leaves it alone', () => {
    const spots = fc.record({ x: fc.integer({ min: -400, max: 400 }), y: fc.integer({ min: 0, max: 2000 }) });
    fc.assert(
      fc.property(rulesWithCondition, spots, ({ rule, at }, spot) => {
        const target = findDropTarget(ruleToGraph(rule, {}), rule, at, spot);
        if (target?.kind !== 'filter') return;
        const moved = moveFilter(rule, at, target.parent, target.index);
        if (moved) expect(readRuleValue(moved.rule)).toEqual({ ok: true, value: moved.rule });
      }),
    );
  });
  test('goes into the innermost frame under it, above or below what is there', () => {
    expect(findDropTarget(graph, fraudRule, 'filter[0]', below('filter[1].any[0]', -1))).toMatchObject({
      kind: 'filter',
      parent: 'filter[1]',
      index: 0,
    });
    expect(findDropTarget(graph, fraudRule, 'filter[0]', below('filter[1].any[0]'))).toMatchObject({
      parent: 'filter[1]',
      index: 1,
    });
    expect(findDropTarget(graph, fraudRule, 'filter[0]', below('filter[1].any[1].not'))).toMatchObject({
      parent: 'filter[1].any[1]',
      index: 1,
    });
  });
  test('outside every frame, or inside itself only, leaves it alone', () => {
    expect(findDropTarget(graph, fraudRule, 'filter[0]', below('step:s1'))).toBeNull();
    const own = findDropTarget(graph, fraudRule, 'filter[1]', below('filter[1].any[1].not'));
    expect(own).toMatchObject({ parent: 'filter' });
  });
  test('shows a line inside the frame it would go to', () => {
    const rule: Rule = { ...fraudRule, filter: [...fraudRule.filter, { all: [] }] };
    const drawn = ruleToGraph(rule, {});
    const target = findDropTarget(drawn, rule, 'filter[0]', middleOf(drawn, 'filter[2]'));
    const frame = drawn.nodes.find(({ id }) => id === 'filter[2]');
    const corner = absolutePosition(drawn, 'filter[2]');
    expect(target).toMatchObject({ parent: 'filter[2]', index: 0 });
    if (!target || !frame || !corner) return;
    expect(target.line.x).toBeGreaterThan(corner.x);
    expect(target.line.x + target.line.width).toBeLessThan(corner.x + frame.width);
    expect(target.line.y).toBeGreaterThan(corner.y);
    expect(target.line.y).toBeLessThan(corner.y + frame.height);
  });
});

test('the trigger, the scope and the filter itself cannot be dropped anywhere', () => {
  for (const id of ['trigger', 'scope', 'filter', 'end'])
    expect(findDropTarget(graph, fraudRule, id, below('step:s1'))).toBeNull();
});

describe('what is carried along', () => {
  test('is not counted among the steps that stay', () => {
    const target = findDropTarget(graph, fraudRule, 'step:s3', below('step:s2', -1), ['step:s2', 'step:s3']);
    expect(target).toMatchObject({ kind: 'step', index: 1 });
  });
  test('is no frame to go into', () => {
    const target = findDropTarget(graph, fraudRule, 'filter[0]', below('filter[1].any[0]'), ['filter[1]']);
    expect(target).toMatchObject({ kind: 'filter', parent: 'filter' });
  });
});

describe('a new node', () => {
  test('goes into the chain where it is let go, a condition into the frame under it', () => {
    expect(findStepPlace(graph, below('step:s2'))).toMatchObject({ kind: 'step', index: 2 });
    expect(findStepPlace(graph, { x: 900, y: 0 })).toBeNull();
    expect(findFilterPlace(graph, fraudRule, below('filter[1].any[0]'))).toMatchObject({
      parent: 'filter[1]',
      index: 1,
    });
    expect(findFilterPlace(graph, fraudRule, below('step:s1'))).toBeNull();
  });
});
