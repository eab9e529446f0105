import type { RuleSet } from '../../matching/index.ts';
import { type EventDefaults, type Json, limits } from '../../model/index.ts';
import { envelopeKeys, field, guessField, keyBytes, longest, neededFields, wholeFields } from './envelope.ts';
import { readTime } from './event-time.ts';
import { createInterests, type Interest } from './interest.ts';
import {
  closeObject,
  comma,
  odd,
  openObject,
  quote,
  skipColon,
  skipCount,
  skipExactly,
  skipPlainText,
  skipSpace,
  skipValue,
} from './json-bytes.ts';
import { createPayloadScanner } from './payload-scanner.ts';
import { readScalar } from './read-scalar.ts';
import { createTextCache } from './text-cache.ts';

/**
 * What a line turned out to be. `odd`: it must be read whole to know. Otherwise it is an event, as reading it whole
 * would say too. `idle`: no rule can match it. `whole`: one might, and the event leaves nothing out; `partial`: one
 * might, and something is left out that has a default.
 */
export type Scan = 'odd' | 'idle' | 'whole' | 'partial';

export interface LineScanner {
  /** Looks at the line that starts here. */
  scan(bytes: Buffer, start: number): Scan;
  /** Of the last line, unless it was odd: where its line break is, or the end of the bytes. */
  end(): number;
  /** How many rules consider its event. */
  considered(): number;
  /** When its event fired, in milliseconds since the epoch. */
  time(): number;
}

interface Span {
  from: number;
  to: number;
}

/** Lists and objects that the payload may be deep: one less than the event. */
const payloadLevels = limits.nestingDepth - 1;

/**
 * Reads of a line's bytes only what the index of the rules asks for, and checks the rest without building anything. It
 * takes for an event only what reading the whole line would; where it has a doubt the line is odd. The bytes must be
 * UTF-8.
 */
export function createLineScanner(rules: RuleSet, defaults: EventDefaults): LineScanner {
  const interests = createInterests(rules);
  const names = createTextCache();
  const texts = createTextCache();
  const payloads = createPayloadScanner(texts);
  const fields = envelopeKeys();
  const idKey = keyBytes('id');
  const kindKey = keyBytes('kind');
  const kinds = ['user', 'agent', 'system'].map((kind) => keyBytes(`"${kind}`));
  const defaultTime = Date.parse(defaults.firedAt);
  // Where the columns stand, with their quotes.
  const type: Span = { from: 0, to: 0 };
  const app: Span = { from: 0, to: 0 };
  const firedAt: Span = { from: 0, to: 0 };
  const actorKind: Span = { from: 0, to: 0 };
  const actorId: Span = { from: 0, to: 0 };
  const streamId: Span = { from: 0, to: 0 };
  const streamVersion: Span = { from: 0, to: 0 };
  const tenantId: Span = { from: 0, to: 0 };
  const unused: Span = { from: 0, to: 0 };
  // In the order of `columnRoots`, each with the default that reading an event fills in.
  const noColumn = { span: unused, bit: 0, missing: undefined };
  const columnPlaces: { span: Span; bit: number; missing: Json | undefined }[] = [
    { span: type, bit: field.type, missing: undefined },
    { span: app, bit: field.app, missing: undefined },
    { span: firedAt, bit: field.firedAt, missing: defaults.firedAt },
    { span: actorKind, bit: field.actor, missing: 'system' },
    { span: actorId, bit: field.actor, missing: 'system' },
    { span: streamId, bit: field.streamId, missing: '' },
    { span: streamVersion, bit: field.streamVersion, missing: 0 },
    { span: tenantId, bit: field.tenantId, missing: '' },
  ];
  let seen = 0;
  let end = 0;
  let considered = 0;
  let time = 0;

  function scanText(bytes: Buffer, at: number, span: Span, fewest: number, most: number): number {
    const behind = skipPlainText(bytes, at);
    const length = behind - at - 2;
    if (behind === odd || length < fewest || length > most) return odd;
    span.from = at;
    span.to = behind;
    return behind;
  }

  function scanTime(bytes: Buffer, at: number): number {
    const behind = skipPlainText(bytes, at);
    if (behind === odd) return odd;
    time = readTime(bytes, at, behind);
    firedAt.from = at;
    firedAt.to = behind;
    return time === odd ? odd : behind;
  }

  function scanActor(bytes: Buffer, at: number): number {
    if (bytes[at] !== openObject) return odd;
    let position = skipSpace(bytes, at + 1);
    let parts = 0;
    for (;;) {
      if (bytes[position] !== quote) return odd;
      const isId = bytes[position + 1] === idKey[0];
      position = skipExactly(bytes, position + 1, isId ? idKey : kindKey);
      if (position === odd) return odd;
      position = skipColon(bytes, position);
      if (position === odd) return odd;
      const part = isId ? 1 : 2;
      if ((parts & part) !== 0 || !(isId || isKind(bytes, position))) return odd;
      parts |= part;
      position = scanText(bytes, position, isId ? actorId : actorKind, 0, longest.actorId);
      if (position === odd) return odd;
      position = skipSpace(bytes, position);
      if (bytes[position] === closeObject) return parts === 3 ? position + 1 : odd;
      if (bytes[position] !== comma) return odd;
      position = skipSpace(bytes, position + 1);
    }
  }

  function isKind(bytes: Buffer, at: number): boolean {
    for (const kind of kinds) if (skipExactly(bytes, at, kind) !== odd) return true;
    return false;
  }

  function scanCount(bytes: Buffer, at: number): number {
    const behind = skipCount(bytes, at);
    streamVersion.from = at;
    streamVersion.to = behind;
    return behind;
  }

  function scanPayload(bytes: Buffer, at: number, interest: Interest | null): number {
    if (bytes[at] !== openObject) return odd;
    if (!interest?.trie) return skipValue(bytes, at, payloadLevels);
    return payloads.scan(bytes, at, interest.trie, payloadLevels);
  }

  function scanField(bytes: Buffer, at: number, bit: number): number {
    switch (bit) {
      case field.id:
        return scanText(bytes, at, unused, 1, longest.id);
      case field.type:
        return scanText(bytes, at, type, 1, longest.type);
      case field.app:
        return scanText(bytes, at, app, 1, longest.app);
      case field.firedAt:
        return scanTime(bytes, at);
      case field.actor:
        return scanActor(bytes, at);
      case field.streamId:
        return scanText(bytes, at, streamId, 0, longest.streamId);
      case field.streamVersion:
        return scanCount(bytes, at);
      case field.tenantId:
        return scanText(bytes, at, tenantId, 0, longest.tenantId);
      // The version of a type counts from 1.
      default:
        return bytes[at] === 0x30 ? odd : skipCount(bytes, at);
    }
  }

  function interestOf(bytes: Buffer): Interest | null {
    const typeName = names.read(bytes, type.from + 1, type.to - 1);
    const interest = interests.of(typeName, names.read(bytes, app.from + 1, app.to - 1));
    if (interest) payloads.reserve(interest.values.length);
    return interest;
  }

  function mayMatch(bytes: Buffer, { probe, columns, values }: Interest): boolean {
    if (!probe) return false;
    for (let slot = 0; slot < columns.length; slot++) {
      const column = columns[slot] ?? -1;
      values[slot] = column < 0 ? payloads.value(bytes, slot) : readColumn(bytes, column);
    }
    return probe.mayMatch(values);
  }

  /** The value of a column, or what stands for it where it is left out. */
  function readColumn(bytes: Buffer, column: number): Json | undefined {
    const { span, bit, missing } = columnPlaces[column] ?? noColumn;
    return (seen & bit) === 0 ? missing : readScalar(bytes, span.from, span.to, texts);
  }

  return {
    scan(bytes, start) {
      if (bytes[start] !== openObject) return 'odd';
      payloads.begin();
      seen = 0;
      time = defaultTime;
      let interest: Interest | null = null;
      let payload = odd;
      let position = skipSpace(bytes, start + 1);
      for (;;) {
        if (bytes[position] !== quote) return 'odd';
        const candidate = fields[guessField(bytes, position + 1)];
        if (!candidate || (seen & candidate.bit) !== 0) return 'odd';
        const { bit, key } = candidate;
        seen |= bit;
        position = skipExactly(bytes, position + 1, key);
        if (position === odd) return 'odd';
        position = skipColon(bytes, position);
        if (position === odd) return 'odd';
        if (bit === field.payload) {
          payload = position;
          if ((seen & neededFields) === neededFields) {
            interest = interestOf(bytes);
            if (!interest) return 'odd';
          }
          position = scanPayload(bytes, position, interest);
        } else position = scanField(bytes, position, bit);
        if (position === odd) return 'odd';
        position = skipSpace(bytes, position);
        const next = bytes[position];
        if (next === closeObject) break;
        if (next !== comma) return 'odd';
        position = skipSpace(bytes, position + 1);
      }
      if ((seen & neededFields) !== neededFields) return 'odd';
      end = skipSpace(bytes, position + 1);
      if (end < bytes.length && bytes[end] !== 0x0a) return 'odd';
      if (end - start > limits.eventBytes) return 'odd';
      if (!interest) {
        // The payload stood before what tells how to look at it.
        interest = interestOf(bytes);
        if (!interest || scanPayload(bytes, payload, interest) === odd) return 'odd';
      }
      considered = interest.considered;
      if (!mayMatch(bytes, interest)) return 'idle';
      return (seen & wholeFields) === wholeFields ? 'whole' : 'partial';
    },
    end: () => end,
    considered: () => considered,
    time: () => time,
  };
}
