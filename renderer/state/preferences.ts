import { safe } from '@orpc/client';
import type { Json } from '../../engine/model/index.ts';
import { client } from './store.ts';

/** Remembers a choice for the next start. When the studio cannot be reached it is not remembered, and that is all. */
export async function keepPreference(key: string, value: Json): Promise<void> {
  await safe(client().studio.preferences.set({ key, value }));
}
