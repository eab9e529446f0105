import ipaddr from 'ipaddr.js';

/**
 * What an address is for. Only `public` may be called; `not-an-address` is text that is none. The names are those of
 * the special-purpose registries of IANA, as far as they matter here.
 */
export type AddressKind = 'public' | 'not-an-address' | 'metadata' | (string & {});

/**
 * Where clouds tell a machine its own credentials. The other such addresses are link-local or private, and refused
 * as that.
 */
const metadata = new Set(['169.254.169.254', '100.100.100.200', 'fd00:ec2::254', '168.63.129.16']);

/** Classifies an IPv4 or IPv6 address as text, without brackets, with or without a zone. */
export function addressKind(text: string): AddressKind {
  if (!ipaddr.isValid(text)) return 'not-an-address';
  const address = ipaddr.parse(text);
  if (metadata.has(address.toString())) return 'metadata';
  if (address.kind() === 'ipv4') return address.range() === 'unicast' ? 'public' : address.range();
  const range = address.range();
  if (range !== 'unicast') return range;
  // Of IPv6 only 2000::/3 has been handed out; this also leaves out `::a.b.c.d`, which once meant IPv4.
  return address.match(ipaddr.parseCIDR('2000::/3')) ? 'public' : 'reserved';
}
