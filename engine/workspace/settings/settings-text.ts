import { failure, type Result, success } from '../../model/index.ts';

/** Where a setting stands in the text of `workspace.toml`: the line, from 1, of the nearest part that is there. */
export function lineOfSetting(text: string, at: string): number | null {
  // A slip in the syntax has no place; its message has the line.
  let wanted = at;
  const lines = linesOfSettings(text);
  while (wanted !== '') {
    const line = lines.get(wanted);
    if (line !== undefined) return line;
    wanted = wanted.replace(/(?:^|\.)[^.[\]]+$|\[\d+\]$/, '');
  }
  return null;
}

/**
 * Writes into the n-th tool server (from 0) what was agreed to, or takes it out (null); every other line stays as it
 * was. Fails, in words, where servers are not written as `[[mcp.servers]]`.
 */
export function writeConsent(
  text: string,
  index: number,
  fingerprint: string | null,
): Result<string, string> {
  const lines = text.split('\n');
  const heads = lines.flatMap((line, number) =>
    /^\s*\[\[\s*mcp\.servers\s*\]\]/.test(line) ? [number] : [],
  );
  const head = heads[index];
  if (head === undefined)
    return failure('the servers are not written as [[mcp.servers]], one after the other: write it by hand');
  const next = lines.findIndex((line, number) => number > head && /^\s*\[/.test(line));
  const end = next < 0 ? lines.length : next;
  const own = lines.slice(head + 1, end).filter((line) => !/^\s*consent\s*=/.test(line));
  const agreed = fingerprint === null ? [] : [`consent = ${JSON.stringify(fingerprint)}`];
  return success([...lines.slice(0, head + 1), ...agreed, ...own, ...lines.slice(end)].join('\n'));
}

/** The line of every table and key, by place: `mail`, `mail.port`, `mcp.servers[0].command`. */
function linesOfSettings(text: string): Map<string, number> {
  const found = new Map<string, number>();
  const counts = new Map<string, number>();
  let table = '';
  for (const [index, line] of text.split('\n').entries()) {
    const list = /^\s*\[\[\s*([\w.-]+)\s*\]\]/.exec(line)?.[1];
    const single = /^\s*\[\s*([\w.-]+)\s*\]/.exec(line)?.[1];
    const key = /^\s*([\w.-]+)\s*=/.exec(line)?.[1];
    if (list !== undefined) {
      const count = counts.get(list) ?? 0;
      counts.set(list, count + 1);
      table = `${list}[${count}]`;
    } else if (single !== undefined) table = single;
    const place = key === undefined ? table : table === '' ? key : `${table}.${key}`;
    if ((list ?? single ?? key) !== undefined && !found.has(place)) found.set(place, index + 1);
  }
  return found;
}
