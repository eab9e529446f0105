import type { ProblemDetails, Publication, PublishedRule, Release, SyncError } from '../../contract/index.ts';
import { contentHash, failure, isJsonObject, type Result, success } from '../../model/index.ts';
import type { RemoteBase } from '../../store/index.ts';
import type { RemoteClient } from '../client/remote-client.ts';
import { connect, explainCall, fromCall, fromStore, type SyncOptions, syncFailure } from '../context.ts';
import { findMoved } from '../plan/find-moved.ts';
import type { PublishOptions, PublishProgressOptions } from '../sync.ts';
import { followLocally } from './follow.ts';
import { actingItems, publishedRuleOf, releaseEntryOf, whyOf } from './release-entry.ts';

type Published = Promise<Result<Publication, SyncError>>;

/** Checks that the plan still holds, writes the journal, and only then begins to send. */
export async function publish(options: SyncOptions, { plan, ...more }: PublishOptions): Published {
  const items = actingItems(plan);
  const conflicts = plan.items.filter(({ kind }) => kind === 'conflict');
  if (conflicts.length > 0) {
    const names = conflicts.map(({ ruleId }) => ruleId).join(', ');
    return syncFailure(
      'conflicts',
      `both sides changed ${names}; pull and settle that first, or leave them out`,
    );
  }
  if (items.length === 0) return syncFailure('nothing-to-publish', 'the workspace has all of this already');
  const connected = await connectTo(options, plan.workspace, more);
  if (!connected.ok) return connected;
  const { client, workspace } = connected.value;
  if (workspace.url !== plan.url) {
    return syncFailure(
      'wrong-workspace',
      `the plan is for ${plan.url}, and "${workspace.name}" is ${workspace.url}`,
    );
  }
  const open = fromStore(options.store.sync.openPublication(workspace.name));
  if (!open.ok) return open;
  if (open.value) return alreadyOpen(open.value.id, workspace.name);
  const rules = fromCall(await client.rules());
  if (!rules.ok) return rules;
  const moved = await findMoved(client, plan, rules.value);
  if (!moved.ok) return moved;
  if (moved.value.length > 0) {
    const words = moved.value.map(({ ruleId, name, what }) => `${ruleId} ("${name}") was ${what}`).join('; ');
    return syncFailure('stale-plan', `the workspace moved since the plan was made: ${words}; plan again`, {
      moved: moved.value,
    });
  }

  const id = `pub_${options.newId()}`;
  const publication: Publication = {
    id,
    workspace: plan.workspace,
    state: 'open',
    startedAt: options.now().toISOString(),
    settledAt: null,
    keys: { create: `${id}-create`, activate: `${id}-activate` },
    releaseId: null,
    rules: items.map(({ ruleId, name, kind }, index) => ({
      ruleId,
      name,
      kind,
      state: 'waiting',
      key: `${id}-rule-${index + 1}`,
      error: null,
      version: null,
    })),
    plan,
    error: null,
  };
  const begun = options.store.sync.beginPublication(publication);
  if (!begun.ok && begun.error.kind === 'id-taken') return alreadyOpen(begun.error.id, workspace.name);
  if (!begun.ok) return fromStore(begun);
  more.onProgress?.({ kind: 'journaled', publication: id, rules: items.length });
  return await advance(options, client, publication, more);
}

/** Goes on where a publication stopped, whatever stopped it. */
export async function resume(
  options: SyncOptions,
  { workspace, ...more }: { workspace: string } & PublishProgressOptions,
): Published {
  const open = fromStore(options.store.sync.openPublication(workspace));
  if (!open.ok) return open;
  if (!open.value) return syncFailure('not-found', `no publication to "${workspace}" is open`);
  const connected = await connectTo(options, workspace, more);
  if (!connected.ok) return connected;
  const { client } = connected.value;
  return await advance(options, client, open.value, more);
}

/** Ends the open publication. What had gone live without our knowing is kept as live, and said. */
export async function abandon(options: SyncOptions, { workspace }: { workspace: string }): Published {
  const { store } = options;
  const open = fromStore(store.sync.openPublication(workspace));
  if (!open.ok) return open;
  if (!open.value) return syncFailure('not-found', `no publication to "${workspace}" is open`);
  const connected = await connect(options, workspace);
  if (!connected.ok) return connected;
  const { client } = connected.value;
  const publication = open.value;
  const why = `Publication ${publication.id} abandoned`;
  let { releaseId } = publication;
  if (releaseId === null) {
    // Whether it was made is not known: asked again with the same key, it is the same one.
    const release = fromCall(
      await client.createRelease({ title: titleOf(publication), why, key: publication.keys.create }),
    );
    // Kept for longer than the key lives there, or made with another why: a release that nobody activates harms nobody.
    if (!release.ok && release.error.code !== 'refused') return release;
    releaseId = release.ok ? release.value.id : null;
  }
  if (releaseId !== null) {
    const ended = fromCall(await client.abandon(releaseId, why));
    if (!ended.ok && ended.error.code === 'refused') {
      const release = fromCall(await client.release(releaseId));
      if (release.ok && release.value.state === 'active') {
        const settled = settle(options, { ...publication, releaseId }, release.value);
        if (!settled.ok) return settled;
        return syncFailure(
          'refused',
          `the release ${releaseId} is live already; roll its rules back instead`,
          {
            publication: publication.id,
          },
        );
      }
    }
    if (!ended.ok && ended.error.code !== 'not-found') return ended;
  }
  const settledAt = options.now().toISOString();
  const abandoned: Publication = { ...publication, releaseId, state: 'abandoned', settledAt };
  const kept = fromStore(store.sync.putPublication(abandoned));
  return kept.ok ? success(abandoned) : kept;
}

/** Makes the release, stages every rule, activates once; each answer is in the journal before the next request. */
async function advance(
  options: SyncOptions,
  client: RemoteClient,
  begun: Publication,
  { onProgress, signal }: PublishProgressOptions,
): Published {
  const { store } = options;
  let publication: Publication = { ...begun, error: null };
  const why = whyOf(publication.plan);
  const items = new Map(actingItems(publication.plan).map((item) => [item.ruleId, item]));

  const keep = (change: Partial<Publication>): Result<null, SyncError> => {
    publication = { ...publication, ...change };
    return fromStore(store.sync.putPublication(publication));
  };
  /** What stopped it stands in the journal, where that can still be written. */
  const stop = (error: SyncError): { ok: false; error: SyncError } => {
    keep({ error: error.message });
    return failure({ ...error, remedy: 'resume-or-abandon' as const, publication: publication.id });
  };

  let release: Release;
  if (publication.releaseId === null) {
    const made = await client.createRelease({
      title: titleOf(publication),
      why,
      key: publication.keys.create,
    });
    if (!made.ok) return stop(explainCall(made.error));
    release = made.value;
    const kept = keep({ releaseId: release.id });
    if (!kept.ok) return stop(kept.error);
  } else {
    const found = await client.release(publication.releaseId);
    if (!found.ok) return stop(explainCall(found.error));
    release = found.value;
  }
  onProgress?.({ kind: 'release', releaseId: release.id });
  if (release.state === 'abandoned') {
    const by = release.settledBy ?? 'somebody';
    return stop({
      code: 'refused',
      message: `${by} abandoned the release ${release.id}; abandon it here, too`,
    });
  }

  if (release.state === 'staged') {
    for (const rule of publication.rules) {
      if (rule.state === 'staged') continue;
      const item = items.get(rule.ruleId);
      const entry = item ? releaseEntryOf(item) : null;
      const staged = entry ? await client.stage(release.id, entry, { why, key: rule.key }) : null;
      if (staged && !staged.ok && endsAll(staged.error)) return stop(explainCall(staged.error));
      if (staged?.ok) release = staged.value;
      const error = !staged
        ? 'the plan lacks what this needs'
        : staged.ok
          ? null
          : explainCall(staged.error).message;
      const state = error === null ? ('staged' as const) : ('failed' as const);
      const rules = publication.rules.map((each) => (each === rule ? { ...each, state, error } : each));
      const kept = keep({ rules });
      if (!kept.ok) return stop(kept.error);
      onProgress?.({ kind: 'rule', ruleId: rule.ruleId, name: rule.name, state, error });
      if (signal?.aborted) return stop({ code: 'cancelled', message: 'the publication was stopped' });
    }
    const failed = publication.rules.filter(({ state }) => state === 'failed');
    if (failed.length > 0) {
      const words = failed.map(({ ruleId, error }) => `${ruleId}: ${error}`).join('; ');
      return stop({
        code: 'refused',
        message: `the workspace refused ${failed.length} of the rules: ${words}`,
      });
    }
    onProgress?.({ kind: 'activating' });
    const activated = await client.activate(release.id, { why, key: publication.keys.activate });
    if (!activated.ok) {
      const error = explainCall(activated.error);
      if (activated.error.kind === 'problem' && error.code !== 'unreachable') {
        const rules = blame(publication.rules, release, activated.error.problem);
        const kept = keep({ rules });
        if (!kept.ok) return stop(kept.error);
        const words = rules.flatMap((rule) =>
          rule.state === 'failed' ? [`${rule.ruleId}: ${rule.error}`] : [],
        );
        for (const { ruleId, name, error: why } of rules.filter(({ state }) => state === 'failed')) {
          onProgress?.({ kind: 'rule', ruleId, name, state: 'failed', error: why });
        }
        return stop({ ...error, message: words.length > 0 ? words.join('; ') : error.message });
      }
      // Without an answer nobody knows; the journal asks again.
      keep({ error: error.message });
      return failure({ ...error, remedy: 'resume-to-know' as const, publication: publication.id });
    }
    release = activated.value;
  }
  const settled = settle(options, publication, release);
  if (!settled.ok) {
    const remedy = 'resume-to-record' as const;
    return failure({ ...settled.error, remedy, publication: publication.id });
  }
  for (const { ruleId, name } of settled.value.rules) {
    onProgress?.({ kind: 'rule', ruleId, name, state: 'live', error: null });
  }
  onProgress?.({ kind: 'live', releaseId: release.id });
  return settled;
}

/** Writes that it is live, and what both sides agree on from now on, in one transaction. */
function settle(
  { store, now }: SyncOptions,
  publication: Publication,
  { applied }: Release,
): Result<Publication, SyncError> {
  const at = now().toISOString();
  const versions = new Map(applied.map(({ ruleId, version }) => [ruleId, version]));
  const seen: RemoteBase[] = [];
  const gone: string[] = [];
  for (const item of actingItems(publication.plan)) {
    const rule = publishedRuleOf(item, versions.get(item.ruleId) ?? null);
    if (rule) seen.push({ rule, hash: contentHash(rule), seenAt: at });
    else gone.push(item.ruleId);
  }
  const live: Publication = {
    ...publication,
    state: 'live',
    settledAt: at,
    error: null,
    rules: publication.rules.map((rule) => ({
      ...rule,
      state: 'live',
      error: null,
      version: versions.get(rule.ruleId) ?? null,
    })),
  };
  const followed = followLocally(store, publication);
  if (!followed.ok) return followed;
  const kept = fromStore(store.sync.putPublication(live, { seen, gone }));
  return kept.ok ? success(live) : kept;
}

/** The rules that an activation failed at, by the place or the rule that its refusal names. */
function blame(
  rules: readonly PublishedRule[],
  { entries }: Release,
  { current, detail, errors = [] }: ProblemDetails,
): PublishedRule[] {
  const named = errors.flatMap(({ at }) => {
    const [, index] = /^entries\[(\d+)\]/.exec(at) ?? [];
    const entry = index === undefined ? undefined : entries[Number(index)];
    return entry ? [ruleIdOf(entry)] : [];
  });
  const failed = new Set([...named, ...(current ? [current.ruleId] : [])]);
  return rules.map((rule) => (failed.has(rule.ruleId) ? { ...rule, state: 'failed', error: detail } : rule));
}

function ruleIdOf(entry: Release['entries'][number]): string {
  if (entry.kind !== 'create') return entry.ruleId;
  return isJsonObject(entry.rule) && typeof entry.rule.id === 'string' ? entry.rule.id : '';
}

/** Failures that are not one rule's. */
function endsAll(error: Parameters<typeof explainCall>[0]): boolean {
  if (error.kind !== 'problem') return true;
  const { status, missing } = error.problem;
  return (
    status === 401 ||
    status === 404 ||
    status === 409 ||
    status === 429 ||
    status >= 500 ||
    missing?.scope !== undefined
  );
}

function titleOf({ id, rules }: Publication): string {
  return `${rules.length} ${rules.length === 1 ? 'rule' : 'rules'} (${id})`;
}

function alreadyOpen(id: string, workspace: string): { ok: false; error: SyncError } {
  const message = `a publication to "${workspace}" was begun and not finished (${id})`;
  return syncFailure('open-publication', message, { publication: id, remedy: 'finish-other' });
}

function connectTo(options: SyncOptions, workspace: string, { onProgress, signal }: PublishProgressOptions) {
  return connect(options, workspace, {
    signal,
    onRetry: ({ attempt, waitMs, why }) => onProgress?.({ kind: 'retrying', attempt, waitMs, why }),
  });
}
