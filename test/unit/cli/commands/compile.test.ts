import { describe, expect, test } from 'vitest';
import { rulewrightHere } from '../run-cli.ts';

const sentence = 'When DLP flags a doc, set its sensitivity to confidential.';

describe('compile', () => {
  test('prints the rule with the reason, the spans and what is open', async () => {
    const { code, stdout, stderr } = await rulewrightHere([
      'compile',
      sentence,
      '--catalog',
      'documents',
      '--json',
    ]);
    expect([code, stderr]).toEqual([0, '']);
    const printed: unknown = JSON.parse(stdout);
    expect(Object.keys(Object(printed))).toEqual(['rule', 'rationale', 'spans', 'unclear', 'provider']);
    expect(printed).toMatchObject({
      rule: {
        trigger: { eventType: 'document.dlp-flagged' },
        scope: { apps: ['documents'] },
        enabled: false,
      },
      unclear: [],
      provider: 'offline',
    });
  });

  test('asks for the app, or takes it from --app', async () => {
    const words = ['compile', 'When a session opens, tag it vip', '--catalog', 'cx', '--json'];
    const asked = await rulewrightHere(words);
    expect(asked.code).toBe(0);
    expect(JSON.parse(asked.stdout)).toMatchObject({
      rule: { scope: { apps: [] } },
      unclear: [{ text: 'session opens' }],
    });
    const named = await rulewrightHere([...words, '--app', 'loans']);
    expect(JSON.parse(named.stdout)).toMatchObject({ rule: { scope: { apps: ['loans'] } }, unclear: [] });
  });

  test('prints questions and exits 1 where there is no rule', async () => {
    const { code, stdout } = await rulewrightHere(['compile', 'Make everyone happy', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ rule: null, spans: [] });
    const people = await rulewrightHere(['compile', 'When a session opens on Cards, tag it fruad-suspect']);
    expect(people.code).toBe(1);
    expect(people.stdout).toContain('fraud-suspect');
  });

  test('exits 2 for an app, a pack or a provider that there is not, and for a model without a key', async () => {
    const wrong = [
      ['--app', 'mortgages'],
      ['--catalog', 'nothing'],
      ['--provider', 'oracle'],
    ];
    for (const option of wrong) expect((await rulewrightHere(['compile', sentence, ...option])).code).toBe(2);
    const { code, stderr } = await rulewrightHere([
      'compile',
      sentence,
      '--catalog',
      'documents',
      '--provider',
      'claude',
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain('ANTHROPIC_API_KEY');
  });
});
