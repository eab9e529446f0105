/**
 * Import direction, as errors. Layers are listed from the top: an import may only point down the list.
 * Below `drivers` (included) the code is pure TypeScript: no Node, no DOM, no React.
 */
const tiers = [
  ['cli', 'host'],
  ['studio'],
  ['workspace'],
  ['sync'],
  ['compose'],
  ['replay'],
  ['effects'],
  ['store'],
  ['drivers'],
  ['editing'],
  ['analysis'],
  ['chain'],
  ['actions'],
  ['matching'],
  ['dialects'],
  ['language'],
  ['catalog'],
  ['contract'],
  ['model'],
];
const pure = tiers.slice(tiers.findIndex((tier) => tier.includes('drivers'))).flat();
const group = (layers) => `^engine/(${layers.join('|')})/`;

const downward = tiers.slice(1).map((tier, index) => ({
  name: `down-only-${tier.join('-')}`,
  comment: 'An import inside engine/ may only point down the list of layers.',
  severity: 'error',
  from: { path: group(tier) },
  to: { path: group(tiers.slice(0, index + 1).flat()) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...downward,
    {
      name: 'one-door',
      comment: 'Other layers import a layer through its index.ts.',
      severity: 'error',
      from: { path: '^(engine|renderer|electron)/([^/]+)/' },
      to: { path: '^engine/([^/]+)/.+', pathNot: ['^engine/[^/]+/index\\.ts$', '^engine/$2/'] },
    },
    {
      name: 'pure-layers-know-no-host',
      comment: 'Pure layers may use neither Node nor anything that draws or stores.',
      severity: 'error',
      from: { path: group(pure) },
      to: { path: '^node_modules/(better-sqlite3|react|ws|electron|@xyflow|zustand|monaco-editor)/' },
    },
    {
      name: 'pure-layers-know-no-node',
      severity: 'error',
      from: { path: group(pure) },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'engine-knows-no-screen',
      severity: 'error',
      from: { path: '^engine/' },
      to: { path: ['^(renderer|electron)/', '^node_modules/(react|react-dom|electron|@xyflow|zustand)/'] },
    },
    {
      name: 'renderer-imports-only-pure-layers',
      comment: 'The renderer reaches disk, network and effects only through the contract.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^engine/', pathNot: group(pure) },
    },
    {
      name: 'renderer-knows-no-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-missing-dependency',
      severity: 'error',
      from: { path: '^(engine|renderer|electron)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nothing uses is a leftover.',
      severity: 'error',
      from: { orphan: true, path: '^(engine|renderer|electron)/', pathNot: ['\\.d\\.ts$', '\\.json$'] },
      to: {},
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
    builtInModules: { add: ['electron'] },
  },
};
