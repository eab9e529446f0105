import { join } from 'node:path';
import { Option } from 'commander';
import {
  type Compiled,
  compileOffline,
  compileWithClaude,
  type ProviderName,
  providerNames,
} from '../../compose/index.ts';
import { environmentSecrets, fileSecrets, firstOf, openSecrets } from '../../effects/index.ts';
import { readCatalog } from '../catalog-option.ts';
import type { CliContext, RegisterCommand } from '../command.ts';
import { visible } from '../report/effect-words.ts';
import { paintFor } from '../report/paint.ts';

interface CompileCommandOptions {
  provider: ProviderName;
  app?: string;
  json?: boolean;
}

/** `compile`: plain language to a rule. Exit code 1 where no rule came out, only questions. */
export const registerCompile: RegisterCommand = (program, context) => {
  program
    .command('compile')
    .description('turn a sentence into a rule; what is not clear is asked, never guessed')
    .argument('<sentence>', 'what should happen, and when')
    .addOption(
      new Option('--provider <name>', 'who reads the sentence')
        .choices([...providerNames])
        .default('offline'),
    )
    .option('--app <app>', 'the app the rule is for, where the sentence names none')
    .option('--json', 'print {"rule", "rationale", "spans", "unclear", "provider"}')
    .addHelpText(
      'after',
      '\nExample:\n  rulewright compile "When DLP flags a doc, set its sensitivity to confidential." --catalog documents --json',
    )
    .action((sentence: string, options: CompileCommandOptions) => compile(context, sentence, options));
};

async function compile(context: CliContext, sentence: string, options: CompileCommandOptions): Promise<void> {
  const catalog = await readCatalog(context);
  if (!catalog.ok) return context.fail(2, catalog.error);
  const { app, provider, json } = options;
  const known = [...catalog.value.apps.keys()];
  if (app !== undefined && !known.includes(app)) {
    return context.fail(2, `there is no app "${app}"; known: ${known.join(', ')}`);
  }
  const asked = { catalog: catalog.value, app };
  if (provider === 'offline') return tell(context, compileOffline(sentence, asked), json === true);
  const { data } = context.options();
  const key = context.env.ANTHROPIC_API_KEY;
  const compiled = await compileWithClaude(sentence, asked, {
    ...(key ? { apiKey: key } : {}),
    secrets: firstOf(
      environmentSecrets(context.env),
      openSecrets(fileSecrets({ file: join(data, 'secrets.json'), notice: context.note })),
    ),
    baseUrl: context.env.ANTHROPIC_BASE_URL || undefined,
  });
  if (!compiled.ok) return context.fail(2, compiled.error.message);
  tell(context, compiled.value, json === true);
}

function tell(context: CliContext, compiled: Compiled, isJson: boolean): void {
  const { rule, rationale, spans, unclear, provider } = compiled;
  if (isJson) context.print(JSON.stringify({ rule, rationale, spans, unclear, provider }, null, 2));
  else context.print(report(compiled, context));
  if (!rule) context.exitWith(1);
}

function report({ rule, rationale, spans, unclear }: Compiled, context: CliContext): string {
  const paint = paintFor(context);
  const lines = [`${rule ? paint('good', '✓') : paint('bad', '✗')} ${visible(rationale)}`];
  if (rule) lines.push('', JSON.stringify(rule, null, 2), '');
  const width = Math.max(0, ...spans.map(({ at }) => at.length));
  for (const { text, at } of spans) lines.push(`  ${paint('quiet', at.padEnd(width))}  ${visible(text)}`);
  for (const { text, question, choices = [] } of unclear) {
    lines.push(`${paint('strong', '?')} “${visible(text)}”: ${visible(question)}`);
    for (const { label } of choices) lines.push(`    ${visible(label)}`);
  }
  return lines.join('\n');
}
