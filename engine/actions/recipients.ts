import { type Json, type JsonObject, type Place, type Result, success } from '../model/index.ts';
import { type ActionFailure, invalid } from './action-module.ts';
import { listField } from './fields.ts';

// One address, no display name, no group, no second address: what SMTP may be given as one RCPT TO.
const oneAddress =
  /^[^\s@<>,;:"()[\]\\]{1,64}@(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/;

/** Whether text is exactly one mail address, with no line break or other control character in it. */
export function isOneAddress(text: string): boolean {
  return oneAddress.test(text) && !hasControlCharacter(text);
}

/**
 * The recipients at `params.<key>` after rendering. Each must be exactly one address (code `invalid-recipient` at its
 * own place), and the list itself must be written in the rule: data may fill a recipient in, never add one.
 * `me`, where it is allowed, becomes the creator's address, or stays while nobody knows it.
 */
export function readRecipients(
  params: JsonObject,
  written: JsonObject,
  key: string,
  options: { allowsMe: boolean; me: string | null },
): Result<string[], ActionFailure> {
  const { allowsMe, me } = options;
  if (!Array.isArray(written[key])) {
    return invalid('invalid-recipient', 'recipients are a list written in the rule', `params.${key}`);
  }
  const addresses: string[] = [];
  for (const [index, recipient] of listField(params, key).entries()) {
    const address = recipient === 'me' && allowsMe && me !== null ? me : recipient;
    const problem = address === 'me' && allowsMe ? null : describeProblem(address);
    if (problem) return invalid('invalid-recipient', problem, placeOf(key, index));
    addresses.push(String(address));
  }
  return success(addresses);
}

function describeProblem(recipient: Json): string | null {
  if (typeof recipient !== 'string') return `expected one address, got ${JSON.stringify(recipient)}`;
  if (isOneAddress(recipient)) return null;
  if (hasControlCharacter(recipient)) return 'an address may not contain a line break';
  return `expected exactly one address, got ${JSON.stringify(recipient)}`;
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((char) => char < ' ' || char === '\u007f' || char === '\u2028' || char === '\u2029');
}

function placeOf(key: string, index: number): Place {
  return `params.${key}[${index}]`;
}
