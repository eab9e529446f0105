import { commands } from './commands/index.ts';
import { runCommandLine } from './program.ts';

// A reader that has seen enough (`| head`) closes the pipe; that is its right.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  // Nothing was answered, and that must not look like the answer "no", which is 1.
  process.stderr.write(`error: the output cannot be written: ${error.message}\n`);
  process.exit(2);
});

// The exit code is set, not forced: the process ends by itself once its output has left.
try {
  process.exitCode = await runCommandLine(process.argv.slice(2), commands, {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
  });
} catch (error) {
  // A defect of ours must not look like the answer "no", which is 1.
  const trace = error instanceof Error ? error.stack : String(error);
  process.stderr.write(`error: this is a defect in rulewright; please report it\n${trace}\n`);
  process.exitCode = 2;
}
