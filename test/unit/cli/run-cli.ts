import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { commands } from '../../../engine/cli/commands/index.ts';
import { runCommandLine } from '../../../engine/cli/program.ts';

/** The command line's program. */
export const main = join(import.meta.dirname, '../../../engine/cli/main.ts');

/** No test reads or writes the data of whoever runs it. */
const nobodysHome = { XDG_DATA_HOME: join(tmpdir(), 'rulewright-no-such-home') };

export interface CliOutcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the real command line in a process of its own, by default in the current folder. */
export function rulewright(args: readonly string[], input = '', cwd?: string): Promise<CliOutcome> {
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: { ...process.env, ...nobodysHome, NO_COLOR: undefined, FORCE_COLOR: undefined },
  });
  const outcome: CliOutcome = { code: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    outcome.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    outcome.stderr += text;
  });
  // A command that reads no input may be gone before it is written.
  child.stdin.on('error', () => {}).end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ ...outcome, code }));
  });
}

/** The same command line within this process, for what does not hang on the process around it. */
export async function rulewrightHere(
  args: readonly string[],
  input = '',
  env: Readonly<Record<string, string>> = {},
): Promise<CliOutcome> {
  const outcome: CliOutcome = { code: null, stdout: '', stderr: '' };
  const into = (name: 'stdout' | 'stderr') =>
    new Writable({
      decodeStrings: false,
      write: (text, _encoding, done) => {
        outcome[name] += String(text);
        done();
      },
    });
  const code = await runCommandLine(args, commands, {
    stdin: Readable.from(input === '' ? [] : [input]),
    stdout: into('stdout'),
    stderr: into('stderr'),
    env: { ...nobodysHome, ...env },
  });
  return { ...outcome, code };
}

/** A folder with these files in it: text as it is, anything else as JSON. */
export function folderWith(files: Record<string, unknown>): {
  folder: string;
  path: (name: string) => string;
} {
  const folder = mkdtempSync(join(tmpdir(), 'rulewright-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);
  for (const [name, content] of Object.entries(files)) {
    const isRaw = typeof content === 'string' || Buffer.isBuffer(content);
    writeFileSync(path(name), isRaw ? content : JSON.stringify(content));
  }
  return { folder, path };
}

export const fraudRule = {
  id: 'r_3a4f',
  name: 'Auto-tag & escalate fraud-flagged Cards sessions',
  enabled: true,
  scope: { apps: ['cards'] },
  trigger: { kind: 'event', eventType: 'session.opened' },
  filter: [{ path: 'payload.session.topic', op: 'eq', value: 'fraud' }],
  actions: [
    { id: 's1', type: 'tag_session', params: { tags: ['fraud-suspect'] } },
    {
      id: 's2',
      type: 'send_email',
      params: { to: ['fraud-ops@acme-bank.com'], template: 'fraud-alert-v2' },
    },
    { id: 's3', type: 'escalate_to_human', params: { team: 'fraud', pinTo: 'm_sara_k' } },
  ],
  createdBy: 'm_omar_d',
  version: 1,
};

export function sessionOpened(app: string, topic: string) {
  return {
    id: `e_${app}_${topic}`,
    type: 'session.opened',
    app,
    firedAt: '2026-03-02T09:14:06Z',
    actor: { kind: 'system', id: 'engine' },
    streamId: 's_1',
    streamVersion: 1,
    tenantId: 'acme-bank',
    payload: {
      session: {
        id: 's_1',
        channel: 'whatsapp',
        language: 'en',
        topic,
        tags: [],
        customer: { id: 'c_1', name: 'Lena Fischer', vip: false },
      },
    },
  };
}

export const billingRule = {
  id: 'r_billing',
  name: 'Billing auto-escalate',
  scope: { apps: ['helpdesk'] },
  trigger: { kind: 'event', eventType: 'TicketCreated' },
  filter: [
    { path: 'payload.ticket.priority', op: 'eq', value: 'high' },
    { path: 'payload.ticket.tags', op: 'contains', value: 'billing' },
  ],
  actions: [
    { type: 'assign', params: { assignee_id: 123456 } },
    { type: 'add_internal_note', params: { text: 'Auto-routed to billing team' } },
  ],
  createdBy: 'm_ada_l',
};

export const billingTicket = {
  id: 'e_ticket',
  type: 'TicketCreated',
  app: 'helpdesk',
  firedAt: '2026-03-02T10:00:00Z',
  payload: {
    ticket: {
      id: 7,
      subject: 'Charged twice',
      status: 'open',
      priority: 'normal',
      tags: ['billing', 'invoice'],
      assignee_id: null,
      requester: { id: 'q_1', name: 'Ida', vip: true },
      meta: { lang: 'de' },
    },
  },
};
