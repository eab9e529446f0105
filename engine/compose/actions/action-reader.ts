import type { JsonObject, Trigger } from '../../model/index.ts';
import type { Clause } from '../clauses.ts';
import type { Field, Lexicon } from '../lexicon.ts';
import type { Reading } from '../reading.ts';

/** What a reader of actions works with: one clause of the sentence, and everything around it. */
export interface ActionTask {
  reading: Reading;
  clause: Clause;
  lexicon: Lexicon;
  trigger: Trigger;
  fields: readonly Field[];
  /** The apps the rule is for. */
  apps: readonly string[];
}

/** A step that was read, with the tokens it was read from. */
export interface ReadStep {
  type: string;
  params: JsonObject;
  tokens: number[];
  /** Recipients are still to come, in a later clause: "run the search … and email me". */
  awaits?: 'recipients';
}

export type StepReading = { kind: 'step'; step: ReadStep } | { kind: 'asked' } | null;

export type ReadAction = (task: ActionTask) => StepReading;

export function lowerAt({ reading }: ActionTask, index: number): string {
  return reading.tokens[index]?.lower ?? '';
}

/** The first token of the clause that is not "and", "then", "please". */
export function verbIndex({ reading, clause }: ActionTask): number {
  let at = clause.from;
  while (
    at < clause.to &&
    /^(and|then|also|please|just|always|,|;|but)$/.test(reading.tokens[at]?.lower ?? '')
  )
    at++;
  return at;
}
