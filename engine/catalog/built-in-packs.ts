import { type Pack, pack } from '../model/index.ts';
import cx from './packs/cx.json' with { type: 'json' };
import documents from './packs/documents.json' with { type: 'json' };
import helpdesk from './packs/helpdesk.json' with { type: 'json' };

/** The three packs that ship, parsed anew at each call: events, actions, tools, demo workspace, sample rules. */
export function builtInPacks(): Pack[] {
  return [cx, documents, helpdesk].map((data) => pack.parse(data, { jitless: true }));
}
