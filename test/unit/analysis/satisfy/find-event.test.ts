import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  eventsOf,
  findEvent,
  formulaFor,
  isMatch,
  isRefuted,
} from '../../../../engine/analysis/satisfy/find-event.ts';
import { catalog, event, filter, ruleWith } from '../arbitraries.ts';

const question = eventsOf(ruleWith({}), catalog);

describe('finding an event that a filter holds for', () => {
  it('never proves away what a real event holds for, and finds only what holds', () => {
    const count = { yes: 0, no: 0, undecided: 0 };
    const open: string[] = [];
    fc.assert(
      fc.property(filter, fc.array(event, { minLength: 8, maxLength: 8 }), (nodes, events) => {
        const answer = findEvent(nodes, question, { left: 60_000 });
        count[answer.verdict]++;
        if (answer.verdict === 'undecided') open.push(JSON.stringify(nodes));
        if (answer.verdict === 'yes') {
          expect(isMatch(nodes, answer.event, question)).toBe(true);
          if (answer.fitsSchema) expect(question.fits(answer.event)).toBe(true);
        }
        const formula = formulaFor(nodes, question);
        const unfit = isRefuted(formula, question, { left: 60_000 }, true);
        for (const each of events) {
          const holds = isMatch(nodes, each, question);
          if (holds) expect(answer.verdict).not.toBe('no');
          if (holds && unfit) expect(question.fits(each)).toBe(false);
        }
      }),
      { numRuns: 3000 },
    );
    // Of what people write nearly everything is decided; patterns against patterns are not.
    expect(open.length).toBeLessThan(30);
    expect(Math.min(count.yes, count.no)).toBeGreaterThan(500);
  });
});
