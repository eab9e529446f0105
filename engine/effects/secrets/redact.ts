import { isJsonObject, type Json, type JsonObject } from '../../model/index.ts';
import type { Secrets } from './secrets.ts';

/** Shorter values would turn ordinary words into marks; no secret worth the name is shorter. */
const shortestRedacted = 6;
/** Parts of an address this long are credentials rather than words. */
const shortestPart = 8;
const mark = '[secret]';

export interface Redactor {
  text(text: string): string;
  /** The same value with every text in it redacted, keys included. */
  json(value: Json): Json;
  object(value: JsonObject): JsonObject;
}

/** Takes known secret values out of texts: as they are, URL-encoded, as JSON writes them, and in base64. */
export function createRedactor(values: Iterable<string>): Redactor {
  const forms = new Set<string>();
  for (const value of values) for (const form of formsOf(value)) forms.add(form);
  // The longest first, so that no part of a longer one is left over.
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  const text = (input: string) => ordered.reduce((rest, form) => rest.replaceAll(form, mark), input);
  const object = (value: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(value).map(([key, inner]) => [text(key), json(inner)]));
  const json = (value: Json): Json => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(json);
    return isJsonObject(value) ? object(value) : value;
  };
  return { text, json, object };
}

export interface RememberingSecrets extends Secrets {
  /** Redacts every value that was given out so far. */
  redactor(): Redactor;
  /** A value that is a secret although it was not asked for by name. */
  remember(value: string): void;
}

/** Secrets that remember what they gave out, so that it can be taken out of what is told afterwards. */
export function rememberSecrets(secrets: Secrets): RememberingSecrets {
  const known = new Set<string>();
  let redactor = createRedactor([]);
  const remember = (value: string) => {
    if (known.has(value)) return;
    known.add(value);
    redactor = createRedactor(known);
  };
  return {
    async read(name) {
      const found = await secrets.read(name);
      if (found.ok) remember(found.value);
      return found;
    },
    redactor: () => redactor,
    remember,
  };
}

function formsOf(value: string): string[] {
  return [value, ...partsOfAddress(value)]
    .filter((part) => part.length >= shortestRedacted)
    .flatMap((part) => [
      part,
      encodeURIComponent(part.toWellFormed()),
      new URLSearchParams([['', part]]).toString().slice(1),
      JSON.stringify(part).slice(1, -1),
      ...base64Forms(part),
    ]);
}

/** A webhook's address is a secret as a whole, and so are the long parts of its path and query. */
function partsOfAddress(value: string): string[] {
  if (!/^https?:/i.test(value) || !URL.canParse(value)) return [];
  const url = new URL(value);
  const pieces = [...url.pathname.split('/'), ...url.searchParams.values(), url.username, url.password];
  const path = url.pathname.length >= shortestPart ? [url.pathname] : [];
  return [url.href, ...path, ...pieces.filter((piece) => piece.length >= shortestPart)];
}

/** Base64 in both alphabets, also where it stands in the middle of longer encoded text at any of three offsets. */
function base64Forms(value: string): string[] {
  const bytes = Buffer.from(value, 'utf8');
  const inside = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // The first characters mix with what stands before, the last one with what comes after.
    const start = [0, 2, 3][offset] ?? 0;
    return encoded.slice(start, (offset + bytes.length) % 3 === 0 ? undefined : -1);
  });
  const long = inside.filter((form) => form.length >= shortestPart);
  return [...long, ...long.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'))];
}
