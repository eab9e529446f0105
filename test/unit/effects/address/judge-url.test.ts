import { describe, expect, test } from 'vitest';
import { judgeUrl } from '../../../../engine/effects/address/judge-url.ts';
import type { OutgoingRules } from '../../../../engine/effects/address/outgoing-rules.ts';

function verdict(url: string, rules: OutgoingRules = {}): string {
  const judged = judgeUrl(url, rules);
  return judged.ok ? 'fine' : judged.error.code;
}

describe('an address that may be called', () => {
  test('is a public name or address over https', () => {
    expect(verdict('https://hooks.slack.com/services/T/B/x')).toBe('fine');
    expect(verdict('https://8.8.8.8/')).toBe('fine');
    expect(verdict('https://[2606:4700:4700::1111]:8443/')).toBe('fine');
    expect(verdict('HTTPS://EXAMPLE.COM./')).toBe('fine');
    expect(verdict('https://bücher.example.com/')).toBe('fine');
  });

  test('tells its host and port as they will be connected to', () => {
    const judged = judgeUrl('https://Hooks.Example.COM.:8443/a?b#c', {});
    expect(judged.ok && [judged.value.host, judged.value.port, judged.value.isException]).toEqual([
      'hooks.example.com',
      8443,
      false,
    ]);
    const plain = judgeUrl('http://example.com/', { allowHttp: true });
    expect(plain.ok && plain.value.port).toBe(80);
    const secure = judgeUrl('https://example.com/', {});
    expect(secure.ok && secure.value.port).toBe(443);
  });
});

describe('an address that is refused', () => {
  test.each([
    ['', 'invalid-url'],
    ['example.com', 'invalid-url'],
    ['ftp://example.com/', 'invalid-url'],
    ['file:///etc/passwd', 'invalid-url'],
    ['javascript:alert(1)', 'invalid-url'],
    ['https://', 'invalid-url'],
    ['https://./', 'invalid-url'],
    ['https://../', 'invalid-url'],
    [`https://example.com/${'x'.repeat(8_192)}`, 'invalid-url'],
    ['https://127.0.0.1../', 'address-refused'],
    ['https://localhost../', 'address-refused'],
    ['https://1.2.3.4.5/', 'invalid-url'],
    ['http://example.com/', 'insecure-url'],
    ['https://user@example.com/', 'url-credentials'],
    ['https://user:pass@example.com/', 'url-credentials'],
    ['https://:pass@example.com/', 'url-credentials'],
    ['https://intranet/', 'address-refused'],
    ['https://printer.local/', 'address-refused'],
    ['https://db.internal/', 'address-refused'],
    ['https://metadata.google.internal/', 'address-refused'],
    ['https://app.localhost/', 'address-refused'],
    ['https://nas.home.arpa/', 'address-refused'],
  ])('%s is %s', (url, code) => {
    expect(verdict(url)).toBe(code);
  });

  test('is not named beyond its host, because its path may be a secret', () => {
    const judged = judgeUrl('http://example.com/services/T0/B0/canary?token=canary', {});
    expect(judged.ok ? '' : judged.error.message).toBe('example.com may only be called over https');
  });
});

describe('the hosts of a workspace', () => {
  test('are the only ones that may be called', () => {
    const rules = { hosts: ['hooks.slack.com', '*.example.com', 'api.other.com:8443'] };
    expect(verdict('https://hooks.slack.com/x', rules)).toBe('fine');
    expect(verdict('https://HOOKS.slack.com:9000/x', rules)).toBe('fine');
    expect(verdict('https://a.example.com/', rules)).toBe('fine');
    expect(verdict('https://a.b.example.com/', rules)).toBe('fine');
    expect(verdict('https://api.other.com:8443/', rules)).toBe('fine');
    expect(verdict('https://example.com/', rules)).toBe('host-not-allowed');
    expect(verdict('https://badexample.com/', rules)).toBe('host-not-allowed');
    expect(verdict('https://api.other.com/', rules)).toBe('host-not-allowed');
    expect(verdict('https://hooks.slack.com.evil.com/', rules)).toBe('host-not-allowed');
  });

  test('may be none', () => {
    expect(verdict('https://example.com/', { hosts: [] })).toBe('host-not-allowed');
  });

  test('make no inner address public', () => {
    expect(verdict('https://127.0.0.1/', { hosts: ['127.0.0.1'] })).toBe('address-refused');
    expect(verdict('https://localhost/', { hosts: ['localhost'] })).toBe('address-refused');
  });

  test('that are no hosts list nothing', () => {
    expect(verdict('https://example.com/', { hosts: ['https://example.com/', 'a b', ''] })).toBe(
      'host-not-allowed',
    );
  });
});

describe('an exception of the operator', () => {
  test('holds for exactly its host and port, without TLS and beside the list', () => {
    const rules = { hosts: [], allow: ['127.0.0.1:8080', '[::1]:8080', 'intranet.example:443'] };
    expect(verdict('http://127.0.0.1:8080/x', rules)).toBe('fine');
    expect(verdict('http://2130706433:8080/x', rules)).toBe('fine');
    expect(verdict('http://[::1]:8080/x', rules)).toBe('fine');
    expect(verdict('http://[0:0:0:0:0:0:0:1]:8080/x', rules)).toBe('fine');
    expect(verdict('https://intranet.example/x', rules)).toBe('fine');
    expect(verdict('http://127.0.0.1:8081/x', rules)).not.toBe('fine');
    expect(verdict('http://127.0.0.2:8080/x', rules)).not.toBe('fine');
    expect(verdict('http://intranet.example/x', rules)).not.toBe('fine');
    expect(verdict('http://localhost:8080/x', rules)).not.toBe('fine');
  });

  test('needs its port', () => {
    expect(verdict('http://127.0.0.1:8080/', { allow: ['127.0.0.1', '::1', '127.0.0.1:*'] })).not.toBe(
      'fine',
    );
  });

  test('still carries no password', () => {
    expect(verdict('http://u:p@127.0.0.1:8080/x', { allow: ['127.0.0.1:8080'] })).toBe('url-credentials');
  });
});

test('plain http can be allowed for public hosts, and makes no inner one public', () => {
  expect(verdict('http://example.com/', { allowHttp: true })).toBe('fine');
  expect(verdict('http://10.0.0.1/', { allowHttp: true })).toBe('address-refused');
});
