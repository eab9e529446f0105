import { commands } from './commands/index.ts';
import { runCommandLine } from './program.ts';

// A reader that has seen enough (`| head`) closes the pipe; that is its right.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

// The exit code is set, not forced: the process ends by itself once its output has left.
process.exitCode = await runCommandLine(process.argv.slice(2), commands, {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
});
