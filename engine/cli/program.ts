import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import type { CliContext, ExitCode, GlobalOptions, RegisterCommand } from './command.ts';
import { defaultDataFolder } from './data-folder.ts';

/** The process, as a command line sees it. */
export type CliProcess = Pick<CliContext, 'stdin' | 'stdout' | 'stderr' | 'env'>;

/**
 * Runs one command line and resolves with its exit code once its output is written. Never ends the process: output
 * to a pipe that is still full would be cut off.
 */
export async function runCommandLine(
  args: readonly string[],
  commands: readonly RegisterCommand[],
  surroundings: CliProcess,
): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = createProgram(surroundings);
  const context: CliContext = {
    ...surroundings,
    options: () => program.opts<GlobalOptions>(),
    print: (text) => void surroundings.stdout.write(`${text}\n`),
    note: (text) => void surroundings.stderr.write(`${text}\n`),
    fail: (code, message) => {
      surroundings.stderr.write(`error: ${message}\n`);
      exitCode = code;
    },
    exitWith: (code) => {
      exitCode = code;
    },
  };
  for (const register of commands) register(program, context);
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    // Commander has written its message; help that was asked for is not an error.
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
  return exitCode;
}

function createProgram({ stdout, stderr, env }: CliProcess): Command {
  const program = new Command('rulewright')
    .description('Automation rules: draw them, see what they would do, ship them.')
    .version(manifest.version, '-V, --version', 'print the version')
    .addOption(
      new Option('--data <dir>', "the studio's data folder").default(
        defaultDataFolder(env, process.platform),
      ),
    )
    .addOption(
      new Option(
        '--catalog <name|file>',
        'a pack by name or file; repeatable (default: all packs)',
      ).argParser((value: string, previous: string[] | undefined) => [...(previous ?? []), value]),
    )
    .addOption(new Option('--seed <n>', 'what randomness starts from').argParser(parseSeed).default(1))
    .addOption(new Option('--at <time>', 'the time it is, ISO 8601 (default: now)').argParser(parseTime))
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
    })
    .showSuggestionAfterError()
    .exitOverride();
  program.addHelpText(
    'after',
    `
Exit codes: 0 done, 1 the answer is "no", 2 the call is wrong or the input cannot be read.

Example:
  rulewright eval --rule fraud.rule.json --event session.json`,
  );
  return program;
}

function parseSeed(value: string): number {
  const seed = Number(value);
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new InvalidArgumentError('a whole number from 0 is needed');
  return seed;
}

function parseTime(value: string): Date {
  const time = new Date(value);
  const isIso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2}))?$/.test(value);
  if (!isIso || Number.isNaN(time.getTime())) {
    throw new InvalidArgumentError('a time like 2026-03-02T09:00:00Z is needed');
  }
  return time;
}
