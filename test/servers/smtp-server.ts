import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { testCertificate } from './certificate.ts';
import type { Closable } from './closable.ts';
import { portOf } from './http-server.ts';

/** A mail as the server was given it. */
export interface ReceivedMail {
  /** MAIL FROM and RCPT TO: where it really goes. */
  envelope: { from: string; to: string[] };
  raw: string;
  /** What a mail program makes of it. */
  mail: Email;
  secure: boolean;
  user: string | null;
}

export interface TestSmtpOptions {
  /** Throws, or returns a failure `{ code, message }`, for a recipient it does not take. */
  recipient?: (address: string) => SmtpRefusal | null;
  /** The answer to the mail as a whole. */
  message?: (index: number) => SmtpRefusal | null;
  credentials?: { user: string; password: string };
  /** What is said to wrong credentials. */
  authRefusal?: string;
  tls?: 'starttls' | 'implicit' | 'none';
  /** Never greets. */
  silent?: boolean;
}

export interface SmtpRefusal {
  code: number;
  message: string;
}

export interface TestSmtpServer extends Closable {
  host: string;
  port: number;
  received: ReceivedMail[];
  /** Every RCPT TO that was asked for, taken or not. */
  recipientsAsked: string[];
  connections(): number;
}

/** A real SMTP server on loopback that keeps what it was given. */
export async function openSmtpServer(options: TestSmtpOptions = {}): Promise<TestSmtpServer> {
  const { tls = 'none', credentials } = options;
  const received: ReceivedMail[] = [];
  const recipientsAsked: string[] = [];
  let connections = 0;
  let messages = 0;
  const settings: SMTPServerOptions = {
    ...testCertificate,
    secure: tls === 'implicit',
    hideSTARTTLS: tls !== 'starttls',
    disabledCommands: tls === 'starttls' ? [] : ['STARTTLS'],
    authOptional: credentials === undefined,
    allowInsecureAuth: true,
    closeTimeout: 100,
    logger: false,
    onConnect(_session, done) {
      connections++;
      if (options.silent !== true) done();
    },
    onAuth(auth, _session, done) {
      const isRight = auth.username === credentials?.user && auth.password === credentials?.password;
      if (isRight) done(null, { user: auth.username });
      else done(refusal({ code: 535, message: options.authRefusal ?? 'Authentication failed' }));
    },
    onRcptTo({ address }, _session, done) {
      recipientsAsked.push(address);
      const refused = options.recipient?.(address) ?? null;
      done(refused ? refusal(refused) : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const refused = options.message?.(messages++) ?? null;
        if (refused) return done(refusal(refused));
        const raw = Buffer.concat(chunks);
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          envelope: {
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
          },
          raw: raw.toString('utf8'),
          mail: await PostalMime.parse(raw),
          secure: session.secure,
          user: session.user ?? null,
        });
        done();
      });
    },
  };
  const server = new SMTPServer(settings);
  server.on('error', () => {});
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    host: '127.0.0.1',
    port: portOf(server.server),
    received,
    recipientsAsked,
    connections: () => connections,
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

function refusal({ code, message }: SmtpRefusal): Error {
  return Object.assign(new Error(message), { responseCode: code });
}
