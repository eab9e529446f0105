import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { addressKind } from '../address/address-kind.ts';
import { judgeAddress, type OutgoingRules, type Refusal } from '../address/index.ts';
import { isException, plainHost } from '../address/outgoing-rules.ts';

export interface ResolvedAddress {
  address: string;
  family: number;
}

/** Every address a host name leads to. */
export type Resolve = (host: string) => Promise<readonly ResolvedAddress[]>;

export interface ConnectorOptions {
  rules: OutgoingRules;
  /** By default the system's. */
  resolve?: Resolve;
  connectTimeoutMs: number;
  /** Certificates to trust beside the usual ones, in PEM. */
  ca?: string;
}

/** What a refused connection is rejected with. */
export class RefusedConnection extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/**
 * Connects to what was judged and nothing else: a name is resolved once, every address of the answer must be fine, and
 * the socket is given those very addresses, so that a second answer of the resolver cannot lead elsewhere.
 */
export function guardedConnector(options: ConnectorOptions): buildConnector.connector {
  const { rules, connectTimeoutMs: timeout, ca } = options;
  const trust = ca === undefined ? {} : { ca };
  const base = { timeout, allowH2: false, ...trust };
  const resolve = options.resolve ?? systemAddresses;
  const judging = buildConnector({ ...base, lookup: pinned(resolve, true) });
  const trusting = buildConnector({ ...base, lookup: pinned(resolve, false) });
  return (target, callback) => {
    const host = plainHost(target.hostname);
    const port = Number(target.port || (target.protocol === 'https:' ? 443 : 80));
    if (isException(rules, host, port)) return trusting(target, callback);
    // A literal is never looked up, so it is judged here; it was judged as text already.
    const judged = addressKind(host) === 'not-an-address' ? null : judgeAddress(host, host);
    if (judged && !judged.ok) return callback(new RefusedConnection(judged.error), null);
    return judging(target, callback);
  };
}

function pinned(resolve: Resolve, isJudged: boolean): LookupFunction {
  return (hostname, { all }, callback) => {
    const answer = (error: NodeJS.ErrnoException | null, addresses: readonly ResolvedAddress[]) => {
      const [first] = addresses;
      if (all === true || error || !first) callback(error, [...addresses]);
      else callback(null, first.address, first.family);
    };
    resolve(hostname).then(
      (addresses) => {
        const refusal = isJudged ? findRefusal(hostname, addresses) : null;
        if (refusal) answer(new RefusedConnection(refusal), []);
        else if (addresses.length === 0) answer(notFound(hostname), []);
        else answer(null, addresses);
      },
      (error: unknown) => answer(error instanceof Error ? error : notFound(hostname), []),
    );
  };
}

function findRefusal(hostname: string, addresses: readonly ResolvedAddress[]): Refusal | null {
  for (const { address } of addresses) {
    const judged = judgeAddress(hostname, address);
    if (!judged.ok) return judged.error;
  }
  return null;
}

async function systemAddresses(host: string): Promise<readonly ResolvedAddress[]> {
  return await lookup(host, { all: true });
}

function notFound(hostname: string): Error {
  return Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' });
}
