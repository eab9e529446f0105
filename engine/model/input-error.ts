import { joinPlaces, type Place } from './place.ts';

export type InputErrorCode = 'too-large' | 'too-deep' | 'not-json' | 'not-text' | 'invalid';

/** One reason why input could not be read, and the place in it. */
export interface InputIssue {
  code: InputErrorCode;
  message: string;
  at: Place;
}

/** `rule.filter[1].value: expected list, got string` — what people are shown, one line an issue. */
export function describeIssue(issue: InputIssue, subject = ''): string {
  const place = joinPlaces(subject, issue.at);
  return place === '' ? issue.message : `${place}: ${issue.message}`;
}
