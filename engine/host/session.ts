import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Who may use the studio: whoever opened an address with a fresh token, from then on known by a cookie. */
export interface Session {
  /** A new one-time token (128 bits); the one before it stops working. */
  issueToken(): string;
  /** Whether this is the open token; a token that was right is used up. */
  redeemToken(offered: string): boolean;
  isSignedIn(request: IncomingMessage): boolean;
  /** The Set-Cookie value that signs a browser in. */
  readonly cookie: string;
}

/** The port is in the cookie's name because browsers share cookies between the ports of one host. */
export function createSession(secret: string, port: number): Session {
  const name = `rulewright-${port}`;
  const value = createHmac('sha256', secret).update(`studio session ${port}`).digest('base64url');
  let open: string | null = null;
  return {
    issueToken: () => {
      open = randomBytes(16).toString('base64url');
      return open;
    },
    redeemToken: (offered) => {
      if (open === null || !isSameSecret(offered, open)) return false;
      open = null;
      return true;
    },
    isSignedIn: (request) =>
      cookieValues(request.headers.cookie ?? '', name).some((offered) => isSameSecret(offered, value)),
    cookie: `${name}=${value}; Path=/; HttpOnly; SameSite=Strict`,
  };
}

/** Compares digests, so that neither content nor length shows in the time it takes. */
function isSameSecret(offered: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(offered), digest(expected));
}

function cookieValues(header: string, name: string): string[] {
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}
