import { describe, expect, it } from 'vitest';
import { lineOfSetting, writeConsent } from '../../../../engine/workspace/settings/settings-text.ts';

const text = `# first
[mail]
host = "localhost"
[[mcp.servers]]
name = "one"
[[ mcp.servers ]]
name = "two"
consent = "old"
command = "node"

[limits]
`;

describe('the place of a setting', () => {
  it.each([
    ['mail.host', 3],
    ['mail.port', 2],
    ['mail', 2],
    ['mcp.servers[0].name', 5],
    ['mcp.servers[1].name', 7],
    ['mcp.servers[1].args[0]', 6],
    ['limits.http', 11],
    ['unknown', null],
    ['', null],
  ])('%s is at line %s', (at, line) => {
    expect(lineOfSetting(text, at)).toBe(line);
  });
});

describe('consent', () => {
  it('is written into the server it is for, in place of what was agreed to before', () => {
    const second = text.replace('[[ mcp.servers ]]\n', '[[ mcp.servers ]]\nconsent = "new"\n');
    expect(writeConsent(text, 1, 'new')).toEqual({
      ok: true,
      value: second.replace('consent = "old"\n', ''),
    });
    expect(writeConsent(text, 0, 'new')).toEqual({
      ok: true,
      value: text.replace('[[mcp.servers]]\n', '[[mcp.servers]]\nconsent = "new"\n'),
    });
  });

  it('is taken out without a trace', () => {
    expect(writeConsent(text, 1, null)).toEqual({ ok: true, value: text.replace('consent = "old"\n', '') });
  });

  it('is refused where servers are written in one line', () => {
    expect(writeConsent('mcp = { servers = [] }', 0, 'new')).toMatchObject({ ok: false });
  });
});
