#!/usr/bin/env node
import process from 'node:process';

// What the installed `rulewright` starts with. It runs on whatever Node people have, so it uses nothing new.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(
    `error: rulewright needs Node 22.19 or newer, and this is Node ${process.versions.node}; "npm install node@24" in your project gives one to npx\n`,
  );
  process.exitCode = 2;
} else {
  // Loaded only now: an older Node could not even read it.
  const [{ enableCompileCache }, { join }, { defaultCacheFolder }] = await Promise.all([
    import('node:module'),
    import('node:path'),
    import('./cache-folder.ts'),
  ]);
  // What was compiled once is kept for the next start; where it cannot be, nothing is said. Not in the shared folder
  // for temporary files, which is Node's own choice: what lies there is run.
  enableCompileCache(join(defaultCacheFolder(process.env, process.platform), 'compiled'));
  await import('./main.ts');
}
