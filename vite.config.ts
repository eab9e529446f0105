import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions, type Plugin } from 'vite';

const at = (path: string): string => resolve(import.meta.dirname, path);

/** Node or Electron programs that carry their own dependencies, all but `external`. */
function programs(
  outDir: string,
  input: Record<string, string>,
  options: { format: 'es' | 'cjs'; external: string[]; target?: string; sharesCode?: boolean },
): EnvironmentOptions {
  const { format, external, target = 'node24', sharesCode = false } = options;
  const extension = format === 'cjs' ? 'cjs' : 'js';
  return {
    consumer: 'server',
    resolve: { noExternal: true, external },
    build: {
      outDir: at(outDir),
      emptyOutDir: sharesCode,
      copyPublicDir: false,
      target,
      minify: false,
      sourcemap: !sharesCode,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(input).map(([name, file]) => [name, at(file)])),
        external,
        // No module does work when imported, so a part of the engine that is not used stays out. The command is one.
        treeshake: { moduleSideEffects: (id) => id === at('engine/cli/main.ts') },
        output: {
          format,
          codeSplitting: sharesCode,
          entryFileNames: `[name].${extension}`,
          // Beside the programs: what finds a file next to itself finds it from a shared part, too.
          chunkFileNames: `[name]-[hash].${extension}`,
        },
      },
    },
  };
}

/** A desktop program is a single file. */
const desktop = (
  name: string,
  file: string,
  options: { format: 'es' | 'cjs'; external: string[] },
): EnvironmentOptions => programs('dist/desktop', { [name]: file }, options);

/**
 * Monaco's JSON mode imports every feature of the editor, after the editor has been made and too late for what they
 * need: the next editor would complain. The features that are wanted are listed in `renderer/code/monaco.ts`.
 */
const listedMonacoFeatures: Plugin = {
  name: 'listed-monaco-features',
  transform: (code, id) =>
    id.endsWith('/monaco-editor/esm/vs/internal/common/workers.js')
      ? code.replaceAll(/^import '[^']+';$/gm, '')
      : null,
};

/** Threads of a replay are started from a file of this name beside the program. */
const replayWorker = 'engine/replay/match/worker.ts';

/**
 * Everything that is built: `client` is the renderer, `cli` the installed command, the rest is the desktop shell.
 * `RULEWRIGHT_BUILD=client` builds the named parts only, `--mode package` those of the installed command.
 */
export default defineConfig({
  root: at('renderer'),
  // Relative, so that the same files work under http://127.0.0.1 and app://studio.
  base: './',
  plugins: [react(), listedMonacoFeatures],
  worker: { format: 'es' },
  environments: {
    client: {
      build: {
        outDir: at('dist/renderer'),
        emptyOutDir: true,
        target: 'chrome140',
        // Our content policy allows fonts and scripts from files of our own only.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        chunkSizeWarningLimit: 8_000,
      },
    },
    main: desktop('main', 'electron/main.ts', { format: 'es', external: ['electron'] }),
    engineProcess: desktop('engine-process', 'electron/engine-process.ts', {
      format: 'es',
      external: ['electron', 'better-sqlite3'],
    }),
    engineWorker: desktop('replay-worker', replayWorker, { format: 'es', external: [] }),
    // A sandboxed preload cannot load modules: CommonJS, importing nothing but electron.
    preload: desktop('preload', 'electron/preload.ts', { format: 'cjs', external: ['electron'] }),
    cli: programs(
      'dist/cli',
      {
        main: 'engine/cli/launch.ts',
        'replay-worker': replayWorker,
        'demo-tools': 'engine/effects/demo-tools/main.ts',
      },
      { format: 'es', external: ['better-sqlite3'], target: 'node22', sharesCode: true },
    ),
  },
  builder: {
    async buildApp(builder) {
      const asked =
        builder.config.mode === 'package' ? ['client', 'cli'] : process.env.RULEWRIGHT_BUILD?.split(',');
      for (const [name, environment] of Object.entries(builder.environments)) {
        if (name !== 'ssr' && (asked === undefined || asked.includes(name))) await builder.build(environment);
      }
    },
  },
});
