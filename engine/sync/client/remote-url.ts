import { failure, type Result, success } from '../../model/index.ts';

/**
 * A workspace's address as it is kept: https, or http on this very machine, because a token goes with each request.
 * No credentials, query or fragment; a path is kept, for those behind a gateway.
 */
export function readRemoteUrl(text: string): Result<string, string> {
  if (!URL.canParse(text)) return failure(`"${text}" is no address; it looks like https://rules.example.com`);
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') {
    return failure('leave the credentials out of the address; the token is asked for');
  }
  if (url.search !== '' || url.hash !== '') return failure('leave out everything from ? or # on');
  const isOwnMachine = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isOwnMachine)) {
    return failure(
      `a workspace is reached by https (or by http on this machine), not as ${url.protocol}//${url.host}`,
    );
  }
  const path = url.pathname.replace(/\/+$/, '').replace(/\/api\/v1$/, '');
  return success(`${url.origin}${path}`);
}
