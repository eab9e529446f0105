import { createORPCClient } from '@orpc/client';
import { RPCLink as MessagePortLink } from '@orpc/client/message-port';
import { RPCLink as WebSocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket as ReconnectingWebSocket } from 'partysocket';
import type { Contract } from '../../engine/contract/index.ts';

export type StudioClient = ContractRouterClient<Contract>;

export interface Connection {
  client: StudioClient;
  /** Calls back with every change between reachable and not; a message port is always reachable. */
  onReachable(listen: (isReachable: boolean) => void): void;
}

/** Joins the engine: over the message port that the desktop shell hands over, else over the host's WebSocket. */
export async function connect(): Promise<Connection> {
  const bridge = window.rulewright;
  if (bridge) {
    const port = await bridge.connect();
    port.start();
    return { client: createORPCClient(new MessagePortLink({ port })), onReachable: () => {} };
  }
  const address = new URL('rpc', window.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const websocket = new ReconnectingWebSocket(address.href, [], {
    maxReconnectionDelay: 2000,
    minReconnectionDelay: 200,
  });
  return {
    client: createORPCClient(new WebSocketLink({ websocket })),
    onReachable(listen) {
      websocket.addEventListener('open', () => listen(true));
      websocket.addEventListener('close', () => listen(false));
    },
  };
}
