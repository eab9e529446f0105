import { appTitle } from '../catalog/index.ts';
import type { Rule } from '../model/index.ts';
import { eventTitle, type Lexicon } from './lexicon.ts';
import type { Correction } from './spelling.ts';

/** Why the rule came out as it did, in one or two sentences. */
export function rationaleOf(
  rule: Rule | null,
  lexicon: Lexicon,
  { corrections, unclear }: { corrections: readonly Correction[]; unclear: number },
): string {
  const slips = corrections.map(({ from, to }) => `“${from}” was read as “${to}”.`);
  if (!rule) return ['This could not be read as a whole rule.', ...slips].join(' ');
  const { trigger, scope, filter, actions } = rule;
  const start =
    trigger.kind === 'event'
      ? `Runs when “${eventTitle(lexicon, trigger.eventType)}” happens`
      : 'Runs on a schedule, in UTC';
  const apps = scope.apps.map((app) => appTitle(lexicon.catalog, app));
  const isOnly = lexicon.pack.directory.apps.length === 1;
  const where =
    apps.length === 0
      ? ', for no app yet'
      : isOnly
        ? `, for ${apps.join('')}, the only app there is`
        : `, for ${apps.join(' and ')} only`;
  const asks =
    filter.length === 0
      ? ''
      : `, if ${filter.length === 1 ? 'one condition holds' : `all ${filter.length} conditions hold`}`;
  const titles = actions.map(
    ({ type }) => lexicon.pack.actionTypes.find((each) => each.type === type)?.title ?? type,
  );
  const open =
    unclear === 0 ? [] : [unclear === 1 ? 'One question is open.' : `${unclear} questions are open.`];
  return [`${start}${where}${asks}: ${titles.join(', then ')}.`, ...slips, ...open].join(' ');
}
