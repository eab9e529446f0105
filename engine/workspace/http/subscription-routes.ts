import { randomBytes } from 'node:crypto';
import { createdSubscription } from '../../contract/index.ts';
import { refuse } from '../requests/refusal.ts';
import { signingSecretOf } from '../subscriptions/subscriptions.ts';
import { granted, routes } from './grant.ts';

const { subscriptions } = routes;

export const subscriptionRoutes = {
  list: subscriptions.list.handler(({ input, context: { workspace } }) =>
    granted(workspace.subscriptions.list(input)),
  ),
  create: subscriptions.create.handler(
    async ({ input: { headers, body }, context: { workspace, caller } }) => {
      const { secret = randomBytes(24).toString('base64url'), ...wanted } = body;
      granted(workspace.subscriptions.check(wanted, caller));
      const id = workspace.ids('sub_');
      // Kept before there is anything that could be signed with it.
      const kept = await workspace.secrets.write(signingSecretOf(id), secret);
      if (!kept.ok) return granted(refuse('SERVICE_UNAVAILABLE', kept.error.message));
      const key = headers['idempotency-key'];
      const created = workspace.once(
        { key, tokenId: caller.tokenId, operation: 'POST subscriptions', body },
        createdSubscription.omit({ secret: true }),
        () => workspace.subscriptions.create(id, wanted, caller),
      );
      if (created.ok && created.value.id === id) return { body: { ...created.value, secret } };
      await workspace.secrets.remove(signingSecretOf(id));
      const before = granted(created);
      const known = await workspace.secrets.read(signingSecretOf(before.id));
      return { body: { ...before, secret: known.ok ? known.value : '' } };
    },
  ),
  remove: subscriptions.remove.handler(async ({ input: { params }, context: { workspace, caller } }) => {
    granted(workspace.subscriptions.remove(params.id, caller));
    await workspace.secrets.remove(signingSecretOf(params.id));
    return {};
  }),
};
