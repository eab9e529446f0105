import type { Trigger } from '../../engine/model/index.ts';

const saysWhen =
  /^\s*(?:when|whenever|if|once|as soon|after|every|each|daily|weekly|hourly|on|at|for|in|only)\b/i;

/** A sentence about a rule that has its trigger: where it does not say when, the trigger is put in front. */
export function withTrigger(sentence: string, kind: Trigger['kind'], title: string): string {
  if (sentence.trim() === '' || saysWhen.test(sentence)) return sentence;
  // "When metadata set, …" would be something to do.
  const begin = kind === 'event' ? `When ${lowerFirst(title).replace(/ set$/, ' is set')}` : title;
  return `${begin}, ${sentence.trim()}`;
}

/** "Session opened" → "session opened"; "AI agent published" keeps its capitals. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
