import { type Me, type RemoteWorkspace, remoteName, type SyncError } from '../contract/index.ts';
import { failure, type Result, readWith, success } from '../model/index.ts';
import { readRemoteUrl } from './client/remote-url.ts';
import { clientFor, fromCall, fromStore, type SyncOptions, secretOf, syncFailure } from './context.ts';

/** Keeps a workspace once it has answered to the token; of the token nothing is kept but the secret. */
export async function addWorkspace(
  options: SyncOptions,
  { name, url, token }: { name: string; url: string; token: string },
): Promise<Result<{ workspace: RemoteWorkspace; me: Me }, SyncError>> {
  const { store, secrets, now } = options;
  const named = readWith(remoteName, name);
  if (!named.ok) return syncFailure('invalid-name', `"${name}": ${named.error[0]?.message ?? 'no name'}`);
  const address = readRemoteUrl(url);
  if (!address.ok) return syncFailure('invalid-url', address.error);
  const secret = token.trim();
  if (!/^[\w.~+/=-]{1,4096}$/.test(secret)) {
    return syncFailure('invalid-token', 'a token has letters, digits, - and _, and stands on one line');
  }
  const listed = fromStore(store.sync.workspaces());
  if (!listed.ok) return listed;
  const known = listed.value.find((each) => each.name === name);
  if (known && known.url !== address.value) {
    return syncFailure(
      'name-taken',
      `there is a workspace "${name}" already, at ${known.url}; remove it first, or take another name`,
    );
  }
  const me = fromCall(await clientFor(options, { url: address.value, token: secret }).me());
  if (!me.ok) return me;
  // The secret first: a workspace without its token would only be in the way.
  const kept = await secrets.write(secretOf(name), secret);
  if (!kept.ok) return syncFailure('no-token', kept.error.message);
  // Another token for the same place: what was seen of it and published to it is kept.
  if (known) return success({ workspace: known, me: me.value });
  const workspace = { name, url: address.value, addedAt: now().toISOString() };
  const added = fromStore(store.sync.addWorkspace(workspace));
  return added.ok ? success({ workspace, me: me.value }) : added;
}

export async function removeWorkspace(
  { store, secrets }: SyncOptions,
  name: string,
): Promise<Result<null, SyncError>> {
  const open = fromStore(store.sync.openPublication(name));
  if (!open.ok) return open;
  if (open.value) {
    const message = `a publication to "${name}" is open; resume or abandon it first`;
    return syncFailure('open-publication', message, { publication: open.value.id });
  }
  const removed = store.sync.removeWorkspace(name);
  if (!removed.ok && removed.error.kind === 'not-found') {
    return syncFailure('not-found', `there is no workspace "${name}"`);
  }
  if (!removed.ok) return fromStore(removed);
  const forgotten = await secrets.remove(secretOf(name));
  return forgotten.ok ? success(null) : failure({ code: 'no-token', message: forgotten.error.message });
}
