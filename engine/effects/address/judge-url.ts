import { failure, type Result, success } from '../../model/index.ts';
import { addressKind } from './address-kind.ts';
import { isException, isListedHost, type OutgoingRules, plainHost } from './outgoing-rules.ts';

/** Why something may not be called. Never contains more of an address than its host: the rest may be a secret. */
export interface Refusal {
  code: 'invalid-url' | 'insecure-url' | 'url-credentials' | 'host-not-allowed' | 'address-refused';
  message: string;
}

export interface JudgedUrl {
  url: URL;
  /** Without brackets and final dot. */
  host: string;
  port: number;
  /** True where the operator made an exception: any address and no TLS are fine. */
  isException: boolean;
}

/** Characters; more than any server takes. */
const longest = 8_192;

/** Names that never lead out of the machine or its network, whatever a resolver says (RFC 6761, 6762, 8375). */
const innerNames = /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|home\.arpa|corp|home)$/;

/**
 * Whether an address may be called, as far as its text tells. It is read as browsers read it (WHATWG), so that
 * `0x7f.1`, `2130706433` and `127。0。0。1` are what they would connect to. Addresses that a name leads to are judged
 * when the connection is made: see `judgeAddress`.
 */
export function judgeUrl(text: string | URL, rules: OutgoingRules): Result<JudgedUrl, Refusal> {
  if (String(text).length > longest) return refuse('invalid-url', 'the address is too long');
  if (!URL.canParse(String(text))) return refuse('invalid-url', 'this is not a web address');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return refuse('invalid-url', 'only http and https addresses can be called');
  }
  const host = plainHost(url.hostname);
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  if (host === '') return refuse('invalid-url', 'the address has no host');
  if (url.username !== '' || url.password !== '') {
    return refuse('url-credentials', `the address of ${host} carries a user name or password`);
  }
  const judged = { url, host, port, isException: isException(rules, host, port) };
  if (judged.isException) return success(judged);
  if (url.protocol === 'http:' && rules.allowHttp !== true) {
    return refuse('insecure-url', `${host} may only be called over https`);
  }
  if (!isListedHost(rules, host, port)) {
    return refuse('host-not-allowed', `${host} is not among the hosts that may be called`);
  }
  const kind = addressKind(host);
  if (kind === 'not-an-address' ? isInnerName(host) : kind !== 'public') {
    return refuseAddress(host, kind === 'not-an-address' ? 'local name' : kind);
  }
  return success(judged);
}

/** Whether one address that a host name leads to may be connected to. */
export function judgeAddress(host: string, address: string): Result<null, Refusal> {
  const kind = addressKind(address);
  return kind === 'public' ? success(null) : refuseAddress(host, kind);
}

/** A name without a dot can only be one of the network that the service stands in. */
function isInnerName(host: string): boolean {
  return !host.includes('.') || innerNames.test(host);
}

function refuseAddress(host: string, kind: string) {
  return refuse('address-refused', `${host} is not a public address (${kind})`);
}

function refuse(code: Refusal['code'], message: string): { ok: false; error: Refusal } {
  return failure({ code, message });
}
