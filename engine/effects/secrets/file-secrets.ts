import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { failure, parseJson, type Result, readWith, success } from '../../model/index.ts';
import { isSecretName, type SecretError, type SecretStore, unknownSecret } from './secrets.ts';

export interface FileSecretsOptions {
  file: string;
  /** Told in words when the file had to be closed to others. */
  notice?: (text: string) => void;
}

const content = z.record(z.string(), z.string());
type Content = z.infer<typeof content>;
const onlyMine = 0o600;
const most = 1_000_000;

/**
 * Secrets in one JSON file that nobody else may read: made with mode 0600, closed again (with a notice) when it was
 * found open to others. A write replaces the file as a whole, so that a crash leaves the old or the new one.
 */
export function fileSecrets({ file, notice = () => {} }: FileSecretsOptions): SecretStore {
  let last: Promise<unknown> = Promise.resolve();

  async function load(): Promise<Result<Content, SecretError>> {
    const text = await readPrivately(file, notice);
    if (!text.ok) return text;
    if (text.value === null) return success({});
    const parsed = parseJson(text.value, { maxBytes: most, maxDepth: 2 });
    const read = parsed.ok ? readWith(content, parsed.value) : parsed;
    // The parser's own words could quote the text.
    return read.ok ? success(read.value) : unreadable('the file of secrets is not an object of texts');
  }

  /** Changes of one process wait for each other, so that none is lost. */
  async function change(edit: (values: Content) => Content): Promise<Result<null, SecretError>> {
    const run = async () => {
      const values = await load();
      return values.ok ? await replaceFile(file, edit(values.value)) : values;
    };
    const done = last.then(run, run);
    last = done;
    return await done;
  }

  return {
    async read(name) {
      const values = await load();
      if (!values.ok) return values;
      const value = Object.hasOwn(values.value, name) ? values.value[name] : undefined;
      return value === undefined ? unknownSecret(name) : success(value);
    },
    async write(name, value) {
      if (!isSecretName(name)) return invalid('a secret is named by letters, digits, "_", "." and "-"');
      if (value === '') return invalid('a secret is not empty');
      return await change((values) => Object.fromEntries([...without(values, name), [name, value]]));
    },
    remove: (name) => change((values) => Object.fromEntries(without(values, name))),
    async names() {
      const values = await load();
      return values.ok ? success(Object.keys(values.value).sort()) : values;
    },
  };
}

function without(values: Content, name: string): [string, string][] {
  return Object.entries(values).filter(([each]) => each !== name);
}

async function readPrivately(
  file: string,
  notice: (text: string) => void,
): Promise<Result<string | null, SecretError>> {
  try {
    const handle = await open(file, 'r');
    try {
      const { mode } = await handle.stat();
      // Windows has no such modes; its profile folder is private.
      if ((mode & 0o077) !== 0 && process.platform !== 'win32') {
        await handle.chmod(onlyMine);
        notice(`the file of secrets ${file} could be read by others; it is now closed to them`);
      }
      return success(await handle.readFile('utf8'));
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return success(null);
    return unreadable(`the file of secrets cannot be read (${codeOf(error)})`);
  }
}

async function replaceFile(file: string, values: Content): Promise<Result<null, SecretError>> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(temporary, 'wx', onlyMine);
    try {
      await handle.writeFile(`${JSON.stringify(values, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // A umask can only take away; this is for file systems that ignore the mode of an open.
    await chmod(temporary, onlyMine);
    await rename(temporary, file);
    return success(null);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    return unreadable(`the file of secrets cannot be written (${codeOf(error)})`);
  }
}

function invalid(message: string): { ok: false; error: SecretError } {
  return failure({ code: 'invalid-secret', message });
}

function unreadable(message: string): { ok: false; error: SecretError } {
  return failure({ code: 'secrets-unreadable', message });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
