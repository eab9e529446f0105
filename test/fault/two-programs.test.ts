import fc from 'fast-check';
import { expect, it } from 'vitest';
import { granted, openIn, ruleNamed, temporaryFolder } from '../unit/store/setting.ts';

it('two programs on one folder never overwrite each other: every edit is kept or answered with a conflict', async () => {
  const folder = temporaryFolder();
  const programs = [await openIn(folder), await openIn(folder)];
  const [first] = programs;
  if (!first) throw new Error('two programs were opened');
  let rules = 0;

  fc.assert(
    fc.property(
      fc.array(fc.record({ program: fc.nat(1), looksFirst: fc.boolean() }), { minLength: 1, maxLength: 12 }),
      (edits) => {
        const id = `r_${++rules}`;
        const created = granted(first.createRule({ rule: ruleNamed('edit 0', id), why: '' }));
        const seen = [created, created];
        const kept = ['edit 0'];
        for (const [index, { program, looksFirst }] of edits.entries()) {
          const store = programs[program] ?? first;
          const base = looksFirst ? granted(store.getRule(id)) : (seen[program] ?? created);
          const rule = { ...base.rule, name: `edit ${index + 1}`, description: kept.join() };
          const change = { id, baseRevision: base.revision, rule, codeText: null, layout: {} };
          const saved = store.saveDraft(change);
          if (saved.ok) {
            // Whoever saves has seen every edit that was kept before.
            expect(base.rule.name).toBe(kept.at(-1));
            kept.push(rule.name);
            seen[program] = saved.value;
          } else {
            expect(saved.error.kind).toBe('conflict');
            expect(base.rule.name).not.toBe(kept.at(-1));
          }
        }
        for (const store of programs) {
          const stored = granted(store.getRule(id));
          expect(stored.rule.name).toBe(kept.at(-1));
          expect(stored.revision).toBe(kept.length);
        }
      },
    ),
    { numRuns: 60, seed: 7 },
  );
});
