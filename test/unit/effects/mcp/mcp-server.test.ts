import { expect, test } from 'vitest';
import {
  describeServer,
  type McpServer,
  serverFingerprint,
} from '../../../../engine/effects/mcp/mcp-server.ts';

const program: Extract<McpServer, { kind: 'stdio' }> = {
  kind: 'stdio',
  name: 'a',
  command: 'node',
  args: ['tools.js', '--fast'],
};

test('a consent holds for exactly what was shown', () => {
  const others: McpServer[] = [
    { ...program, command: 'node2' },
    { ...program, args: ['tools.js --fast'] },
    { ...program, args: ['--fast', 'tools.js'] },
    { ...program, env: { TOKEN: 'secret:a' } },
    { ...program, env: { TOKEN: 'secret:b' } },
    { ...program, cwd: '/tmp' },
    { kind: 'http', name: 'a', url: 'https://tools.example.com/' },
    { kind: 'http', name: 'a', url: 'https://tools.example.com/', headers: { authorization: 'secret:a' } },
  ];
  const prints = [program, ...others].map(serverFingerprint);
  expect(new Set(prints).size).toBe(prints.length);
  expect(new Set([program, ...others].map(describeServer)).size).toBe(prints.length);
});

test('a consent outlives another name for the same thing', () => {
  expect(serverFingerprint({ ...program, name: 'b', env: {} })).toBe(serverFingerprint(program));
});

test('what is shown is the exact command or address', () => {
  expect(describeServer({ ...program, env: { B: '1', A: 'secret:a' }, cwd: '/srv' })).toBe(
    '"node" "tools.js" "--fast" A="secret:a" B="1" in "/srv"',
  );
  expect(describeServer({ kind: 'http', name: 'x', url: 'https://t.example/', headers: { a: 'b' } })).toBe(
    '"https://t.example/" a="b"',
  );
});
