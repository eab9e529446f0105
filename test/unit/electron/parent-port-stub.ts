import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';

/**
 * Loaded before the engine's program, under plain Node: gives it the `process.parentPort` that Electron would, and
 * carries what the window says and hears over the pipe to the test.
 */
const parentPort = new EventEmitter();
Object.defineProperty(process, 'parentPort', { value: parentPort });

const { port1: engineEnd, port2: windowEnd } = new MessageChannel();
windowEnd.on('message', (data) => process.send?.(data));
const asElectronPort = {
  on: (event: string, callback: (event: { data: unknown }) => void) =>
    engineEnd.on(event, (data: unknown) => callback({ data })),
  postMessage: (data: unknown) => engineEnd.postMessage(data),
  start: () => engineEnd.start(),
  close: () => engineEnd.close(),
};
process.on('message', (message) => {
  if (message === 'connect') parentPort.emit('message', { data: 'connect', ports: [asElectronPort] });
  else if (message === 'close') parentPort.emit('message', { data: 'close', ports: [] });
  else windowEnd.postMessage(message);
});
