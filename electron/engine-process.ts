import { parseArgs } from 'node:util';
import { openStudio } from '../engine/studio/index.ts';
import { createEnginePorts } from './engine-ports.ts';

/** The program that runs beside the window: it opens the data folder and serves the contract on a port. */
const { values } = parseArgs({ options: { data: { type: 'string' } } });
if (values.data === undefined) throw new Error('--data is missing');

const opened = await openStudio({ folder: values.data, host: 'desktop' });
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
