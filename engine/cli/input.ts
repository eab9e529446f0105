import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import {
  describeIssue,
  type Event,
  failure,
  type InputIssue,
  isCloudEvent,
  limits,
  parseJson,
  type Result,
  type Rule,
  readEventValue,
  readRule,
  success,
} from '../model/index.ts';
import type { CliContext } from './command.ts';

/** Why a file could not be used. `onDisk`: it could not even be read; otherwise its content is at fault. */
export interface InputFailure {
  file: string;
  onDisk: boolean;
  issues: InputIssue[];
}

/** `fraud.rule.json: filter[1].value: expected list, got string`, a line for each issue. */
export function describeFailure({ file, issues }: InputFailure): string {
  return issues.map((issue) => `${file}: ${describeIssue(issue)}`).join('\n');
}

/** Reads a file, or standard input for `-`, as UTF-8 text; never more than the limit and one byte of it. */
export async function readText(
  stdin: Readable,
  file: string,
  maxBytes: number,
): Promise<Result<string, InputFailure>> {
  const name = file === '-' ? 'standard input' : file;
  try {
    const bytes = file === '-' ? await readStream(stdin, maxBytes) : readFileUpTo(file, maxBytes);
    if (bytes.length > maxBytes) {
      const message = `too large: more than the ${maxBytes} bytes that are read`;
      return failure({ file: name, onDisk: false, issues: [{ code: 'too-large', message, at: '' }] });
    }
    // The byte order mark stays: the JSON reader knows it.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (text.includes('\0')) return notText(name);
    return success(text);
  } catch (error) {
    if (error instanceof TypeError) return notText(name);
    const issue: InputIssue = { code: 'invalid', message: explain(error), at: '' };
    return failure({ file: name, onDisk: true, issues: [issue] });
  }
}

export async function readRuleFile(stdin: Readable, file: string): Promise<Result<Rule, InputFailure>> {
  const text = await readText(stdin, file, limits.ruleBytes);
  if (!text.ok) return text;
  return named(file, readRule(text.value));
}

/** Reads an event, plain or in a CloudEvents envelope; the latter is noted. */
export async function readEventFile(
  { stdin, note }: Pick<CliContext, 'stdin' | 'note'>,
  file: string,
  now: Date,
): Promise<Result<Event, InputFailure>> {
  const text = await readText(stdin, file, limits.eventBytes);
  if (!text.ok) return text;
  const parsed = parseJson(text.value, { maxBytes: limits.eventBytes });
  if (!parsed.ok) return named(file, failure([parsed.error]));
  if (isCloudEvent(parsed.value)) note(`${nameOf(file)} is read as a CloudEvents envelope.`);
  return named(file, readEventValue(parsed.value, { firedAt: now.toISOString() }));
}

/** The files meant: a directory stands for every `*.rule.json` in it, at any depth, in order of name. */
export function listRuleFiles(paths: readonly string[]): Result<string[], InputFailure> {
  const files: string[] = [];
  for (const path of paths) {
    if (path === '-') {
      files.push(path);
      continue;
    }
    try {
      if (!statSync(path).isDirectory()) files.push(path);
      else {
        const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
        const found = names.filter((name) => name.endsWith('.rule.json')).sort();
        files.push(...found.map((name) => join(path, name)));
      }
    } catch (error) {
      const issue: InputIssue = { code: 'invalid', message: explain(error), at: '' };
      return failure({ file: path, onDisk: true, issues: [issue] });
    }
  }
  // A file named beside its folder is one file.
  return success([...new Map(files.map((file) => [resolve(file), file])).values()]);
}

/** A failure to reach a file, without the system call's name for it. */
export function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EISDIR':
      return 'this is a directory; a file is needed';
    case 'EACCES':
    case 'EPERM':
      return 'this may not be read by you';
    case 'ENOTDIR':
      return 'a part of this path is not a directory';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

function named<Value>(file: string, read: Result<Value, InputIssue[]>): Result<Value, InputFailure> {
  return read.ok ? read : failure({ file: nameOf(file), onDisk: false, issues: read.error });
}

function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file;
}

function notText(file: string): Result<never, InputFailure> {
  const message = 'this is not text in UTF-8; JSON is needed';
  return failure({ file, onDisk: false, issues: [{ code: 'not-text', message, at: '' }] });
}

function readFileUpTo(file: string, maxBytes: number): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    // Pipes and devices have no size to go by, and files can grow: what counts is what comes.
    const expected = fstatSync(descriptor).size;
    const chunks: Buffer[] = [];
    let length = 0;
    while (length <= maxBytes) {
      const chunk = Buffer.alloc(Math.min(Math.max(expected - length, 65_536), maxBytes + 1 - length));
      const read = readSync(descriptor, chunk);
      if (read === 0) break;
      chunks.push(chunk.subarray(0, read));
      length += read;
    }
    return Buffer.concat(chunks);
  } finally {
    closeSync(descriptor);
  }
}

async function readStream(stream: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (length > maxBytes) break;
  }
  return Buffer.concat(chunks);
}
