import { analyzeRuleSet, checkRule } from '../../analysis/index.ts';
import type { Catalog } from '../../catalog/index.ts';
import type { Problem, Rule } from '../../model/index.ts';
import { readCatalog } from '../catalog-option.ts';
import type { CliContext, RegisterCommand } from '../command.ts';
import { describeFailure, listRuleFiles, readRuleFile } from '../input.ts';
import { amount } from '../report/amount.ts';
import { visible } from '../report/effect-words.ts';
import { type Paint, paintFor } from '../report/paint.ts';

type FileProblem = { file: string } & Omit<Problem, 'replacement'>;

/** A rule with the file it was read from. */
interface ReadRule {
  file: string;
  rule: Rule;
}

/** `check`: problems in rules, and between them where several are given. Exit code 1 when one is an error, 2 when a file cannot be read from disk. */
export const registerCheck: RegisterCommand = (program, context) => {
  program
    .command('check')
    .description('problems in rules and between them: schema, types, templates, targets, analysis')
    .argument('<file...>', 'rules; - for standard input; a directory is read for *.rule.json')
    .option('--json', 'print {"problems": […]}')
    .addHelpText('after', '\nExample:\n  rulewright check rules/ --json')
    .action((files: string[], options: { json?: boolean }) => check(context, files, options));
};

async function check(context: CliContext, paths: string[], { json }: { json?: boolean }): Promise<void> {
  const catalog = await readCatalog(context);
  if (!catalog.ok) return context.fail(2, catalog.error);
  const files = listRuleFiles(paths);
  if (!files.ok) return context.fail(2, describeFailure(files.error));
  if (files.value.length === 0) return context.fail(2, `no *.rule.json in ${paths.join(', ')}`);

  const problems: FileProblem[] = [];
  const rules: ReadRule[] = [];
  let unreachable = '';
  for (const file of files.value) {
    const found = await checkFile(context, file, catalog.value, rules);
    if (typeof found === 'string') unreachable += `${unreachable && '\n'}${found}`;
    else problems.push(...found);
  }
  problems.push(...checkTogether(rules, catalog.value));
  if (json) context.print(JSON.stringify({ problems }, null, 2));
  else context.print(report(problems, files.value.length, paintFor(context)));
  if (unreachable) return context.fail(2, unreachable);
  if (problems.some(({ severity }) => severity === 'error')) context.exitWith(1);
}

/** Problems between the rules given (one alone may set itself off), each told of the file it is about. */
function checkTogether(rules: readonly ReadRule[], catalog: Catalog): FileProblem[] {
  // Two files may hold one id; apart from each other they are two rules all the same.
  const byId = new Map<string, ReadRule>();
  for (const { file, rule } of rules) {
    const id = byId.has(rule.id) ? `${rule.id} (${file})` : rule.id;
    byId.set(id, { file, rule: { ...rule, id } });
  }
  const together = [...byId.values()].map(({ rule }) => rule);
  return analyzeRuleSet(together, catalog).flatMap(({ ruleId, problem }) => {
    const file = byId.get(ruleId)?.file;
    return file === undefined ? [] : [fileProblem(file, problem)];
  });
}

function fileProblem(file: string, { severity, code, message, at, fix }: Problem): FileProblem {
  return { file, severity, code, message, at, ...(fix === undefined ? {} : { fix }) };
}

/** The problems of one file, whose rule is put beside the others; words where it cannot be read from disk at all. */
async function checkFile(
  context: CliContext,
  file: string,
  catalog: Catalog,
  rules: ReadRule[],
): Promise<FileProblem[] | string> {
  const read = await readRuleFile(context.stdin, file);
  if (read.ok) {
    rules.push({ file, rule: read.value });
    return checkRule(read.value, catalog).map((problem) => fileProblem(file, problem));
  }
  if (read.error.onDisk) return describeFailure(read.error);
  return read.error.issues.map(({ code, message, at }) => ({
    file,
    severity: 'error',
    code: code === 'invalid' ? 'invalid-shape' : code,
    message,
    at,
  }));
}

function report(problems: readonly FileProblem[], files: number, paint: Paint): string {
  const lines = problems.map(({ file, severity, code, message, at, fix }) => {
    const tone = severity === 'error' ? 'bad' : severity === 'warning' ? 'strong' : 'quiet';
    const place = at === '' ? file : `${file}: ${at}`;
    const advice = fix === undefined ? '' : `\n    fix: ${visible(fix)}`;
    return `${paint(tone, severity)}  ${place}: ${visible(message)}  ${paint('quiet', code)}${advice}`;
  });
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const checked = amount(files, 'rule');
  const sum =
    problems.length === 0
      ? `${paint('good', '✓')} ${checked} checked, no problems`
      : `${errors > 0 ? paint('bad', '✗') : paint('good', '✓')} ${checked} checked, ${amount(errors, 'error')}, ${amount(problems.length - errors, 'other problem')}`;
  return [...lines, sum].join('\n');
}
