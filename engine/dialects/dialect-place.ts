import type { DialectName } from '../contract/index.ts';
import type { Place } from '../model/index.ts';
import { dialects } from './dialect-list.ts';

/** Where in a text of the dialect something of the rule made from it came from: `filter[0].op` → `conditions[0].op`. */
export function dialectPlace(from: DialectName, at: Place): Place {
  return dialects[from].sourcePlace(at);
}
