import { safe } from '@orpc/client';
import type { ChangeGroup, NearMissFunnel } from '../../engine/contract/index.ts';
import { scheduledEvents } from '../../engine/drivers/index.ts';
import { setAtPlace } from '../../engine/editing/index.ts';
import { type Event, failure, type Result, type Rule, success } from '../../engine/model/index.ts';
import { toast } from '../design/toast.ts';
import { causeText } from '../words/cause-words.ts';
import { capitalised } from '../words/values.ts';
import { applyToDraft, flushDocument, openRule } from './document.ts';
import { chosenRules, snapshotOf } from './replay.ts';
import { useReplay } from './replay-state.ts';
import { draftOf } from './selectors.ts';
import { client, get, set } from './store.ts';

const put = useReplay.setState;
let working: AbortController | null = null;

/** Ends what is under way; its screen goes back to the choice. */
export function stopWork(): void {
  working?.abort();
  working = null;
  put({ page: { kind: 'setup' } });
}

function begin(): AbortSignal {
  working?.abort();
  working = new AbortController();
  set({ opened: null });
  return working.signal;
}

/** Replays the chosen rules twice, as last saved and as drafted, and shows what differs. */
export async function compareDrafts(): Promise<void> {
  const { recording, choice } = useReplay.getState();
  const ids = chosenRules(choice);
  if (recording === null || ids.length === 0) return;
  const signal = begin();
  put({
    page: { kind: 'comparison' },
    comparison: { kind: 'running', share: null, words: 'Reading the recording' },
  });
  await flushDocument();
  try {
    for await (const news of await client().replay.compare({ recording, ids }, { signal })) {
      if (signal.aborted) return;
      if (news.kind === 'progress') {
        const words = `${news.events.toLocaleString('en')} events compared, ${news.changed.toLocaleString('en')} outcomes differ`;
        put({ comparison: { kind: 'running', share: news.share, words } });
      } else if (news.trouble !== null && news.events === 0) {
        put({ comparison: { kind: 'failed', message: news.trouble } });
      } else put({ comparison: { kind: 'done', result: news } });
    }
  } catch (error) {
    if (!signal.aborted) put({ comparison: { kind: 'failed', message: wordsOf(error) } });
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Opens the first event of a group on the canvas: both sides, one click apart. */
export async function openSample(group: ChangeGroup): Promise<void> {
  const { recording, comparison } = useReplay.getState();
  const rules =
    comparison.kind === 'done' ? comparison.result.rules.find(({ id }) => id === group.rule) : undefined;
  const shown = rules?.after ?? rules?.before;
  if (!rules || !shown || recording === null) return;
  const event = await sampleEvent(recording, group, shown);
  if (!event.ok) {
    toast.error('This sample cannot be opened', event.error);
    return;
  }
  const isBoth = rules.before !== null && rules.after !== null;
  const { catalog } = get();
  set((state) => ({
    opened: {
      snapshot: snapshotOf(shown),
      event: event.value,
      title: event.value.id,
      note: catalog ? capitalised(causeText(group.sample.message, catalog)) : group.sample.message,
      heldBy: null,
      other:
        isBoth && rules.before
          ? { label: 'Last saved', own: 'Draft', snapshot: snapshotOf(rules.before) }
          : null,
    },
    dryRun: { ...state.dryRun, position: null },
  }));
}

async function sampleEvent(id: string, { sample }: ChangeGroup, rule: Rule): Promise<Result<Event, string>> {
  if (sample.line !== null) {
    const { error, data } = await safe(client().replay.recordings.event({ id, line: sample.line }));
    return error ? failure(error.message) : success(data);
  }
  // A firing of the clock stands in no line: rule, app and time are in its id.
  const [, app, at] = /^[^:]+:([^:]+):(.+)$/.exec(sample.event) ?? [];
  const { catalog } = get();
  const event =
    catalog && at !== undefined
      ? scheduledEvents(rule, at, catalog).find((each) => each.app === app)
      : undefined;
  return event ? success(event) : failure('Its schedule has changed since.');
}

/** Swaps the two sides of what is opened. */
export function swapSides(): void {
  set(({ opened, dryRun }) => {
    if (!opened?.other) return {};
    const { label, own, snapshot } = opened.other;
    return {
      opened: { ...opened, snapshot, other: { label: own, own: label, snapshot: opened.snapshot } },
      dryRun: { ...dryRun, position: null },
    };
  });
}

/** How the events of the recording narrow down to the matches of the open rule's draft. */
export async function findNearMisses(): Promise<void> {
  const rule = draftOf(get())?.rule;
  const { recording } = useReplay.getState();
  if (!rule || recording === null) return;
  const signal = begin();
  put({
    page: { kind: 'near-misses' },
    nearMisses: { kind: 'running', share: null, words: 'Reading the recording' },
  });
  try {
    for await (const { isDone, funnel } of await client().replay.nearMisses(
      { recording, rule },
      { signal },
    )) {
      if (signal.aborted) return;
      if (isDone) put({ nearMisses: { kind: 'done', result: { rule: rule.name, funnel } } });
      else {
        const words = `${funnel.events.toLocaleString('en')} events read`;
        put({ nearMisses: { kind: 'running', share: null, words } });
      }
    }
  } catch (error) {
    if (!signal.aborted) put({ nearMisses: { kind: 'failed', message: wordsOf(error) } });
  }
}

/** Why a rule did not match: opens it, and looks for its near misses. */
export async function askWhyNot(rule: string): Promise<void> {
  await openRule(rule);
  if (draftOf(get())?.rule.id === rule) await findNearMisses();
}

type NearMissEdit = NearMissFunnel['conditions'][number]['edits'][number];

/** Applies an offered change to the draft, as an edit like any other: it can be undone. */
export function applyNearMiss(edit: NearMissEdit): void {
  const rule = draftOf(get())?.rule;
  if (!rule) return;
  const node = edit.leaf === null ? null : JSON.parse(JSON.stringify(edit.leaf));
  const changed =
    node === null
      ? setAtPlace(rule, `${edit.at}.disabled`, true, `Leave out ${edit.text}`)
      : setAtPlace(rule, edit.at, node, `Change to ${edit.text}`);
  if (!changed) {
    toast.error('This edit does not fit any more', 'The rule was changed since. Look for near misses again.');
    return;
  }
  applyToDraft(changed);
  void findNearMisses();
  toast.info('The draft was changed', 'Undo takes it back.');
}
