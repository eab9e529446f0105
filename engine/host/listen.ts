import type { Server } from 'node:http';
import { failure, type Result, success } from '../model/index.ts';

/** Why the studio could not be served. */
export interface ListenFailure {
  code: 'port-taken' | 'port-not-allowed' | 'listen-failed';
  message: string;
}

/** Binds to loopback only. With `orNext`, a taken port makes it try the ones after it (20 of them). */
export async function listenOnLoopback(
  server: Server,
  port: number,
  orNext: boolean,
): Promise<Result<number, ListenFailure>> {
  const last = orNext ? Math.min(port + 20, 65_535) : port;
  for (let candidate = port; candidate <= last; candidate += 1) {
    const error = await tryPort(server, candidate);
    if (error === null) {
      const address = server.address();
      return success(typeof address === 'object' && address !== null ? address.port : candidate);
    }
    if (error.code !== 'EADDRINUSE') {
      const isDenied = error.code === 'EACCES';
      return failure({
        code: isDenied ? 'port-not-allowed' : 'listen-failed',
        message: isDenied ? `port ${candidate} may not be used by this user` : error.message,
      });
    }
  }
  const which = last === port ? `port ${port} is taken` : `ports ${port} to ${last} are taken`;
  return failure({ code: 'port-taken', message: `${which}; choose another with --port` });
}

function tryPort(server: Server, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((settle) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      server.off('listening', onListening);
      settle(error);
    };
    const onListening = (): void => {
      server.off('error', onError);
      settle(null);
    };
    server.once('error', onError).once('listening', onListening).listen({ host: '127.0.0.1', port });
  });
}
