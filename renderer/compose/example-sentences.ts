import type { Catalog } from '../../engine/catalog/index.ts';

const examples: readonly { pack: string; sentence: string }[] = [
  {
    pack: 'cx',
    sentence: 'When a VIP customer opens a session on Cards, tag it vip and escalate to the fraud team',
  },
  {
    pack: 'documents',
    sentence: 'Every Monday at 8am UTC, run my "unfilled retention" saved search and email me the new hits',
  },
  {
    pack: 'helpdesk',
    sentence: 'When an urgent ticket is created, tag it sla-risk and add the note "Look at this first"',
  },
];

/** Sentences to begin with, of the packs that are there. */
export function exampleSentences(catalog: Catalog, pack: string | null): string[] {
  return examples
    .filter((each) =>
      pack === null ? catalog.packs.some(({ name }) => name === each.pack) : pack === each.pack,
    )
    .map(({ sentence }) => sentence);
}
