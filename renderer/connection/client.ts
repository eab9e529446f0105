import { createORPCClient } from '@orpc/client';
import { RPCLink as MessagePortLink } from '@orpc/client/message-port';
import { RPCLink as WebSocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket as ReconnectingWebSocket } from 'partysocket';
import { type Contract, type DesktopBridge, enginePortMessage } from '../../engine/contract/index.ts';
import { sayUnreachable } from './unreachable.ts';

declare global {
  interface Window {
    /** Put there by the desktop shell; a browser has none. */
    rulewright?: DesktopBridge;
  }
}

export type StudioClient = ContractRouterClient<Contract>;

export interface Connection {
  client: StudioClient;
  /** Calls back with every change between reachable and not; a message port is always reachable. */
  onReachable(listen: (isReachable: boolean) => void): void;
}

/** A WebSocket that comes back by itself after a drop. */
class LastingSocket extends ReconnectingWebSocket {
  override get readyState(): 0 | 1 | 2 | 3 {
    const state = super.readyState;
    return state === 0 || state === 1 || state === 2 ? state : 3;
  }
}

/** Joins the engine: over the message port that the desktop shell hands over, else over the host's WebSocket. */
export async function connect(): Promise<Connection> {
  const bridge = window.rulewright;
  if (bridge) {
    const port = await receivePort(bridge);
    // The engine's process is gone: a fresh window asks for a new one, and finds all that was acknowledged.
    port.addEventListener('close', () => window.location.reload());
    port.start();
    return { client: createORPCClient(new MessagePortLink({ port })), onReachable: () => {} };
  }
  const address = new URL('rpc', window.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const websocket = new LastingSocket(address.href, [], {
    maxReconnectionDelay: 2000,
    minReconnectionDelay: 200,
  });
  return {
    client: createORPCClient(
      new WebSocketLink({
        websocket,
        interceptors: [sayUnreachable(() => websocket.readyState === WebSocket.OPEN)],
      }),
    ),
    onReachable(listen) {
      websocket.addEventListener('open', () => listen(true));
      websocket.addEventListener('close', () => listen(false));
    },
  };
}

/** The engine's port arrives as a message of this window, because a port cannot cross the context bridge. */
function receivePort(bridge: DesktopBridge): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    function receive(event: MessageEvent): void {
      const [port] = event.ports;
      if (event.source !== window || event.data !== enginePortMessage || !port) return;
      window.removeEventListener('message', receive);
      resolve(port);
    }
    window.addEventListener('message', receive);
    bridge.connect().catch(reject);
  });
}
