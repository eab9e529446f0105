import type { Publication, PublishProgress, SyncError } from '../../contract/index.ts';
import type { Result } from '../../model/index.ts';
import type { PublishProgressOptions } from '../../sync/index.ts';
import { procedures, type StudioServices } from '../services.ts';
import { synced } from './sync-refusals.ts';

export function publishHandlers({ sync, changes }: StudioServices) {
  const { publish } = procedures;

  /** Tells every window at once, then answers. */
  function told<Value>(value: Value): Value {
    changes.look();
    return value;
  }

  return {
    plan: publish.plan.handler(async ({ input, errors, signal }) =>
      synced(await sync.plan({ ...input, signal }), errors),
    ),
    apply: publish.apply.handler(async function* ({ input, errors, signal }) {
      const work = (options: PublishProgressOptions) => sync.publish({ ...input, ...options });
      const publication = synced(yield* telling(work, signal), errors);
      yield told({ kind: 'done' as const, publication });
    }),
    resume: publish.resume.handler(async function* ({ input, errors, signal }) {
      const work = (options: PublishProgressOptions) => sync.resume({ ...input, ...options });
      const publication = synced(yield* telling(work, signal), errors);
      yield told({ kind: 'done' as const, publication });
    }),
    abandon: publish.abandon.handler(async ({ input, errors }) =>
      told(synced(await sync.abandon(input), errors)),
    ),
    open: publish.open.handler(({ input, errors }) => synced(sync.openPublication(input.workspace), errors)),
    publications: publish.publications.handler(({ input, errors }) =>
      synced(sync.publications(input.workspace), errors),
    ),
    pull: publish.pull.handler(async ({ input, errors, signal }) =>
      told(synced(await sync.pull({ ...input, signal }), errors)),
    ),
    previewConflict: publish.previewConflict.handler(async ({ input, errors }) =>
      synced(await sync.previewConflict(input), errors),
    ),
    resolveConflict: publish.resolveConflict.handler(async ({ input, errors }) =>
      told(synced(await sync.resolveConflict(input), errors)),
    ),
    versions: publish.versions.handler(async ({ input, errors }) =>
      synced(await sync.history(input), errors),
    ),
    planRollback: publish.planRollback.handler(async ({ input, errors }) =>
      synced(await sync.planRollback(input), errors),
    ),
  };
}

type Told = { kind: 'progress'; progress: PublishProgress };

/** Gives out the progress of a publish as it comes, and answers what the publish came to. */
async function* telling(
  work: (options: PublishProgressOptions) => Promise<Result<Publication, SyncError>>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Told, Result<Publication, SyncError>> {
  const waiting: PublishProgress[] = [];
  let wake = () => {};
  let isOver = false;
  const outcome = work({
    signal,
    onProgress(progress) {
      waiting.push(progress);
      wake();
    },
  }).finally(() => {
    isOver = true;
    wake();
  });
  // The failure of the work is thrown by the await at the end.
  outcome.catch(() => {});
  while (!isOver || waiting.length > 0) {
    const next = waiting.shift();
    if (next) yield { kind: 'progress', progress: next };
    else {
      await new Promise<void>((woken) => {
        wake = woken;
      });
    }
  }
  return await outcome;
}
