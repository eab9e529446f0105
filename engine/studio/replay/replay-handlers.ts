import { failure, type Result, success } from '../../model/index.ts';
import { findNearMisses } from '../../replay/index.ts';
import type { StoreResult } from '../../store/index.ts';
import { procedures, type StudioServices } from '../services.ts';
import { answered, type ReplayRefusals } from './answered.ts';
import { chooseRules } from './choose-rules.ts';
import { compareDrafts } from './compare-drafts.ts';
import { mergeCases, readCases, renameCase, runCases, withCase, withoutCase } from './expectation-cases.ts';
import { explainEvent } from './explain-event.ts';
import { outcomeChart, withoutUndefined } from './outcome-chart.ts';
import { firingEvent, readRecordedEvent } from './recorded-event.ts';
import { listRecordedEvents } from './recorded-events.ts';
import { streamNews } from './stream-news.ts';

/** For an event without a time, in a recording whose first event has none either. */
const noTime = '1970-01-01T00:00:00.000Z';

export function replayHandlers(services: StudioServices) {
  const { store, catalog, replaying } = services;
  const { files, uploads, replays } = replaying;
  const on = procedures.replay;

  const pathOf = (id: string, errors: ReplayRefusals): string => {
    answered(files.find(id), errors);
    return files.pathOf(id);
  };

  return {
    recordings: {
      list: on.recordings.list.handler(async () => {
        await replaying.giveSamples();
        return files.list();
      }),
      begin: on.recordings.begin.handler(({ input, errors }) => ({
        upload: answered(uploads.begin(input), errors),
      })),
      write: on.recordings.write.handler(({ input: { upload, offset, data }, errors }) => ({
        written: answered(uploads.write(upload, offset, Buffer.from(data, 'base64')), errors),
      })),
      finish: on.recordings.finish.handler(async ({ input, errors }) =>
        answered(await uploads.finish(input.upload), errors),
      ),
      abort: on.recordings.abort.handler(({ input }) => {
        uploads.abort(input.upload);
        return null;
      }),
      remove: on.recordings.remove.handler(({ input }) => {
        files.remove(input.id);
        return null;
      }),
      event: on.recordings.event.handler(async ({ input: { id, line }, errors }) =>
        answered(await readRecordedEvent(pathOf(id, errors), { line }, noTime), errors),
      ),
      look: on.recordings.look.handler(async ({ input: { id, ...wanted }, errors }) =>
        answered(await listRecordedEvents(pathOf(id, errors), wanted), errors),
      ),
    },
    runs: {
      list: on.runs.list.handler(() => replays.list()),
      start: on.runs.start.handler(async ({ input: { recording, rules }, errors }) => {
        pathOf(recording, errors);
        const chosen = answered(chooseRules(store, rules.ids, rules.content), errors);
        return { id: answered(await replays.start({ recording, rules: chosen }), errors) };
      }),
      resume: on.runs.resume.handler(async ({ input, errors }) =>
        answered(await replays.resume(input.id), errors),
      ),
      cancel: on.runs.cancel.handler(({ input }) => {
        replays.cancel(input.id);
        return null;
      }),
      remove: on.runs.remove.handler(async ({ input }) => {
        await replays.remove(input.id);
        return null;
      }),
      follow: on.runs.follow.handler(async function* ({ input: { id }, errors, signal }) {
        const view = () => answered(replays.view(id), errors);
        // Looking away does not stop a replay: it goes on in the engine.
        yield* streamNews(replays.ended(id), view, { signal, stop: () => {} });
        if (!signal?.aborted) yield view();
      }),
      page: on.runs.page.handler(({ input: { id, filter, after, limit }, errors }) =>
        answered(
          replays.look(id, (stored) => stored.page(withoutUndefined(filter), after, limit)),
          errors,
        ),
      ),
      chart: on.runs.chart.handler(({ input: { id, filter, buckets }, errors }) =>
        answered(
          replays.look(id, (stored) => outcomeChart(stored, filter, buckets)),
          errors,
        ),
      ),
      open: on.runs.open.handler(async ({ input: { id, seq }, errors }) => {
        const found = answered(
          replays.look(id, (stored) => {
            const row = stored.page({}, seq - 1, 1).rows[0];
            const rule = stored.rules.find((each) => each.id === row?.rule);
            return row && rule
              ? { row, rule, firedAt: stored.checkpoint()?.firedAt, path: stored.recording }
              : null;
          }),
          errors,
        );
        const { row, rule, firedAt, path } = answered(
          found ? success(found) : failure('This match is no longer in the replay.'),
          errors,
        );
        const event =
          row.start === null
            ? firingEvent(rule, new Date(row.at).toISOString(), row.app, catalog)
            : await readRecordedEvent(path, { start: row.start }, firedAt ?? noTime);
        return { row, rule, event: answered(event, errors) };
      }),
    },
    compare: on.compare.handler(async function* ({ input: { recording, ids }, errors, signal }) {
      const path = pathOf(recording, errors);
      const before = answered(chooseRules(store, ids, 'saved'), errors);
      const after = answered(chooseRules(store, ids, 'draft'), errors);
      yield* compareDrafts({ before, after, path, catalog }, signal);
    }),
    nearMisses: on.nearMisses.handler(async function* ({ input: { recording, rule }, errors, signal }) {
      const path = pathOf(recording, errors);
      const stopped = new AbortController();
      let news: Parameters<NonNullable<Parameters<typeof findNearMisses>[0]['onProgress']>>[0] | null = null;
      const search = findNearMisses({
        rule,
        catalog,
        source: { kind: 'file', path },
        signal: stopped.signal,
        onProgress: (funnel) => {
          news = funnel;
        },
      });
      const stream = streamNews(search, () => news, { signal, stop: () => stopped.abort() });
      for await (const funnel of stream) if (funnel) yield { isDone: false, funnel };
      const found = await search;
      const words: Result<null, string> = found.ok ? success(null) : failure(found.error.message);
      answered(words, errors);
      if (found.ok) yield { isDone: true, funnel: found.value };
    }),
    explain: on.explain.handler(({ input: { event, draft }, errors }) => {
      const listed = answered(inWords(store.listRules()), errors).map(({ rule }) => rule);
      const rules = listed.map((rule) =>
        rule.id === draft?.id ? { ...draft, enabled: rule.enabled } : rule,
      );
      return explainEvent(rules, event, catalog);
    }),
    expectations: expectationHandlers(services),
  };
}

function expectationHandlers({ store, catalog, changes }: StudioServices) {
  const on = procedures.replay.expectations;
  const stored = (rule: string) => {
    const text = inWords(store.expectations(rule));
    return text.ok ? readCases(rule, text.value) : text;
  };
  /** Changes the text of a rule's cases in one go, and tells every window. */
  const change = (
    rule: string,
    by: (cases: ReturnType<typeof readCases>) => Result<string, string>,
  ): Result<null, string> => {
    const changed = store.changeExpectations(rule, (text) => {
      const next = by(readCases(rule, text));
      return next.ok ? next : failure({ kind: 'failed', detail: next.error });
    });
    changes.look();
    return changed.ok ? success(null) : inWords(changed);
  };
  return {
    run: on.run.handler(({ input: { rule }, errors }) =>
      runCases(rule, answered(stored(rule.id), errors), catalog),
    ),
    add: on.add.handler(({ input: { rule, event, name }, errors }) => {
      let given = '';
      const added = change(rule.id, (cases) => {
        if (!cases.ok) return cases;
        const next = withCase(cases.value, { rule, event, name, catalog });
        given = next.name;
        return success(next.text);
      });
      answered(added, errors);
      return { name: given };
    }),
    rename: on.rename.handler(({ input: { rule, name, to }, errors }) =>
      answered(
        change(rule, (cases) => (cases.ok ? renameCase(cases.value, name, to) : cases)),
        errors,
      ),
    ),
    remove: on.remove.handler(({ input: { rule, name }, errors }) =>
      answered(
        change(rule, (cases) => (cases.ok ? withoutCase(cases.value, name) : cases)),
        errors,
      ),
    ),
    export: on.export.handler(({ input: { rule }, errors }) => {
      const { cases } = answered(stored(rule), errors);
      return { text: mergeCases({ rule, cases: [] }, { rule, cases }) };
    }),
    import: on.import.handler(({ input: { rule, text }, errors }) => {
      const added = answered(readCases(rule, text), errors);
      const merged = change(rule, (cases) => (cases.ok ? success(mergeCases(cases.value, added)) : cases));
      answered(merged, errors);
      return { cases: added.cases.length };
    }),
  };
}

function inWords<Value>(result: StoreResult<Value>): Result<Value, string> {
  if (result.ok) return result;
  return failure(result.error.kind === 'failed' ? result.error.detail : result.error.kind);
}
