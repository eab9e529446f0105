/** What a workspace may call, as its operator set it. */
export interface OutgoingRules {
  /**
   * The only hosts that may be called: `hooks.slack.com`, `*.example.com` (any name below it, not itself),
   * `api.example.com:8443` for one port. Absent: every public host.
   */
  hosts?: readonly string[];
  /** Default false: only https. */
  allowHttp?: boolean;
  /**
   * Exceptions of the operator, exact: `127.0.0.1:8080`, `[::1]:8080`, `intranet.example:443`. What is listed may be
   * called although it is not public, without TLS, and without being in `hosts`.
   */
  allow?: readonly string[];
}

/** A host as rules and addresses are compared: as a URL writes it, without brackets or final dots. */
export function plainHost(hostname: string): string {
  return hostname
    .replace(/^\[|\]$/g, '')
    .replace(/(?<!\.)\.+$/, '')
    .toLowerCase();
}

/** Whether the operator made an exception for exactly this host and port. */
export function isException(rules: OutgoingRules, host: string, port: number): boolean {
  return (rules.allow ?? []).some((entry) => {
    const listed = splitEntry(entry);
    return listed !== null && listed.port === port && listed.host === host;
  });
}

export function isListedHost(rules: OutgoingRules, host: string, port: number): boolean {
  if (!rules.hosts) return true;
  return rules.hosts.some((entry) => {
    const isWild = entry.startsWith('*.');
    const listed = splitEntry(isWild ? entry.slice(2) : entry);
    if (!listed || (listed.port !== null && listed.port !== port)) return false;
    return isWild ? host.endsWith(`.${listed.host}`) : host === listed.host;
  });
}

/** Read by the same parser as addresses, so that both mean the same host. */
function splitEntry(entry: string): { host: string; port: number | null } | null {
  // An IPv6 address may be written without its brackets where no port follows.
  const text = /^[^[]*:[^\]]*:/.test(entry) ? `[${entry}]` : entry;
  if (/[/\\?#@\s]/.test(text) || !URL.canParse(`https://${text}`)) return null;
  // From the text, because a URL drops the port that its scheme has anyway.
  const port = /:(\d{1,5})$/.exec(text)?.[1];
  const { hostname } = new URL(`https://${text}`);
  return { host: plainHost(hostname), port: port === undefined ? null : Number(port) };
}
