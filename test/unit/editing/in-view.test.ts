import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Area,
  absolutePosition,
  areasOf,
  type Graph,
  graphInView,
  ruleToGraph,
} from '../../../engine/editing/index.ts';
import { fraudRule, rules } from './arbitrary-rules.ts';

const graph = ruleToGraph(fraudRule, {});
const areas = areasOf(graph);
const nowhere: Area = { left: 5000, top: 5000, right: 5100, bottom: 5100 };
const areaOf = (id: string): Area => {
  const area = areas.get(id);
  if (!area) throw new Error(`there is no node ${id}`);
  return area;
};
const drawn = (view: Area, of: Graph = graph, kept: string[] = [], carried: string[] = []): string[] =>
  graphInView(of, areasOf(of), view, kept, carried).nodes.map(({ id }) => id);

describe('the area of a node', () => {
  test('is where it stands on the canvas, frames added up, as large as it is', () => {
    fc.assert(
      fc.property(rules, (rule) => {
        const one = ruleToGraph(rule, {});
        const all = areasOf(one);
        for (const { id, width, height } of one.nodes) {
          const corner = absolutePosition(one, id);
          expect(all.get(id)).toEqual({
            left: corner?.x,
            top: corner?.y,
            right: (corner?.x ?? 0) + width,
            bottom: (corner?.y ?? 0) + height,
          });
        }
      }),
    );
  });
});

describe('of a graph in view', () => {
  test('everything is drawn where everything is in view, in the same order', () => {
    const whole = { left: -10_000, top: -10_000, right: 10_000, bottom: 10_000 };
    expect(graphInView(graph, areas, whole, [], [])).toEqual(graph);
  });
  test('nothing is drawn where nothing is', () => {
    expect(graphInView(graph, areas, nowhere, [], [])).toEqual({ nodes: [], edges: [] });
  });
  test('a node is drawn as soon as the view touches it, with the frames it stands in and its edges’ other ends', () => {
    const { left, top, right, bottom } = areaOf('filter[1].any[0]');
    const inside = { left: left + 1, top: top + 1, right: right - 1, bottom: bottom - 1 };
    expect(drawn(inside)).toEqual(['filter', 'filter[1]', 'filter[1].any[0]']);
    const trigger = areaOf('trigger');
    const above = { ...trigger, top: trigger.top - 50 };
    expect(drawn({ ...above, bottom: trigger.top })).toEqual(['trigger']);
    expect(drawn({ ...above, bottom: trigger.top - 1 })).toEqual([]);
    expect(drawn({ ...trigger, top: trigger.top + 5, bottom: trigger.bottom - 1 })).toEqual(['trigger']);
    expect(drawn({ ...trigger, top: trigger.bottom, bottom: trigger.bottom })).toEqual(['trigger', 'scope']);
    expect(drawn({ ...trigger, left: trigger.right, right: trigger.right + 9 })).toEqual([
      'trigger',
      'scope',
    ]);
    expect(drawn({ ...trigger, left: trigger.right + 1, right: trigger.right + 9 })).toEqual([]);
    expect(drawn({ ...trigger, left: trigger.left - 9, right: trigger.left - 1 })).toEqual([]);
  });
  test('an edge that runs through it is drawn, though its ends are elsewhere', () => {
    const apart = ruleToGraph(fraudRule, { trigger: { x: 2000, y: -3000 } });
    const between = { left: 900, top: -1500, right: 1000, bottom: -1400 };
    expect(drawn(between, apart)).toEqual(['trigger', 'scope']);
    expect(graphInView(apart, areasOf(apart), between, [], []).edges.map(({ id }) => id)).toEqual([
      'trigger→scope',
    ]);
  });
  test('what is kept is drawn wherever it is, with what is around it, and what is carried with all that is in it, too', () => {
    expect(drawn(nowhere, graph, ['step:s2'])).toEqual(['step:s2']);
    expect(drawn(nowhere, graph, ['filter[1]'])).toEqual(['filter', 'filter[1]']);
    expect(drawn(nowhere, graph, [], ['filter[1]'])).toEqual([
      'filter',
      'filter[1]',
      'filter[1].any[0]',
      'filter[1].any[1]',
      'filter[1].any[1].not',
    ]);
  });
  test('nodes of which nobody knows where they are are not drawn', () => {
    expect(graphInView(graph, new Map(), areaOf('scope'), [], [])).toEqual({ nodes: [], edges: [] });
  });
  test('edges whose nodes are not known are left out', () => {
    const edges = [
      { id: 'a', from: 'gone', to: 'scope', insert: null },
      { id: 'b', from: 'scope', to: 'gone', insert: null },
    ];
    expect(graphInView({ ...graph, edges }, areas, areaOf('scope'), [], []).edges).toEqual([]);
  });
  test('every node that is drawn stands in frames that are drawn', () => {
    fc.assert(
      fc.property(rules, fc.integer({ min: -100, max: 1500 }), (rule, top) => {
        const one = ruleToGraph(rule, {});
        const part = graphInView(one, areasOf(one), { left: 0, top, right: 10, bottom: top + 100 }, [], []);
        const ids = new Set(part.nodes.map(({ id }) => id));
        for (const { parent } of part.nodes) expect(parent === null || ids.has(parent)).toBe(true);
        for (const { from, to } of part.edges) expect([ids.has(from), ids.has(to)]).toEqual([true, true]);
      }),
    );
  });
});
