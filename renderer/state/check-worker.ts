import '../without-eval.ts';
import { checkRule } from '../../engine/analysis/index.ts';
import { type Catalog, createCatalog } from '../../engine/catalog/index.ts';
import type { CheckAnswer, CheckQuestion } from './background-check.ts';

/** Checks rules on a thread of its own. Packs come once, rules as often as they change. */
let catalog: Catalog = createCatalog([]);

self.addEventListener('message', ({ data }: MessageEvent<CheckQuestion>) => {
  if (data.packs) catalog = createCatalog(data.packs);
  const answer: CheckAnswer = { problems: checkRule(data.rule, catalog) };
  self.postMessage(answer);
});
