import { describe, expect, test } from 'vitest';
import { firstSettings } from '../../../../engine/workspace/settings/first-settings.ts';
import { readSettings } from '../../../../engine/workspace/settings/settings.ts';

describe('workspace.toml', () => {
  test('the file that is written first changes no default', () => {
    expect(readSettings(firstSettings)).toEqual(readSettings(''));
  });

  test('every setting that the first file shows is one, once its # is taken away', () => {
    const shown = firstSettings
      .split('\n')
      .filter((line) => /^# (\[|[a-z_]+ =)/.test(line))
      .map((line) => line.slice(2))
      .join('\n');
    const read = readSettings(shown);
    expect(read).toMatchObject({
      ok: true,
      value: {
        mail: { host: 'smtp.example.com', password: 'secret:smtp', security: 'starttls' },
        model: { api_key: 'secret:model', quota_per_day: 200 },
        mcp: { servers: [{ kind: 'stdio', command: 'node', args: ['tools.js'] }] },
        outgoing: { hosts: ['hooks.slack.com', '*.example.com'], allow: ['127.0.0.1:8080'] },
        sla: { warn_percent: 80, minutes: { urgent: 60 } },
      },
    });
  });

  test('without anything, nothing leaves the machine that a rule does not name, and limits hold', () => {
    expect(readSettings('')).toEqual({
      ok: true,
      value: {
        mcp: { servers: [] },
        outgoing: { allow: [] },
        limits: {
          requests_per_minute: 1200,
          http_per_minute: 600,
          tools_per_minute: 300,
          mails_per_minute: 300,
          runs_per_rule: 5,
          failures_until_pause: 10,
        },
        retention: { events_days: 90, runs_days: 365 },
      },
    });
  });

  test.each([
    ['a wrong port', '[mail]\nhost = "x"\nport = 0\nfrom = { address = "a@b.c" }', 'mail.port'],
    ['a secret that is written out', '[model]\napi_key = "sk-1"', 'model.api_key'],
    ['a setting nobody knows', '[limits]\nrequests = 1', 'limits.requests'],
    ['a server without a command', '[[mcp.servers]]\nkind = "stdio"\nname = "x"', 'mcp.servers[0].command'],
    ['a priority nobody knows', '[sla]\nminutes = { soon = 1 }', 'sla.minutes.soon'],
  ])('%s is named at its place', (_what, text, at) => {
    const read = readSettings(text);
    expect(read.ok ? [] : read.error.map((issue) => issue.at)).toEqual([at]);
  });

  test('a slip in the syntax is named by line and column', () => {
    const read = readSettings('[mail]\nhost = ');
    expect(read.ok ? '' : read.error[0]?.message).toMatch(/^not TOML at line 2, column \d+: /);
  });
});
