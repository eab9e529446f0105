import { describe, expect, it } from 'vitest';
import { schemaAt, validateAgainst } from '../../../../engine/catalog/index.ts';
import { printCode } from '../../../../engine/editing/index.ts';
import { schemaChoices, schemaKeys } from '../../../../renderer/code/schema-choices.ts';
import { catalog, rule, schema } from './writing.ts';

describe('the schema of the Code tab', () => {
  it('accepts what the Code tab prints, for every sample rule', () => {
    const rules = [rule, ...catalog.packs.flatMap((pack) => pack.sampleRules)];
    for (const sample of rules) expect(validateAgainst(schema, JSON.parse(printCode(sample)))).toEqual([]);
  });

  it('accepts names that the catalog lacks: telling about them is for checkRule', () => {
    const unknown = { ...rule, trigger: { kind: 'event' as const, eventType: 'made.up' } };
    expect(validateAgainst(schema, JSON.parse(printCode(unknown)))).toEqual([]);
  });

  it('refuses unknown keys and identity', () => {
    expect(validateAgainst(schema, { ...JSON.parse(printCode(rule)), odrer: 1 })).not.toEqual([]);
    expect(validateAgainst(schema, { ...JSON.parse(printCode(rule)), version: 2 })).not.toEqual([]);
  });

  it('has words for every key that a rule can have', () => {
    const places = [
      [],
      ['scope'],
      ['trigger'],
      ['trigger', 'schedule'],
      ['filter', 0],
      ['actions', 0],
      ['actions', 0, 'retry'],
      ['limits'],
    ];
    const silent = places.flatMap((place) =>
      schemaKeys(schemaAt(schema, place)?.schema ?? {}, {})
        .filter((entry) => typeof entry.schema.description !== 'string')
        .map((entry) => [...place, entry.key].join('.')),
    );
    expect(silent).toEqual([]);
  });

  it('names operators by their own names, not by their aliases', () => {
    const choices = schemaChoices(schemaAt(schema, ['filter', 0, 'op'])?.schema ?? {});
    expect(choices.map(({ value }) => value)).toContain('neq');
    expect(choices.map(({ value }) => value)).not.toContain('ne');
  });

  it('narrows the keys to the variants that fit what is written', () => {
    const keys = (existing: Record<string, string>) =>
      schemaKeys(schemaAt(schema, ['trigger'])?.schema ?? {}, existing).map(({ key }) => key);
    expect(keys({ kind: 'schedule' })).toEqual(['kind', 'schedule']);
    expect(keys({ kind: '' })).toEqual(['kind', 'eventType', 'schedule']);
  });
});
