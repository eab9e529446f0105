import { type EffectFailure, effectFailure } from '../../chain/index.ts';

/** What nodemailer tells of a mail that could not be handed over. */
interface SmtpError {
  code?: string;
  responseCode?: number;
  /** The server's own words. */
  response?: string;
}

/** Why a mail was not sent, in the chain's terms: what the server said, or that it said nothing. */
export function explainMailError(error: unknown): EffectFailure {
  const { code, responseCode: status, response } = readError(error);
  if (status !== undefined && status >= 400 && status < 600) {
    if (code === 'EENVELOPE' && status >= 500) return effectFailure({ kind: 'rejected-recipient' }, response);
    if (!isAboutTls(code) || status < 500) return effectFailure({ kind: 'smtp', status }, response);
  }
  switch (code) {
    case 'ETIMEDOUT':
    case 'EABORT':
      return effectFailure({ kind: 'time-out' });
    case 'ETLS':
    case 'EREQUIRETLS':
      return {
        code: 'mail-not-secure',
        message: 'the mail server offers no secure connection',
        retryable: false,
      };
    case 'ENOAUTH':
    case 'ECONFIG':
    case 'EENVELOPE':
    case 'EMESSAGE':
      return {
        code: 'mail-refused',
        message: `the mail could not be handed over (${code})`,
        retryable: false,
      };
    default:
      return effectFailure({ kind: 'network' }, code);
  }
}

/** Some recipients were taken and some were not: trying again would mail the first ones twice. */
export function explainPartialRejection(rejected: readonly string[]): EffectFailure {
  const failure = effectFailure({ kind: 'rejected-recipient' }, rejected.join(', '));
  return { ...failure, message: `${failure.message}; the others were sent the mail` };
}

function isAboutTls(code: string | undefined): boolean {
  return code === 'ETLS' || code === 'EREQUIRETLS';
}

function readError(error: unknown): SmtpError {
  if (!(error instanceof Error)) return {};
  const code: unknown = Reflect.get(error, 'code');
  const responseCode: unknown = Reflect.get(error, 'responseCode');
  const response: unknown = Reflect.get(error, 'response');
  return {
    ...(typeof code === 'string' && /^[A-Z0-9_]{2,60}$/.test(code) && { code }),
    ...(typeof responseCode === 'number' && { responseCode }),
    ...(typeof response === 'string' && { response: response.replace(/[\p{Cc}\s]+/gu, ' ').slice(0, 300) }),
  };
}
