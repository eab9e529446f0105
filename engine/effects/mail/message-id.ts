import { createHash } from 'node:crypto';

/** The same for the same key, so that mailboxes and relays can tell a mail that was sent twice. */
export function messageIdFor(key: string, fromAddress: string): string {
  const domain = fromAddress.slice(fromAddress.lastIndexOf('@') + 1);
  return `<${createHash('sha256').update(key).digest('hex').slice(0, 40)}@${domain}>`;
}
