import { describe, expect, it } from 'vitest';
import { builtInPacks, createCatalog } from '../../../../engine/catalog/index.ts';
import type { Rule } from '../../../../engine/model/index.ts';
import { changedNodes } from '../../../../renderer/publish/node-changes.ts';

const catalog = createCatalog(builtInPacks());
const leaf = (path: string, value: string) => ({ path, op: 'eq' as const, value });
const tag = (id: string, ...tags: string[]) => ({ id, type: 'tag_session', params: { tags } });

function rule(part: Partial<Rule>): Rule {
  const sample = builtInPacks().flatMap(({ sampleRules }) => sampleRules)[0];
  if (!sample) throw new Error('there are sample rules');
  return { ...sample, ...part };
}

function marks(before: Partial<Rule>, after: Partial<Rule>) {
  const changes = changedNodes(rule(before), rule(after), catalog);
  return { before: Object.fromEntries(changes.before), after: Object.fromEntries(changes.after) };
}

describe('nodes that differ between two versions', () => {
  it('are none where only settings without a node differ', () => {
    expect(marks({ order: 1 }, { order: 2 })).toEqual({ before: {}, after: {} });
  });

  it('are added and removed on the side that has them', () => {
    const filter = [leaf('payload.a', 'x')];
    const more = [...filter, leaf('payload.b', 'y')];
    expect(marks({ filter }, { filter: more })).toEqual({ before: {}, after: { 'filter[1]': 'added' } });
    expect(marks({ filter: more }, { filter })).toEqual({ before: { 'filter[1]': 'removed' }, after: {} });
    expect(marks({ actions: [tag('s1', 'a')] }, { actions: [tag('s2', 'b'), tag('s1', 'a')] })).toEqual({
      before: {},
      after: { 'step:s2': 'added' },
    });
  });

  it('are changed on both sides', () => {
    expect(marks({ actions: [tag('s1', 'a')] }, { actions: [tag('s1', 'b')] })).toEqual({
      before: { 'step:s1': 'changed' },
      after: { 'step:s1': 'changed' },
    });
    expect(marks({ filter: [leaf('payload.a', 'x')] }, { filter: [leaf('payload.a', 'y')] })).toEqual({
      before: { 'filter[0]': 'changed' },
      after: { 'filter[0]': 'changed' },
    });
    expect(marks({ scope: { apps: ['cards'] } }, { scope: { apps: ['loans'] } })).toEqual({
      before: { scope: 'changed' },
      after: { scope: 'changed' },
    });
  });

  it('are moved where they only stand elsewhere', () => {
    const [one, two] = [tag('s1', 'a'), tag('s2', 'b')];
    const found = marks({ actions: [one, two] }, { actions: [two, one] });
    expect(Object.values(found.after)).toEqual(['moved']);
    expect(Object.values(found.before)).toEqual(['moved']);
  });

  it('stay changed where a value within them went', () => {
    const wide = { id: 's1', type: 'tag_session', params: { tags: ['a'], note: 'n' } };
    expect(marks({ actions: [wide] }, { actions: [tag('s1', 'a')] })).toEqual({
      before: { 'step:s1': 'changed' },
      after: { 'step:s1': 'changed' },
    });
  });
});
