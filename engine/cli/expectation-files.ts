import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { failure, type InputIssue, nearestNames, type Result, type Rule, success } from '../model/index.ts';
import { type Expectations, expectationBytes, readExpectations } from '../replay/index.ts';
import type { CliContext } from './command.ts';
import { explain, type InputFailure, readRuleFile, readText } from './input.ts';
import { findUnreadable } from './readable-check.ts';
import { inStudio } from './studio-session.ts';

/** An expectation file, with the rule it speaks of or why there is none. */
export interface ExpectationFile {
  file: string;
  expectations: Expectations;
  rule: Result<Rule, string>;
}

export interface FoundExpectations {
  files: ExpectationFile[];
  /** Every rule that can be tested: those beside the expectations, and stored ones that these name. */
  rules: Rule[];
  /** Files that cannot be used; what the others say holds all the same. */
  unreadable: InputFailure[];
}

interface RuleFile {
  file: string;
  rule: Rule;
}

/**
 * Finds the expectations meant (a file, or every `*.expect.json` below a folder) and their rules by id: in a
 * `*.rule.json` of the same folder tree, the nearest where several have it, otherwise stored in the data folder.
 * Given a rule file, the expectations of that rule beside it are meant.
 */
export async function findExpectations(
  context: CliContext,
  path: string,
): Promise<Result<FoundExpectations, string>> {
  const listed = listFiles(path);
  if (!listed.ok) return failure(`${path}: ${listed.error}`);
  const unreadable: InputFailure[] = [];
  const rules: RuleFile[] = [];
  for (const file of listed.value.filter((name) => name.endsWith('.rule.json'))) {
    const read = await readRuleFile(context.stdin, file);
    if (!read.ok) {
      unreadable.push(read.error);
      continue;
    }
    const issues = findUnreadable(read.value);
    if (issues.length > 0) unreadable.push({ file, onDisk: false, issues });
    else rules.push({ file, rule: read.value });
  }
  const ownId = path.endsWith('.rule.json')
    ? rules.find(({ file }) => file === join(path))?.rule.id
    : undefined;
  const found: { file: string; expectations: Expectations }[] = [];
  for (const file of listed.value.filter((name) => !name.endsWith('.rule.json'))) {
    const read = await readExpectationFile(context, file);
    if (!read.ok) unreadable.push(read.error);
    else if (ownId === undefined || read.value.rule === ownId) found.push({ file, expectations: read.value });
  }
  const inFiles = new Set(rules.map(({ rule }) => rule.id));
  const wanted = found.map(({ expectations }) => expectations.rule).filter((id) => !inFiles.has(id));
  const stored = await readStoredRules(context, new Set(wanted));
  const files = found.map((each) => ({ ...each, rule: resolveRule(each, rules, stored) }));
  return success({ files, rules: [...rules.map(({ rule }) => rule), ...stored], unreadable });
}

/** The rule and expectation files of a folder, or those around a file with none but its own expectations. */
function listFiles(path: string): Result<string[], string> {
  try {
    if (path !== '-' && statSync(path).isDirectory()) return success(walk(path));
    const around = walk(path === '-' ? '.' : dirname(path));
    if (path.endsWith('.rule.json')) return success(around);
    return success([...around.filter((name) => name.endsWith('.rule.json')), path]);
  } catch (error) {
    return failure(explain(error));
  }
}

/** Rule and expectation files at any depth, in order of name; not inside packages and hidden folders. */
function walk(folder: string): string[] {
  const entries: Dirent[] = readdirSync(folder, { withFileTypes: true });
  return entries
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const { name } = entry;
      if (entry.isDirectory()) {
        return name === 'node_modules' || name.startsWith('.') ? [] : walk(join(folder, name));
      }
      return name.endsWith('.rule.json') || name.endsWith('.expect.json') ? [join(folder, name)] : [];
    });
}

async function readExpectationFile(
  { stdin, options }: CliContext,
  file: string,
): Promise<Result<Expectations, InputFailure>> {
  const text = await readText(stdin, file, expectationBytes);
  if (!text.ok) return text;
  const { at } = options();
  const read = readExpectations(text.value, at && { firedAt: at.toISOString() });
  if (read.ok) return read;
  const issues: InputIssue[] = read.error;
  return failure({ file: file === '-' ? 'standard input' : file, onDisk: false, issues });
}

/** Stored rules with these ids, as they are being edited. A data folder that does not exist is not made for this. */
async function readStoredRules(context: CliContext, ids: ReadonlySet<string>): Promise<Rule[]> {
  const rules: Rule[] = [];
  if (ids.size === 0 || !existsSync(context.options().data)) return rules;
  await inStudio(context, async ({ client }) => {
    for (const { id } of await client.rules.list()) {
      if (!ids.has(id)) continue;
      const { rule, hasUnsavedVersion } = await client.rules.get({ id });
      if (hasUnsavedVersion)
        context.note(`The draft of ${id} is tested; it differs from version ${rule.version}.`);
      rules.push(rule);
    }
  });
  return rules;
}

function resolveRule(
  { file, expectations }: { file: string; expectations: Expectations },
  rules: readonly RuleFile[],
  stored: readonly Rule[],
): Result<Rule, string> {
  const { rule: id } = expectations;
  const same = rules.filter(({ rule }) => rule.id === id);
  const distances = same.map((each) => distance(file, each.file));
  const nearest = same.filter((_, index) => distances[index] === Math.min(...distances));
  const [first, second] = nearest;
  if (first && second) return failure(`two files hold the rule ${id}: ${first.file} and ${second.file}`);
  const rule = first?.rule ?? stored.find((each) => each.id === id);
  if (rule) return success(rule);
  const near = nearestNames(
    id,
    rules.map(({ rule: { id: known } }) => known),
  );
  const hint = near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '';
  return failure(`there is no rule ${id}, neither in a *.rule.json beside it nor stored${hint}`);
}

/** Steps from one file's folder to the other's. */
function distance(from: string, to: string): number {
  const way = relative(dirname(from), dirname(to));
  return way === '' ? 0 : way.split(sep).length;
}
