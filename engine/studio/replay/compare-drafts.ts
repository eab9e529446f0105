import type { Catalog } from '../../catalog/index.ts';
import type { ComparisonNews } from '../../contract/index.ts';
import type { Result, Rule } from '../../model/index.ts';
import { type ComparisonEnd, startComparison } from '../../replay/index.ts';
import { streamNews } from './stream-news.ts';

/** Groups that a screen is told of; the largest come first. */
const mostGroups = 500;

/** Compares what two rule sets come to over a recording; tells how far it is, and ends with what changed. */
export async function* compareDrafts(
  options: { before: readonly Rule[]; after: readonly Rule[]; path: string; catalog: Catalog },
  signal: AbortSignal | undefined,
): AsyncGenerator<ComparisonNews, void, void> {
  const { before, after, path, catalog } = options;
  const comparison = startComparison({
    before,
    after,
    catalog,
    source: { kind: 'file', path },
    // A draft is looked at before it is enabled.
    includeDisabled: { before: true, after: true },
    onChanges: () => {},
  });
  yield* streamNews(
    comparison.ended,
    (): ComparisonNews => {
      const { events, changed, bytes, totalBytes } = comparison.progress();
      return { kind: 'progress', events, changed, share: totalBytes ? bytes / totalBytes : null };
    },
    { signal, stop: comparison.cancel },
  );
  if (!signal?.aborted) yield ending(await comparison.ended, before, after);
}

function ending(
  ended: Result<ComparisonEnd, Error>,
  before: readonly Rule[],
  after: readonly Rule[],
): ComparisonNews {
  const find = (rules: readonly Rule[], id: string) => rules.find((rule) => rule.id === id) ?? null;
  if (!ended.ok) {
    const none = {
      events: 0,
      compared: 0,
      changed: 0,
      badLines: 0,
      elapsedMs: 0,
      groups: [],
      ungrouped: 0,
      rules: [],
    };
    return { kind: 'end', ...none, trouble: `The recording cannot be read: ${ended.error.message}.` };
  }
  const { summary, groups, ungrouped, brokenAt } = ended.value;
  const shown = groups.slice(0, mostGroups);
  const hidden = groups.slice(mostGroups).reduce((sum, { events }) => sum + events, 0);
  const ids = [...new Set(shown.map(({ rule }) => rule))];
  return {
    kind: 'end',
    events: summary.events,
    compared: summary.compared,
    changed: summary.changed,
    badLines: summary.badLines,
    elapsedMs: summary.elapsedMs,
    groups: shown.map(({ rule, before: from, after: to, cause, events, sample }) => ({
      rule,
      name: (find(after, rule) ?? find(before, rule))?.name ?? rule,
      before: from,
      after: to,
      cause,
      events,
      sample: { event: sample.event, line: sample.line, message: sample.why },
    })),
    ungrouped: ungrouped + hidden,
    rules: ids.map((id) => ({ id, before: find(before, id), after: find(after, id) })),
    trouble: brokenAt === null ? null : `The recording ends before its end: ${brokenAt.reason}.`,
  };
}
