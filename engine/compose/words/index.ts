import type { Pack } from '../../model/index.ts';
import { cxWords } from './cx.ts';
import { documentsWords } from './documents.ts';
import { helpdeskWords } from './helpdesk.ts';
import type { PackWords } from './pack-words.ts';

export type { PackWords, ToolWords, TriggerWords } from './pack-words.ts';

/** The words of a pack: those written down for it, or what its titles say. */
export function wordsOf(pack: Pack): PackWords {
  const own = [cxWords, documentsWords, helpdeskWords].find(({ name }) => name === pack.name);
  const base: PackWords = own ?? {
    name: pack.name,
    triggers: [],
    fields: {},
    glue: [],
    tools: [],
    actions: {},
  };
  const titled = pack.eventTypes.flatMap(({ type, title }) => [
    { event: type, slots: [title.replaceAll(' ', '_')] },
    { event: type, slots: [type] },
  ]);
  return { ...base, triggers: [...base.triggers, ...titled] };
}
