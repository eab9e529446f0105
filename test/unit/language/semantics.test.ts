import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluateFilter } from '../../../engine/language/index.ts';
import { type JsonObject, operators, readEventValue, readRuleValue } from '../../../engine/model/index.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/semantics.md'), 'utf8');

const values: Record<string, JsonObject> = {
  missing: {},
  null: { x: null },
  number: { x: 5 },
  string: { x: 'beta' },
  list: { x: ['beta', 5] },
  object: { x: { a: 1 } },
  boolean: { x: true },
};

const rows = page
  .split('\n')
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')))
  .filter((cells) => cells.length === 9);
const [head = [], , ...table] = rows;

/** The cells of a row as the engine decides them. */
function decide(op: string, operand: string): string[] {
  const rule = readRuleValue({
    name: 'r',
    trigger: { kind: 'event', eventType: 't' },
    filter: [{ path: 'payload.x', op, value: JSON.parse(operand) }],
  });
  if (!rule.ok) throw new Error(JSON.stringify(rule.error));
  return head.slice(2).map((column) => {
    const event = readEventValue(
      { type: 't', app: 'a', payload: values[column] },
      { firedAt: '2026-03-02T09:00:00Z' },
    );
    if (!event.ok) throw new Error(JSON.stringify(event.error));
    return evaluateFilter(rule.value.filter, event.value).pass ? '✓' : '·';
  });
}

describe('the table of operators in docs/semantics.md', () => {
  it('has every operator and every kind of value', () => {
    expect(head.slice(2)).toEqual(Object.keys(values));
    expect(new Set(table.map(([op]) => op))).toEqual(new Set(operators));
  });

  it.each(table.map((cells) => [cells[0] ?? '', (cells[1] ?? '').replaceAll('`', ''), cells.slice(2)]))(
    'tells the truth of %s %s',
    (op, operand, cells) => {
      expect(decide(String(op), String(operand))).toEqual(cells);
    },
  );
});
