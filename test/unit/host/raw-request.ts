import { connect } from 'node:net';

export interface RawAnswer {
  /** 0 when the connection closed without an answer. */
  status: number;
  headers: ReadonlyMap<string, string>;
  body: string;
}

/**
 * Writes lines to a socket as they are, because no HTTP client sends what is tested here. Resolves at the end
 * of the head for an accepted upgrade, else when the other side closes.
 */
export function rawRequest(port: number, lines: readonly string[]): Promise<RawAnswer> {
  return new Promise((settle, fail) => {
    const socket = connect({ host: '127.0.0.1', port });
    let text = '';
    const finish = (): void => {
      socket.destroy();
      settle(parse(text));
    };
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      text += chunk;
      if (text.startsWith('HTTP/1.1 101') && text.includes('\r\n\r\n')) finish();
    });
    socket.on('close', finish);
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') finish();
      else fail(error);
    });
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  });
}

function parse(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n');
  const [first = '', ...rest] = text.slice(0, end === -1 ? undefined : end).split('\r\n');
  const headers = new Map(
    rest.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  return { status: Number(first.split(' ')[1] ?? 0), headers, body: end === -1 ? '' : text.slice(end + 4) };
}
