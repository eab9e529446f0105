import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  absolutePosition,
  type Graph,
  type GraphNode,
  readingOrder,
  ruleToGraph,
} from '../../../engine/editing/index.ts';
import { fraudRule, rules } from './arbitrary-rules.ts';

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

function boxOf(graph: Graph, node: GraphNode): Box {
  const corner = absolutePosition(graph, node.id);
  if (!corner) throw new Error(`${node.id} stands nowhere`);
  return { left: corner.x, top: corner.y, right: corner.x + node.width, bottom: corner.y + node.height };
}

const isWithin = (inner: Box, outer: Box): boolean =>
  inner.left >= outer.left &&
  inner.right <= outer.right &&
  inner.top >= outer.top &&
  inner.bottom <= outer.bottom;
const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

describe('the graph of a rule', () => {
  test('has exactly the nodes of the rule, in reading order, and an end', () => {
    fc.assert(
      fc.property(rules, (rule) => {
        const ids = ruleToGraph(rule, {}).nodes.map(({ id }) => id);
        expect(ids).toEqual([...readingOrder(rule), 'end']);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  test('keeps every child inside its frame, clear of the frame’s title and foot', () => {
    fc.assert(
      fc.property(rules, (rule) => {
        const graph = ruleToGraph(rule, {});
        for (const node of graph.nodes) {
          const frame = graph.nodes.find(({ id }) => id === node.parent);
          if (frame) expect(isWithin(boxOf(graph, node), boxOf(graph, frame)), node.id).toBe(true);
        }
      }),
    );
  });

  test('never lays two nodes of one frame, or of the main column, over each other', () => {
    fc.assert(
      fc.property(rules, (rule) => {
        const graph = ruleToGraph(rule, {});
        for (const [index, node] of graph.nodes.entries()) {
          for (const other of graph.nodes.slice(index + 1)) {
            if (other.parent === node.parent)
              expect(overlap(boxOf(graph, node), boxOf(graph, other)), `${node.id} ${other.id}`).toBe(false);
          }
        }
      }),
    );
  });

  test('joins the main column from trigger to end in one line', () => {
    fc.assert(
      fc.property(rules, (rule) => {
        const { edges, nodes } = ruleToGraph(rule, {});
        const column = nodes.filter(({ parent }) => parent === null).map(({ id }) => id);
        expect([edges[0]?.from, ...edges.map(({ to }) => to)]).toEqual(column);
        edges.slice(1).forEach((edge, index) => {
          expect(edge.from).toBe(edges[index]?.to);
        });
      }),
    );
  });

  test('offers to insert a first condition above the filter and a step before every step', () => {
    const inserts = ruleToGraph(fraudRule, {}).edges.map(({ insert }) => insert);
    expect(inserts).toEqual([
      null,
      { kind: 'filter', parent: 'filter', index: 0 },
      { kind: 'step', index: 0 },
      { kind: 'step', index: 1 },
      { kind: 'step', index: 2 },
      null,
    ]);
  });

  test('puts a node of the main column where a person put it, and leaves the others alone', () => {
    const tidy = ruleToGraph(fraudRule, {});
    const moved = ruleToGraph(fraudRule, { 'step:s2': { x: 500, y: 40 } });
    for (const [index, node] of moved.nodes.entries()) {
      const expected = node.id === 'step:s2' ? { x: 500, y: 40 } : tidy.nodes[index]?.position;
      expect(node.position).toEqual(expected);
    }
  });

  test('says of a node that it does not have that it stands nowhere', () => {
    expect(absolutePosition(ruleToGraph(fraudRule, {}), 'filter[7]')).toBeNull();
  });

  test('dims what is switched off, and everything inside it', () => {
    const [first, ...more] = fraudRule.filter;
    if (!first) throw new Error('the rule has a condition');
    const rule = { ...fraudRule, filter: [first, ...more.map((node) => ({ ...node, disabled: true }))] };
    const dimmed = ruleToGraph(rule, {})
      .nodes.filter((node) => 'isDimmed' in node && node.isDimmed)
      .map(({ id }) => id);
    expect(dimmed).toEqual(['filter[1]', 'filter[1].any[0]', 'filter[1].any[1]', 'filter[1].any[1].not']);
  });
});
