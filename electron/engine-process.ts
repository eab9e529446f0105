import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileSecrets, sealedSecrets } from '../engine/effects/index.ts';
import { openStudio } from '../engine/studio/index.ts';
import { createEnginePorts } from './engine-ports.ts';
import { sealInShell } from './seal-in-shell.ts';
import { keychainOption } from './seal-messages.ts';

/** The program that runs beside the window: it opens the data folder and serves the contract on a port. */
const { values } = parseArgs({
  options: { data: { type: 'string' }, [keychainOption]: { type: 'boolean', default: false } },
});
if (values.data === undefined) throw new Error('--data is missing');

const store = fileSecrets({ file: join(values.data, 'secrets.json') });
const opened = await openStudio({
  folder: values.data,
  host: 'desktop',
  ...(values.keychain
    ? {
        secrets: {
          place: 'the keychain of this system',
          store: sealedSecrets(store, sealInShell(process.parentPort)),
        },
      }
    : {}),
});
if (!opened.ok) {
  process.stderr.write(`error: ${opened.error.message}\n`);
  process.exit(2);
}
const studio = opened.value;
const ports = createEnginePorts(studio.router);

process.parentPort.on('message', ({ data, ports: [port] }) => {
  if (data === 'connect' && port !== undefined) ports.accept(port);
  if (data === 'close') {
    ports.close();
    void studio.close().finally(() => process.exit(0));
  }
});
