/** Decision graphs of zen-engine around one node: what comes in goes through it and out. */
function graph(node: object) {
  const position = { x: 0, y: 0 };
  return {
    nodes: [
      { id: 'in', name: 'in', type: 'inputNode', position },
      { id: 'node', name: 'node', position, ...node },
      { id: 'out', name: 'out', type: 'outputNode', position },
    ],
    edges: [
      { id: 'first', type: 'edge', sourceId: 'in', targetId: 'node' },
      { id: 'second', type: 'edge', sourceId: 'node', targetId: 'out' },
    ],
  };
}

/** Answers `{ holds }`. */
export function zenExpression(text: string) {
  const expressions = [{ id: 'holds', key: 'holds', value: text }];
  return graph({ type: 'expressionNode', content: { expressions } });
}

/** A decision table that collects the output `rule` of every row that holds; each row has a cell for each field. */
export function zenTable(
  fields: readonly string[],
  rows: readonly { cells: readonly string[]; rule: string }[],
) {
  return graph({
    type: 'decisionTableNode',
    content: {
      hitPolicy: 'collect',
      inputs: fields.map((field, index) => ({
        id: `c${index}`,
        name: `c${index}`,
        ...(field ? { field } : {}),
      })),
      outputs: [{ id: 'rule', name: 'rule', field: 'rule' }],
      rules: rows.map(({ cells, rule }) => ({
        _id: rule,
        ...Object.fromEntries(cells.map((cell, index) => [`c${index}`, cell])),
        rule: JSON.stringify(rule),
      })),
    },
  });
}
