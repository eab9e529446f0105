import { createInterface } from 'node:readline/promises';
import { ReadStream } from 'node:tty';
import type { CliContext } from './command.ts';

/** Whether somebody sits there who can be asked. */
export function isInteractive({ stdin, stderr }: Pick<CliContext, 'stdin' | 'stderr'>): boolean {
  return stdin instanceof ReadStream && stdin.isTTY && stderr.isTTY === true;
}

/** Asks for one line; what is typed is shown. */
export async function askLine({ stdin, stderr }: CliContext, question: string): Promise<string> {
  const asking = createInterface({ input: stdin, output: stderr, terminal: true });
  try {
    return (await asking.question(question)).trim();
  } finally {
    asking.close();
  }
}

/** Reads a secret: typed at a prompt that shows nothing, or the first line of standard input. Null: given up. */
export async function readSecret(context: CliContext, question: string): Promise<string | null> {
  const { stdin, stderr } = context;
  if (!(stdin instanceof ReadStream) || !isInteractive(context)) return await firstLine(stdin);
  stderr.write(question);
  stdin.setRawMode(true);
  let typed = '';
  try {
    for await (const chunk of stdin) {
      for (const character of String(chunk)) {
        if (character === '\r' || character === '\n' || character === '\u0004') return typed;
        if (character === '\u0003') return null;
        if (character === '\u007f' || character === '\b') typed = typed.slice(0, -1);
        else typed += character;
      }
    }
    return typed;
  } finally {
    stdin.setRawMode(false);
    stderr.write('\n');
  }
}

/** No secret is longer. */
const longest = 10_000;

async function firstLine(stdin: CliContext['stdin']): Promise<string> {
  let text = '';
  for await (const chunk of stdin) {
    text += String(chunk);
    if (text.includes('\n') || text.length > longest) break;
  }
  return (text.split('\n')[0] ?? '').trim();
}
