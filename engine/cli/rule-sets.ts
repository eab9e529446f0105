import { failure, type Result, type Rule, success } from '../model/index.ts';
import type { CliContext } from './command.ts';
import { describeFailure, listRuleFiles, readRuleFile } from './input.ts';
import { findUnreadable } from './readable-check.ts';
import { inStudio } from './studio-session.ts';
import { chooseWorkspace, inSync, type WorkspaceFlag } from './sync-session.ts';

/** Rules that were asked for by one word: a file, a folder, those that are stored, or those of a workspace. */
export interface NamedRules {
  rules: Rule[];
  /** Where they come from: rules in files take part enabled or not. */
  origin: 'files' | 'stored' | 'live';
}

/**
 * Reads what FILE, DIR, `@stored` or `@live` names. Every rule must be readable, and no two may have one id; why not, in words
 * for people.
 */
export async function readRuleSet(
  context: CliContext,
  name: string,
  flags: WorkspaceFlag = {},
): Promise<Result<NamedRules, string>> {
  if (name === '@stored') return await readStored(context);
  if (name === '@live') return await readLive(context, flags);
  if (name.startsWith('@')) {
    return failure(`there are no rules "${name}"; name a file, a folder, @stored or @live`);
  }
  const files = listRuleFiles([name]);
  if (!files.ok) return failure(describeFailure(files.error));
  if (files.value.length === 0) return failure(`no *.rule.json in ${name}`);
  const rules = new Map<string, { file: string; rule: Rule }>();
  for (const file of files.value) {
    const read = await readRuleFile(context.stdin, file);
    if (!read.ok) return failure(describeFailure(read.error));
    const issues = findUnreadable(read.value);
    if (issues.length > 0) return failure(describeFailure({ file, onDisk: false, issues }));
    const other = rules.get(read.value.id);
    if (other) return failure(`${file} and ${other.file} both hold the rule ${read.value.id}`);
    rules.set(read.value.id, { file, rule: read.value });
  }
  return success({ rules: [...rules.values()].map(({ rule }) => rule), origin: 'files' });
}

async function readLive(context: CliContext, flags: WorkspaceFlag): Promise<Result<NamedRules, string>> {
  let read: Result<NamedRules, string> = failure('the rules of the workspace cannot be read');
  await inSync(context, async ({ sync }) => {
    const workspace = chooseWorkspace(sync, flags);
    if (!workspace.ok) {
      read = failure(`@live needs a workspace: ${workspace.error.message}`);
      return;
    }
    const rules = await sync.liveRules(workspace.value);
    read = rules.ok ? success({ rules: rules.value, origin: 'live' }) : failure(rules.error.message);
  });
  return read;
}

async function readStored(context: CliContext): Promise<Result<NamedRules, string>> {
  let read: Result<NamedRules, string> = failure('the stored rules cannot be read');
  await inStudio(context, async ({ client }) => {
    const rules: Rule[] = [];
    let drafts = 0;
    for (const { id } of await client.rules.list()) {
      const { rule, hasUnsavedVersion } = await client.rules.get({ id });
      rules.push(rule);
      if (hasUnsavedVersion) drafts++;
    }
    if (drafts > 0)
      context.note(`The drafts of ${drafts} stored rules are taken; they differ from their versions.`);
    read = success({ rules, origin: 'stored' });
  });
  return read;
}
