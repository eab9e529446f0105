import type { Readable, Writable } from 'node:stream';
import type { Command } from 'commander';

/** 0 done · 1 the answer is "no" · 2 the call is wrong or the input cannot be read. */
export type ExitCode = 0 | 1 | 2;

/** Options that hold everywhere. */
export interface GlobalOptions {
  /** The studio's data folder. */
  data: string;
  /** Pack names or files; undefined: all packs that ship, and those added to the data folder. */
  catalog: string[] | undefined;
  seed: number;
  /** The time it is for the command; undefined: now. */
  at: Date | undefined;
}

/** What a command may touch of the process around it. */
export interface CliContext {
  readonly stdin: Readable;
  readonly stdout: Writable & { isTTY?: boolean };
  readonly stderr: Writable & { isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  options(): GlobalOptions;
  /** Writes a line to standard output; machine output only, where `--json` was given. */
  print(text: string): void;
  /** Writes a line to standard error: progress and notes. */
  note(text: string): void;
  /** Says on standard error what went wrong, and how the command ends. Commands never end the process themselves. */
  fail(code: 1 | 2, message: string): void;
  /** How the command ends, where that is not 0. */
  exitWith(code: ExitCode): void;
}

/** Adds one command to the program. One file per command, listed in `commands/index.ts`. */
export type RegisterCommand = (program: Command, context: CliContext) => void;
