import { isJsonObject, type Json } from '../../engine/model/index.ts';

/** A value as people read it on a node: short, quoted where it is text, never more than `longest` characters. */
export function valueText(value: Json, longest = 60): string {
  const text = Array.isArray(value)
    ? value.length === 0
      ? 'an empty list'
      : value.map((item) => valueText(item, longest)).join(', ')
    : typeof value === 'string'
      ? `“${value}”`
      : value !== null && typeof value === 'object'
        ? JSON.stringify(value)
        : String(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** A tag as people read it: its text, or "product: home" where it has a value. Other values are JSON. */
export function tagText(tag: Json): string {
  if (typeof tag === 'string') return tag;
  const isPair = isJsonObject(tag) && Object.keys(tag).length === 2;
  return isPair && typeof tag.key === 'string' && typeof tag.value === 'string'
    ? `${tag.key}: ${tag.value}`
    : JSON.stringify(tag);
}

/** "Cards", "Cards and Loans", "Cards, Loans and Insurance". */
export function listText(words: readonly string[], joiner: 'and' | 'or' = 'and'): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} ${joiner} ${words.at(-1)}`;
}

/** "1 problem", "3 problems". */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A time of day in the viewer's zone, to the second. */
export function clockText(iso: string): string {
  return new Date(iso).toLocaleTimeString('en-GB');
}

/** A day and a time in the viewer's zone: "21 Nov 2026, 06:30". */
export function dateText(iso: string): string {
  const date = new Date(iso);
  const day = date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
  return `${day}, ${date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`;
}

/** A size as people say it: "84 KB", "1.4 MB". */
export function sizeText(bytes: number): string {
  const kilobytes = Math.ceil(bytes / 1024);
  return kilobytes < 1024 ? `${kilobytes} KB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}

/** Begins with a capital as a sentence does, unless with a path or a quotation: these are spelled as they are. */
export function capitalised(text: string): string {
  return text.replace(/^[a-z]+(?=[\s,:]|$)/, (word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
}
