import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markdownToHtml } from '../../../../engine/effects/mail/markdown-to-html.ts';

function body(markdown: string): string {
  return markdownToHtml(markdown).replace(/^<!doctype html>\n<html><body>\n|\n<\/body><\/html>\n$/g, '');
}

describe('a mail in HTML', () => {
  test.each([
    ['# Title #', '<h1>Title</h1>'],
    ['###### Six', '<h6>Six</h6>'],
    ['one\ntwo\r\n\r\nthree', '<p>one<br>\ntwo</p>\n<p>three</p>'],
    ['- a\n* b\n+ c', '<ul>\n<li>a</li>\n<li>b</li>\n<li>c</li>\n</ul>'],
    ['1. a\n2) b', '<ol>\n<li>a</li>\n<li>b</li>\n</ol>'],
    ['> a\n> > b', '<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n</blockquote>'],
    ['```js\n<b>\n\nx\n```\ny', '<pre><code>&lt;b&gt;\n\nx</code></pre>\n<p>y</p>'],
    ['>\n> a\n>', '<blockquote>\n<p>a</p>\n</blockquote>'],
    ['#', '<p>#</p>'],
    ['# ', '<h1></h1>'],
    ['```\nopen', '<pre><code>open</code></pre>'],
    ['text\n# Title\n- a\ntext', '<p>text</p>\n<h1>Title</h1>\n<ul>\n<li>a</li>\n</ul>\n<p>text</p>'],
    ['a `b` **c** *d*', '<p>a <code>b</code> <strong>c</strong> <em>d</em></p>'],
    ['[A & B](https://x.example/?a=1&b=2)', '<p><a href="https://x.example/?a=1&amp;b=2">A &amp; B</a></p>'],
    ['[mail](mailto:a@x.example)', '<p><a href="mailto:a@x.example">mail</a></p>'],
    ['see https://x.example/a.', '<p>see <a href="https://x.example/a.">https://x.example/a.</a></p>'],
    ['', ''],
  ])('%j', (markdown, html) => {
    expect(body(markdown)).toBe(html);
  });

  test('quotes within quotes end somewhere', () => {
    expect(body(`${'> '.repeat(20)}x`).match(/<blockquote>/g)).toHaveLength(8);
  });

  test.each([
    ['<script>alert(1)</script>', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'],
    ['<img src=x onerror="x">', '<p>&lt;img src=x onerror=&quot;x&quot;&gt;</p>'],
    ['[x](javascript:alert(1))', '<p>[x](javascript:alert(1))</p>'],
    ['[x](data:text/html,x)', '<p>[x](data:text/html,x)</p>'],
    ['`<b>`', '<p><code>&lt;b&gt;</code></p>'],
  ])('shows markup instead of obeying it: %j', (markdown, html) => {
    expect(body(markdown)).toBe(html);
  });

  test('has no tag but its own, whatever the text', () => {
    const own =
      /<(\/?(h[1-6]|p|ul|ol|li|blockquote|pre|code|strong|em|a)|br|a href="(https?:\/\/|mailto:)[^"<>]*")>/g;
    const pieces = fc.constantFrom('<', '>', '"', "'", '`', '*', '[', ']', '(', ')', '#', ' ', '\n', '> ');
    const words = fc.constantFrom('a', 'https://x.example/', 'javascript:', '<script>', 'onload=', '```\n');
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, words), { maxLength: 60 }), (parts) => {
        expect(body(parts.join('')).replace(own, '')).not.toMatch(/[<>]/);
      }),
      { numRuns: 2_000 },
    );
  });

  test('takes no time worth speaking of for a text made to be slow', () => {
    for (const unit of ['[', '*', '**', '`', '> ', '[a](', 'https://', '# ', '\n>']) {
      const start = performance.now();
      markdownToHtml(unit.repeat(Math.floor(100_000 / unit.length)));
      expect(performance.now() - start).toBeLessThan(2_000);
    }
  });
});
