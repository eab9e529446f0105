import type { MessagePortMainLike } from '@orpc/client/message-port';
import type { AnyRouter } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';

/** A port as the shell hands it over. */
export interface EnginePort extends MessagePortMainLike {
  start(): void;
  close(): void;
}

/** Serves the contract on one port at a time: a window that asks again gets the engine, the old port ends. */
export function createEnginePorts(router: AnyRouter): { accept(port: EnginePort): void; close(): void } {
  const handler = new RPCHandler(router);
  let current: EnginePort | null = null;
  return {
    accept: (port) => {
      current?.close();
      current = port;
      handler.upgrade(port, { context: {} });
      port.start();
    },
    close: () => {
      current?.close();
      current = null;
    },
  };
}
