import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type MailSettings, mailPerformer } from '../../../../engine/effects/mail/perform-mail.ts';
import { fixedSecrets } from '../../../../engine/effects/secrets/secrets.ts';
import type { Effect, JsonObject } from '../../../../engine/model/index.ts';
import { testCertificate } from '../../../servers/certificate.ts';
import { portOf } from '../../../servers/http-server.ts';
import { startSmtpServer } from '../../../servers/index.ts';
import type { TestSmtpServer } from '../../../servers/smtp-server.ts';

function createMailer(
  server: Pick<TestSmtpServer, 'host' | 'port'>,
  more: Partial<MailSettings> = {},
  secrets: Record<string, string> = {},
) {
  const settings: MailSettings = {
    host: server.host,
    port: server.port,
    security: 'none',
    from: { name: 'Acme "Rules", Inc.', address: 'rules@acme.example' },
    timeoutMs: 5_000,
    ...more,
  };
  const mailer = mailPerformer(settings, fixedSecrets(secrets));
  onTestFinished(() => mailer.close());
  return (fields: JsonObject = {}, key = 'r_1:e_1:s1:0', signal?: AbortSignal) => {
    const effect: Effect = {
      kind: 'email.send',
      to: ['ana@acme.example'],
      subject: 'Fraud on a card',
      body: '# Fraud\n\nLook at **this**.\n',
      template: null,
      ...fields,
    };
    return mailer.perform(effect, { key, ...(signal && { signal }) });
  };
}

describe('a mail', () => {
  test('arrives with its text, its HTML and its recipients', async () => {
    const server = await startSmtpServer();
    const send = createMailer(server);
    const sent = await send({ to: ['ana@acme.example', 'bo+x@acme.example'] });
    expect(sent).toEqual({
      ok: true,
      value: { output: { messageId: expect.stringMatching(/^<[0-9a-f]{40}@acme\.example>$/) }, raised: [] },
    });
    expect(server.received).toHaveLength(1);
    const [{ envelope, mail, raw } = { envelope: null, mail: null, raw: '' }] = server.received;
    expect(envelope).toEqual({ from: 'rules@acme.example', to: ['ana@acme.example', 'bo+x@acme.example'] });
    expect(mail?.from).toEqual({ name: 'Acme "Rules", Inc.', address: 'rules@acme.example' });
    expect(mail?.to?.map((each) => each.address)).toEqual(['ana@acme.example', 'bo+x@acme.example']);
    expect(mail?.subject).toBe('Fraud on a card');
    expect(mail?.text?.trim()).toBe('# Fraud\n\nLook at **this**.');
    expect(mail?.html).toContain('<h1>Fraud</h1>\n<p>Look at <strong>this</strong>.</p>');
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  });

  test('has the same id each time it is tried, and another for another effect', async () => {
    const server = await startSmtpServer();
    const send = createMailer(server);
    await send({});
    await send({});
    await send({}, 'r_1:e_2:s1:0');
    const ids = server.received.map(({ mail }) => mail.messageId);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
    expect(new Set(ids).size).toBe(2);
  });

  test('has a subject of one line that servers take, whatever data made of it', async () => {
    const server = await startSmtpServer();
    const send = createMailer(server);
    for (const subject of ['x'.repeat(5_000), `${'x'.repeat(899)}😀`, '\ud800', ' a\u0000\tb ']) {
      expect(await send({ subject }, subject)).toMatchObject({ ok: true });
    }
    expect(server.received.map(({ mail }) => mail.subject?.length)).toEqual([900, 900, 1, 3]);
  });

  test('goes through one connection with the next', async () => {
    const server = await startSmtpServer();
    const send = createMailer(server);
    for (const key of ['a', 'b', 'c']) await send({}, key);
    expect([server.received.length, server.connections()]).toEqual([3, 1]);
  });
});

describe('a connection', () => {
  test('is made secure before anything is said', async () => {
    const server = await startSmtpServer({
      tls: 'starttls',
      credentials: { user: 'rules', password: 'pa55' },
    });
    const settings = {
      security: 'starttls',
      user: 'rules',
      password: 'secret:smtp',
      ca: testCertificate.cert,
    } as const;
    expect(await createMailer(server, settings, { smtp: 'pa55' })()).toMatchObject({ ok: true });
    expect(server.received[0]).toMatchObject({ secure: true, user: 'rules' });
  });

  test('is secure from its first byte where it is set so', async () => {
    const server = await startSmtpServer({ tls: 'implicit' });
    const send = createMailer(server, { security: 'tls', ca: testCertificate.cert });
    expect(await send()).toMatchObject({ ok: true });
    expect(server.received[0]?.secure).toBe(true);
  });

  test('to a server that nobody vouches for is none', async () => {
    const server = await startSmtpServer({ tls: 'starttls' });
    const send = createMailer(server, { security: 'starttls' });
    expect(await send()).toMatchObject({ ok: false });
    expect(server.received).toEqual([]);
  });

  test('that cannot be made secure is not used', async () => {
    const server = await startSmtpServer({ tls: 'none' });
    const send = createMailer(server, { security: 'starttls' });
    expect(await send()).toEqual({
      ok: false,
      error: {
        code: 'mail-not-secure',
        message: 'the mail server offers no secure connection',
        retryable: false,
      },
    });
    expect(server.recipientsAsked).toEqual([]);
  });

  test('with a wrong password fails without trying again, and a new password is used at once', async () => {
    const server = await startSmtpServer({ credentials: { user: 'rules', password: 'new' } });
    const secrets: Record<string, string> = { smtp: 'old' };
    const send = createMailer(server, { user: 'rules', password: 'secret:smtp' }, secrets);
    expect(await send()).toMatchObject({ ok: false, error: { code: 'smtp-535', retryable: false } });
    secrets.smtp = 'new';
    expect(await send()).toMatchObject({ ok: true });
    delete secrets.smtp;
    expect(await send()).toMatchObject({ ok: false, error: { code: 'unknown-secret' } });
  });
});

describe('a recipient', () => {
  test.each([
    'ana@acme.example,eve@evil.example',
    'ana@acme.example, eve@evil.example',
    'ana@acme.example;eve@evil.example',
    'ana@acme.example eve@evil.example',
    'ana@acme.example\r\nRCPT TO:<eve@evil.example>',
    'ana@acme.example\nBcc: eve@evil.example',
    'ana@acme.example\r',
    'ana@acme.example>\r\nRCPT TO:<eve@evil.example',
    'ana@acme.example\u0000',
    'ana@acme.example\u2028Bcc: eve@evil.example',
    '<ana@acme.example>',
    '<ana@acme.example>,<eve@evil.example>',
    'Ana <ana@acme.example>',
    '"ana@acme.example" <eve@evil.example>',
    'ana@acme.example <eve@evil.example>',
    'Team: ana@acme.example, eve@evil.example;',
    'undisclosed-recipients:;',
    'ana@acme.example (eve@evil.example)',
    'ana(x)@acme.example',
    '"ana@evil.example"@acme.example',
    '"ana b"@acme.example',
    'ana@acme.example@evil.example',
    '@evil.example:ana@acme.example',
    'ana@[127.0.0.1]',
    'ana@localhost',
    'ana@-acme.example',
    'ana@acme..example',
    'ana',
    '@acme.example',
    'ana@',
    '',
    ' ana@acme.example',
    'ana@acme.example ',
    '\tana@acme.example',
    'mailto:ana@acme.example',
    'ana\\@acme.example',
    `${'a'.repeat(65)}@acme.example`,
    `ana@${'a.'.repeat(130)}example`,
    'me',
  ])('that is not exactly one address is not told to the server: %j', async (recipient) => {
    const server = await startSmtpServer();
    const send = createMailer(server);
    for (const to of [[recipient], ['ana@acme.example', recipient]]) {
      expect(await send({ to })).toMatchObject({
        ok: false,
        error: { code: 'invalid-recipient', retryable: false },
      });
    }
    expect([server.recipientsAsked, server.connections()]).toEqual([[], 0]);
  });

  test.each<JsonObject>([
    { to: [] },
    { to: 'ana@acme.example' },
    { to: [{ address: 'ana@acme.example' }] },
    { to: Array.from({ length: 101 }, (_, index) => `a${index}@acme.example`) },
    { subject: null },
    { body: { path: '/etc/passwd' } },
  ])('list, subject or body of another shape is no mail: %j', async (fields) => {
    const server = await startSmtpServer();
    expect(await createMailer(server)(fields)).toMatchObject({
      ok: false,
      error: { code: 'invalid-effect' },
    });
    expect(server.connections()).toBe(0);
  });

  test.each([
    ['subject', 'Hello\r\nBcc: eve@evil.example'],
    ['subject', 'Hello\nTo: eve@evil.example\n\n<b>body</b>'],
    ['subject', 'Hello\r\n\r\nDATA\r\n.\r\nRCPT TO:<eve@evil.example>'],
    ['subject', '=?utf-8?Q?Hello=0D=0ABcc:_eve@evil.example?='],
    ['subject', 'Hello\u2028Bcc: eve@evil.example'],
    ['body', 'Hello\r\n.\r\nMAIL FROM:<eve@evil.example>\r\nRCPT TO:<eve@evil.example>\r\nDATA\r\n'],
    ['body', '\r\nBcc: eve@evil.example\r\n\r\n'],
    ['body', 'a\n.\nb\r.\rc\n.\r\nd'],
    ['body', 'Content-Type: text/html\n\n--boundary\nBcc: eve@evil.example'],
    ['cc', ['eve@evil.example']],
    ['bcc', ['eve@evil.example']],
    ['headers', { bcc: 'eve@evil.example' }],
    ['envelope', { to: ['eve@evil.example'] }],
    ['attachments', [{ path: '/etc/passwd' }]],
    ['html', { path: '/etc/passwd' }],
    ['raw', 'To: eve@evil.example\r\n\r\nx'],
    ['from', 'eve@evil.example'],
    ['replyTo', 'eve@evil.example'],
  ])('is never added by data in %s: %j', async (field, value) => {
    const server = await startSmtpServer();
    expect(await createMailer(server)({ [field]: value })).toMatchObject({ ok: true });
    expect(server.recipientsAsked).toEqual(['ana@acme.example']);
    expect(server.received).toHaveLength(1);
    const [received] = server.received;
    expect(received?.envelope).toEqual({ from: 'rules@acme.example', to: ['ana@acme.example'] });
    expect(received?.mail.to?.map(({ address }) => address)).toEqual(['ana@acme.example']);
    expect(received?.mail.cc ?? []).toEqual([]);
    expect(received?.mail.bcc ?? []).toEqual([]);
    expect(received?.mail.replyTo ?? []).toEqual([]);
    expect(received?.mail.attachments).toEqual([]);
    expect(received?.mail.headers.map(({ key }) => key).sort()).toEqual([
      'auto-submitted',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'subject',
      'to',
    ]);
  });
});

describe('a mail that is not taken', () => {
  test.each([
    [421, 'smtp-421', true],
    [450, 'smtp-450', true],
    [452, 'smtp-452', true],
    [550, 'smtp-550', false],
    [554, 'smtp-554', false],
  ])('with %i is %s', async (code, failure, retryable) => {
    const server = await startSmtpServer({ message: () => ({ code, message: 'Not so' }) });
    expect(await createMailer(server)()).toEqual({
      ok: false,
      error: { code: failure, message: `the mail server answered ${code}: ${code} Not so`, retryable },
    });
  });

  test('for its only recipient says so, and can be tried again when the server says later', async () => {
    const never = await startSmtpServer({ recipient: () => ({ code: 550, message: 'No such person' }) });
    expect(await createMailer(never)()).toEqual({
      ok: false,
      error: {
        code: 'rejected-recipient',
        message: 'the mail server does not take a recipient: 550 No such person',
        retryable: false,
      },
    });
    const later = await startSmtpServer({ recipient: () => ({ code: 451, message: 'Greylisted' }) });
    expect(await createMailer(later)()).toMatchObject({ error: { code: 'smtp-451', retryable: true } });
  });

  test('for one recipient of two is not tried again, since the other has it', async () => {
    const server = await startSmtpServer({
      recipient: (address) => (address.startsWith('bo') ? { code: 451, message: 'Later' } : null),
    });
    expect(await createMailer(server)({ to: ['ana@acme.example', 'bo@acme.example'] })).toEqual({
      ok: false,
      error: {
        code: 'rejected-recipient',
        message: 'the mail server does not take a recipient: bo@acme.example; the others were sent the mail',
        retryable: false,
      },
    });
    expect(server.received[0]?.envelope.to).toEqual(['ana@acme.example']);
  });

  test('by a server that says nothing runs out of time', async () => {
    const server = await startSmtpServer({ silent: true });
    expect(await createMailer(server, { timeoutMs: 200 })()).toEqual({
      ok: false,
      error: { code: 'time-out', message: 'there was no answer in time', retryable: true },
    });
  });

  test('by a server that is not there, or hangs up, is a failure of the network', async () => {
    const gone = createMailer({ host: '127.0.0.1', port: 1 });
    expect(await gone()).toMatchObject({ error: { code: 'network', retryable: true } });
    const rude = createServer((socket) => socket.resetAndDestroy());
    await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void rude.close());
    const hungUp = createMailer({ host: '127.0.0.1', port: portOf(rude) });
    expect(await hungUp()).toMatchObject({ error: { code: 'network', retryable: true } });
  });

  test('ends when nobody waits for it any longer', async () => {
    const server = await startSmtpServer({ silent: true });
    const stop = new AbortController();
    const sending = createMailer(server)({}, 'k', stop.signal);
    while (server.connections() === 0) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    expect(await sending).toMatchObject({ error: { code: 'time-out', retryable: true } });
  });
});
