import { asChange, compileOffline, compileWithClaude } from '../../compose/index.ts';
import { environmentSecrets, firstOf } from '../../effects/index.ts';
import { procedures, type StudioServices } from '../services.ts';

/** Sentences to rules. Offline by default; a model is asked only where the person chose it. */
export function composeHandlers({ catalog, secrets }: StudioServices) {
  return {
    compile: procedures.compose.compile.handler(async ({ input, errors }) => {
      const { sentence, provider, pack, app, previous } = input;
      const options = { catalog, pack, app, createdBy: previous?.createdBy };
      if (provider === 'offline') return changed(compileOffline(sentence, options));
      const compiled = await compileWithClaude(sentence, options, {
        apiKey: process.env.ANTHROPIC_API_KEY || undefined,
        baseUrl: process.env.ANTHROPIC_BASE_URL || undefined,
        secrets: firstOf(environmentSecrets(process.env), secrets),
      });
      if (compiled.ok) return changed(compiled.value);
      const { code, message } = compiled.error;
      throw errors.PROVIDER_FAILED({ data: { code }, message });

      function changed(read: ReturnType<typeof compileOffline>) {
        return previous ? asChange(previous, read, options) : { ...read, changes: [] };
      }
    }),
  };
}
