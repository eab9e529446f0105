import '../without-eval.ts';
import { generateCases } from '../../engine/analysis/index.ts';
import { createCatalog } from '../../engine/catalog/index.ts';
import type { CasesQuestion } from './cases.ts';
import type { SampleEvent } from './sample-event.ts';

/** Makes the events for one rule, on a thread of its own. */
self.addEventListener('message', ({ data }: MessageEvent<CasesQuestion>) => {
  const { cases } = generateCases(data.rule, createCatalog(data.packs));
  const answer: SampleEvent[] = cases.map(({ name, event }) => ({ name, event }));
  self.postMessage(answer);
});
