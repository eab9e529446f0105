import { defineConfig } from 'vitest/config';

const all = ['test/**/*.test.ts', 'test/**/*.test.tsx'];

/** Tests of layers without state of their own: their files share a process, which spares loading it all anew. */
const stateless = [
  'test/unit/{model,catalog,language,dialects,matching,actions,chain,analysis,editing,drivers}/**/*.test.ts',
  'test/unit/{store,effects,replay,compose,sync,workspace,studio,host}/**/*.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'stateless', include: stateless, isolate: false } },
      { extends: true, test: { name: 'apart', include: all, exclude: ['**/node_modules/**', ...stateless] } },
    ],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    coverage: {
      provider: 'v8',
      include: ['engine/**/*.ts'],
      // Looked at only with --coverage; every branch, or what docs/quality.md says is left.
      thresholds: {
        'engine/analysis/**': { branches: 100 },
        'engine/actions/**': { branches: 100 },
        'engine/catalog/**': { branches: 100 },
        'engine/chain/**': { branches: 100 },
        'engine/dialects/**': { branches: 100 },
        'engine/drivers/**': { branches: 100 },
        'engine/editing/**': { branches: 100 },
        'engine/language/**': { branches: 100 },
        'engine/matching/**': { branches: 100 },
        'engine/model/**': { branches: 100 },
      },
    },
  },
});
