import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions } from 'vite';

const at = (path: string): string => resolve(import.meta.dirname, path);

/** One Node or Electron program: a single file that carries its own dependencies. */
function desktopProgram(
  name: string,
  options: { format: 'es' | 'cjs'; external: string[] },
): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true, external: options.external },
    build: {
      outDir: at('dist/desktop'),
      emptyOutDir: false,
      copyPublicDir: false,
      target: 'node24',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: { [name]: at(`electron/${name}.ts`) },
        external: options.external,
        // No module does work when imported, so a part of the engine that is not used stays out.
        treeshake: { moduleSideEffects: false },
        output: {
          format: options.format,
          codeSplitting: false,
          entryFileNames: options.format === 'cjs' ? '[name].cjs' : '[name].js',
        },
      },
    },
  };
}

/**
 * Everything that is built: `client` is the renderer, the rest is the desktop shell.
 * `RULEWRIGHT_BUILD=client` builds the named parts only.
 */
export default defineConfig({
  root: at('renderer'),
  // Relative, so that the same files work under http://127.0.0.1 and app://studio.
  base: './',
  plugins: [react()],
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
    main: desktopProgram('main', { format: 'es', external: ['electron'] }),
    engineProcess: desktopProgram('engine-process', {
      format: 'es',
      external: ['electron', 'better-sqlite3'],
    }),
    // A sandboxed preload cannot load modules: CommonJS, importing nothing but electron.
    preload: desktopProgram('preload', { format: 'cjs', external: ['electron'] }),
  },
  builder: {
    async buildApp(builder) {
      const asked = process.env.RULEWRIGHT_BUILD?.split(',');
      for (const [name, environment] of Object.entries(builder.environments)) {
        if (name !== 'ssr' && (asked === undefined || asked.includes(name))) await builder.build(environment);
      }
    },
  },
});
