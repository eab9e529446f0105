import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { isOneAddress } from '../../actions/index.ts';
import { failure, type Result, readWith, success } from '../../model/index.ts';
import { failedEffect, type Performer, performed, refusedEffect } from '../perform.ts';
import { resolveSecret, type Secrets } from '../secrets/secrets.ts';
import { explainMailError, explainPartialRejection } from './mail-failure.ts';
import { markdownToHtml } from './markdown-to-html.ts';
import { messageIdFor } from './message-id.ts';

export interface MailSettings {
  host: string;
  port: number;
  /** `tls` from the first byte, `starttls` before anything is said, `none` for a relay on the same machine. */
  security: 'tls' | 'starttls' | 'none';
  user?: string;
  /** May be `secret:name`. */
  password?: string;
  from: { name?: string; address: string };
  /** Certificates to trust beside the usual ones, in PEM. */
  ca?: string;
  /** Without a word from the server. Default 10 s. */
  timeoutMs?: number;
  /** Default 3. */
  maxConnections?: number;
}

export interface MailPerformer {
  perform: Performer;
  close(): void;
}

const longestSubject = 900;

const mail = z.looseObject({
  to: z.array(z.string()).min(1).max(100),
  subject: z.string(),
  body: z.string().max(1_000_000),
});

/** `email.send`: hands one mail, in text and HTML, to the workspace's mail server. */
export function mailPerformer(settings: MailSettings, secrets: Secrets): MailPerformer {
  let open: { password: string | null; transport: Transport } | null = null;

  /** The pool, made anew when the password has changed. */
  function transportFor(password: string | null): Transport {
    if (open?.password !== password) {
      open?.transport.close();
      open = null;
    }
    open ??= { password, transport: connect(settings, password) };
    return open.transport;
  }

  return {
    async perform(effect, { key, signal }) {
      const read = readWith(mail, effect);
      if (!read.ok) return refusedEffect('invalid-effect', 'this is not a mail that can be sent');
      const { to, subject, body } = read.value;
      const recipients = checkRecipients(to);
      if (!recipients.ok) return refusedEffect('invalid-recipient', recipients.error);
      const password =
        settings.password === undefined ? null : await resolveSecret(settings.password, secrets);
      if (password?.ok === false) return refusedEffect(password.error.code, password.error.message);
      const { name = '', address } = settings.from;
      const messageId = messageIdFor(key, address);
      try {
        const sent = await transportFor(password?.value ?? null).sendMail({
          from: { name, address },
          // As objects, so that no address is read as a list of addresses.
          to: to.map((each) => ({ name: '', address: each })),
          envelope: { from: address, to },
          subject: oneLine(subject),
          text: body,
          html: markdownToHtml(body),
          messageId,
          headers: { 'Auto-Submitted': 'auto-generated' },
          ...(signal && { signal }),
        });
        const rejected = sent.rejected?.map(String) ?? [];
        if (rejected.length > 0) return failedEffect(explainPartialRejection(rejected));
        return performed({ messageId });
      } catch (error) {
        return failedEffect(explainMailError(error));
      }
    },
    close() {
      open?.transport.close();
      open = null;
    },
  };
}

type Transport = ReturnType<typeof connect>;

function connect(settings: MailSettings, password: string | null) {
  const { host, port, security, user, ca, timeoutMs = 10_000, maxConnections = 3 } = settings;
  return createTransport({
    pool: true,
    maxConnections,
    // The chain retries, and records it.
    maxRequeues: 1,
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user !== undefined && password !== null && { auth: { user, pass: password } }),
    ...(ca !== undefined && { tls: { ca } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    // Nothing in a mail makes this process read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** A header is one line, and no mail server takes one of any length. */
function oneLine(subject: string): string {
  return subject
    .slice(0, longestSubject)
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
}

/** Each is exactly one address; `me` is left over where nobody knows who made the rule. */
function checkRecipients(to: readonly string[]): Result<null, string> {
  for (const recipient of to) {
    if (recipient === 'me') return failure('nobody knows whose address "me" is');
    if (!isOneAddress(recipient)) return failure('a recipient is not exactly one address');
  }
  return success(null);
}
