/**
 * The HTML part of a mail, from the Markdown that actions write: headings, paragraphs, quotes, lists, code, emphasis
 * and links. Whatever stands in the text is text: markup in it is shown, never interpreted, and only web and mail
 * addresses become links.
 */
export function markdownToHtml(markdown: string): string {
  const lines = markdown.replaceAll('\r\n', '\n').split('\n');
  return `<!doctype html>\n<html><body>\n${blocks(lines, 0)}\n</body></html>\n`;
}

/** Quotes within quotes deeper than this are text. */
const deepest = 8;

const fence = /^\s{0,3}```/;
const heading = /^(#{1,6})\s+(.*?)\s*#*$/;
const quote = /^\s{0,3}>\s?/;
const item = /^\s{0,3}(?:[-*+]|\d{1,9}[.)])\s+/;

function blocks(lines: readonly string[], depth: number): string {
  const html: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      at++;
      continue;
    }
    const [block, next] = blockAt(lines, at, line, depth);
    html.push(block);
    at = next;
  }
  return html.join('\n');
}

/** The block that begins at a line, and the line after it. */
function blockAt(lines: readonly string[], at: number, line: string, depth: number): [string, number] {
  if (fence.test(line)) {
    const end = lines.findIndex((each, index) => index > at && fence.test(each));
    const stop = end === -1 ? lines.length : end;
    return [`<pre><code>${escaped(lines.slice(at + 1, stop).join('\n'))}</code></pre>`, stop + 1];
  }
  const title = heading.exec(line);
  if (title) {
    const level = title[1]?.length ?? 1;
    return [`<h${level}>${inline(title[2] ?? '')}</h${level}>`, at + 1];
  }
  if (quote.test(line) && depth < deepest) {
    const stop = runEnd(lines, at, (each) => quote.test(each));
    const inner = lines.slice(at, stop).map((each) => each.replace(quote, ''));
    return [`<blockquote>\n${blocks(inner, depth + 1)}\n</blockquote>`, stop];
  }
  if (item.test(line)) {
    const stop = runEnd(lines, at, (each) => item.test(each));
    const tag = /^\s*\d/.test(line) ? 'ol' : 'ul';
    const items = lines.slice(at, stop).map((each) => `<li>${inline(each.replace(item, ''))}</li>`);
    return [`<${tag}>\n${items.join('\n')}\n</${tag}>`, stop];
  }
  const stop = runEnd(lines, at, (each) => each.trim() !== '' && !startsBlock(each));
  return [`<p>${lines.slice(at, stop).map(inline).join('<br>\n')}</p>`, stop];
}

function startsBlock(line: string): boolean {
  return fence.test(line) || heading.test(line) || quote.test(line) || item.test(line);
}

/** The first line after `at` that does not belong to its run. */
function runEnd(lines: readonly string[], at: number, belongs: (line: string) => boolean): number {
  let end = at + 1;
  while (end < lines.length && belongs(lines[end] ?? '')) end++;
  return end;
}

// Bounded repeats: none of these can be made to look at a text again and again.
const spans =
  /`([^`]{1,1000})`|\[([^\][]{1,500})\]\(((?:https?:\/\/|mailto:)[^\s()<>"]{1,2000})\)|\*\*([^*]{1,1000})\*\*|\*([^*\s][^*]{0,999})\*|(https?:\/\/[^\s()<>"]{1,2000})/g;

function inline(text: string): string {
  let html = '';
  let from = 0;
  for (const found of text.matchAll(spans)) {
    html += escaped(text.slice(from, found.index)) + span(found);
    from = found.index + found[0].length;
  }
  return html + escaped(text.slice(from));
}

function span([whole, code, label, target, strong, emphasis]: RegExpMatchArray): string {
  if (code !== undefined) return `<code>${escaped(code)}</code>`;
  if (label !== undefined && target !== undefined) return link(target, label);
  if (strong !== undefined) return `<strong>${escaped(strong)}</strong>`;
  if (emphasis !== undefined) return `<em>${escaped(emphasis)}</em>`;
  return link(whole, whole);
}

function link(target: string, label: string): string {
  return `<a href="${escaped(target)}">${escaped(label)}</a>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
