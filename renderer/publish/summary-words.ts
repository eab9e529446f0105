import type { ExpectationRun, PublishPlan } from '../../engine/contract/index.ts';
import { countText } from '../words/values.ts';

/** What is said of a publication before it is made: how many rules it has, and conflicts that are still open. */
export interface Standing {
  taken: number;
  conflicts: number;
}

/** What stands below the apps that a plan affects; null where the list says all of it. */
export function appsWords({ taken, conflicts }: Standing, apps: number): string | null {
  if (conflicts > 0) {
    return taken === 0
      ? `Open until ${conflictsText(conflicts)} settled.`
      : `Without ${countText(conflicts, 'rule')} in conflict.`;
  }
  return apps === 0 ? 'None.' : null;
}

/** What a plan would have changed on recorded events; an open conflict is not known to change nothing. */
export function effectWords({ taken, conflicts }: Standing, impact: PublishPlan['impact']): string {
  if (taken === 0)
    return conflicts === 0 ? 'Nothing changes.' : `Not known until ${conflictsText(conflicts)} settled.`;
  if (!impact) return 'Not known.';
  const { changed, events, source } = impact;
  const effect = changed === 0 ? 'No outcome changes' : `${countText(changed, 'outcome')} would change`;
  const over = `over ${countText(events, 'event')} from ${source === 'workspace' ? 'the workspace' : source}`;
  return `${effect} ${over}${conflicts === 0 ? '' : `, without ${countText(conflicts, 'rule')} in conflict`}.`;
}

/** How the rules of a publication stand with their expectations, as they would be published. */
export interface Tested {
  passed: number;
  failed: number;
  /** Rules without any expectation. */
  untested: number;
}

/** Counts what came of the expectations, a run for each rule. */
export function testedOf(runs: readonly Pick<ExpectationRun, 'cases'>[]): Tested {
  const tested: Tested = { passed: 0, failed: 0, untested: 0 };
  for (const { cases } of runs) {
    if (cases.length === 0) tested.untested++;
    else if (cases.every(({ pass }) => pass)) tested.passed++;
    else tested.failed++;
  }
  return tested;
}

/** "1 of 3 rules passes all expectations as they are now. 1 rule fails some. No expectations: 1 rule." */
export function testedWords({ passed, failed, untested }: Tested): string {
  const all = passed + failed + untested;
  if (all === 0) return 'Nothing to test.';
  if (untested === all)
    return all === 1
      ? 'No expectations: nothing tests this rule.'
      : `No expectations for any of ${all} rules.`;
  const said = [
    all === 1
      ? passed === 1
        ? 'It passes all its expectations as it is now.'
        : 'It fails some of its expectations as it is now.'
      : `${passed} of ${countText(all, 'rule')} ${passed === 1 ? 'passes' : 'pass'} all expectations as they are now.`,
  ];
  if (failed > 0 && all > 1)
    said.push(`${countText(failed, 'rule')} ${failed === 1 ? 'fails' : 'fail'} some.`);
  if (untested > 0) said.push(`No expectations: ${countText(untested, 'rule')}.`);
  return said.join(' ');
}

function conflictsText(count: number): string {
  return count === 1 ? 'the conflict is' : `${count} conflicts are`;
}
