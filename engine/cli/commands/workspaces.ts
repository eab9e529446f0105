import { readSecret } from '../ask.ts';
import type { RegisterCommand } from '../command.ts';
import { visible } from '../report/effect-words.ts';
import { paintFor } from '../report/paint.ts';
import { textTable } from '../report/text-table.ts';
import { failSync, inSync } from '../sync-session.ts';

interface Output {
  json?: boolean;
}

/** `workspaces add|list|remove`: where rules are shipped to. */
export const registerWorkspaces: RegisterCommand = (program, context) => {
  const workspaces = program
    .command('workspaces')
    .description('the workspaces that rules are shipped to: add, list, remove')
    .addHelpText('after', '\nExample:\n  rulewright workspaces list');
  workspaces
    .command('add')
    .description('connect a workspace; its token is asked for, or read from standard input')
    .argument('<name>', 'what to call it')
    .argument('<url>', 'its address: https, or http on this machine')
    .option('--json', 'print the workspace as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  rulewright workspaces add production https://rules.example.com\n  echo "$TOKEN" | rulewright workspaces add staging http://127.0.0.1:4320',
    )
    .action((name: string, url: string, { json }: Output) =>
      inSync(context, async ({ sync, secretsFile }) => {
        context.note(
          `There is no keychain here: the token is kept in ${secretsFile}, which only you can read (mode 0600).`,
        );
        const token = await readSecret(context, `Token for ${name}: `);
        if (token === null) return context.fail(2, 'no token was given; nothing was kept');
        const added = await sync.addWorkspace({ name, url, token });
        if (!added.ok) return failSync(context, added.error);
        const { workspace, me } = added.value;
        if (json) return context.print(JSON.stringify({ ...workspace, me }, null, 2));
        context.print(
          `added ${workspace.name}  ${workspace.url}\n${visible(me.workspace.title)}, as ${visible(me.member.name)} (${me.role})`,
        );
      }),
    );
  workspaces
    .command('list')
    .description('every workspace that is connected')
    .option('--json', 'print a JSON list')
    .addHelpText('after', '\nExample:\n  rulewright workspaces list --json')
    .action(({ json }: Output) =>
      inSync(context, async ({ sync }) => {
        const listed = sync.workspaces();
        if (!listed.ok) return failSync(context, listed.error);
        if (json) return context.print(JSON.stringify(listed.value, null, 2));
        if (listed.value.length === 0)
          return context.note('No workspace is connected; "workspaces add" adds one.');
        const rows = listed.value.map(({ name, url, addedAt }) => [name, url, addedAt]);
        context.print(textTable(['name', 'address', 'since'], rows, paintFor(context)));
      }),
    );
  workspaces
    .command('remove')
    .description('forget a workspace and its token; rules stay as they are, here and there')
    .argument('<name>')
    .option('--json', 'print {"removed"}')
    .addHelpText('after', '\nExample:\n  rulewright workspaces remove staging')
    .action((name: string, { json }: Output) =>
      inSync(context, async ({ sync }) => {
        const removed = await sync.removeWorkspace(name);
        if (!removed.ok) return failSync(context, removed.error);
        context.print(json ? JSON.stringify({ removed: name }) : `removed ${name}`);
      }),
    );
};
