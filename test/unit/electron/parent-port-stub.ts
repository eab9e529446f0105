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
// As Electron's, it holds what comes before anybody listens.
const early: unknown[] = [];
const tell = (message: unknown): void => {
  if (parentPort.listenerCount('message') === 0) early.push(message);
  else parentPort.emit('message', message);
};
parentPort.on('newListener', (name) => {
  if (name === 'message') setImmediate(() => early.splice(0).forEach(tell));
});
process.on('message', (message) => {
  if (message === 'connect') tell({ data: 'connect', ports: [asElectronPort] });
  else if (message === 'close') tell({ data: 'close', ports: [] });
  else windowEnd.postMessage(message);
});
