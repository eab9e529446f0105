import type { Pack } from '../model/index.ts';
import { success } from '../model/index.ts';
import type { Store, StoreResult } from '../store/index.ts';

/** Remembers that the samples were given once, so that a person may delete them. */
const marker = 'demo.seeded';

/** Puts every pack's sample rules into a data folder that has never had any. */
export function seedDemo(store: Store, packs: readonly Pack[]): StoreResult<null> {
  const known = store.preferences();
  if (!known.ok) return known;
  // A rebuilt file is not a first start: samples among what was saved would only confuse.
  if (marker in known.value || store.origin === 'recovered') return success(null);
  const rules = store.listRules();
  if (!rules.ok) return rules;
  if (rules.value.length === 0) {
    const created = store.createRules(
      packs.flatMap((pack) =>
        pack.sampleRules.map((rule) => ({
          rule,
          enabled: rule.enabled,
          why: `Sample of the ${pack.title} pack`,
        })),
      ),
    );
    // Taken ids: another program is at its first start in this folder too, and was faster.
    if (!created.ok && created.error.kind !== 'id-taken') return created;
  }
  return store.setPreference(marker, true);
}
