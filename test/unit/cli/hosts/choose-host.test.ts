import { describe, expect, test } from 'vitest';
import { chooseHost, hasScreen } from '../../../../engine/cli/hosts/choose-host.ts';

const desk = { env: { DISPLAY: ':0' }, platform: 'linux', isRoot: false, hasWebOptions: false } as const;

describe('choosing between window and browser', () => {
  test('a desk gets the window', () => {
    expect(chooseHost(desk)).toEqual({ kind: 'desktop' });
    expect(chooseHost({ ...desk, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toEqual({ kind: 'desktop' });
    expect(chooseHost({ ...desk, env: {}, platform: 'darwin' })).toEqual({ kind: 'desktop' });
    expect(chooseHost({ ...desk, env: {}, platform: 'win32', isRoot: true })).toEqual({ kind: 'desktop' });
  });

  test.each([
    ['RULEWRIGHT_HOST', { ...desk, env: { ...desk.env, RULEWRIGHT_HOST: 'web' } }],
    ['--port', { ...desk, hasWebOptions: true }],
    ['CI', { ...desk, env: { ...desk.env, CI: '1' } }],
    ['display', { ...desk, env: {} }],
    ['root', { ...desk, isRoot: true }],
  ])('the browser is taken, and the reason named: %s', (word, surroundings) => {
    expect(chooseHost(surroundings)).toEqual({ kind: 'web', because: expect.stringContaining(word) });
  });

  test('nothing is shown in CI or without a display', () => {
    expect(hasScreen({ CI: 'true', DISPLAY: ':0' }, 'linux')).toBe(false);
    expect(hasScreen({ CI: 'true' }, 'darwin')).toBe(false);
    expect(hasScreen({}, 'linux')).toBe(false);
    expect(hasScreen({}, 'win32')).toBe(true);
  });
});
