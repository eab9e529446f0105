import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keep, openSite, openStudio, refused, sampleRule, ship, value } from './setting.ts';

describe('a workspace', () => {
  it('is kept once it has answered to the token, and the token as a secret only', async () => {
    const site = await openSite();
    const token = site.service.token('m_omar_d');
    const studio = await openStudio(site, 'm_omar_d', { token });
    expect(value(studio.sync.workspaces())).toEqual([
      { name: 'prod', url: site.proxy.address, addedAt: '2026-03-02T09:00:00.000Z' },
    ]);
    expect(value(await studio.sync.me('prod'))).toMatchObject({ role: 'owner', member: { id: 'm_omar_d' } });
    keep(studio, sampleRule('r_1'));
    value(await ship(studio));
    const secrets = join(studio.folder, 'secrets.json');
    expect(JSON.parse(readFileSync(secrets, 'utf8'))).toEqual({ 'workspace-prod': token });
    expect(statSync(secrets).mode & 0o777).toBe(0o600);
    for (const file of ['rulewright.sqlite', 'rulewright.sqlite-wal']) {
      expect(readFileSync(join(studio.folder, file)).includes(token)).toBe(false);
    }
  });

  it.each([
    ['a token that is none there', { token: 'rw_nobody' }, 'unauthorized'],
    ['a token of several lines', { token: 'one\ntwo' }, 'invalid-token'],
    ['an empty token', { token: ' ' }, 'invalid-token'],
    ['a name with a slash', { name: '../prod' }, 'invalid-name'],
    ['a name that is taken', { name: 'prod', url: 'https://rules.example' }, 'name-taken'],
    ['http on the network', { url: 'http://rules.example.com' }, 'invalid-url'],
    ['a host that only looks like this machine', { url: 'http://127.0.0.1.rules.example' }, 'invalid-url'],
    ['credentials in the address', { url: 'https://ana:secret@rules.example' }, 'invalid-url'],
    ['a query in the address', { url: 'https://rules.example/?a=b' }, 'invalid-url'],
    ['a file', { url: 'file:///etc/passwd' }, 'invalid-url'],
    ['no address', { url: 'production' }, 'invalid-url'],
    ['nobody at the address', { url: 'http://127.0.0.1:1' }, 'unreachable'],
  ])('is not added with %s', async (_name, wrong, code) => {
    const site = await openSite();
    const studio = await openStudio(site);
    const good = { name: 'staging', url: site.proxy.address, token: site.service.token('m_omar_d') };
    expect(refused(await studio.sync.addWorkspace({ ...good, ...wrong })).code).toBe(code);
    expect(value(studio.sync.workspaces())).toHaveLength(1);
    expect(value(await studio.secrets.names())).toEqual(['workspace-prod']);
  });

  it('is given another token where the old one ended, and keeps what was seen of it', async () => {
    const site = await openSite();
    const studio = await openStudio(site);
    keep(studio, sampleRule('r_1'));
    value(await ship(studio));
    const before = value(studio.sync.workspaces());
    const renewed = { name: 'prod', url: site.proxy.address, token: site.service.token('m_omar_d') };
    expect(value(await studio.sync.addWorkspace(renewed)).workspace).toEqual(before[0]);
    expect(value(studio.sync.workspaces())).toEqual(before);
    expect(value(await studio.sync.me('prod')).member.id).toBe('m_omar_d');
    expect(value(await studio.sync.plan({ workspace: 'prod' })).items.map(({ kind }) => kind)).toEqual([
      'unchanged',
    ]);
    expect(refused(await studio.sync.addWorkspace({ ...renewed, token: 'rw_nobody' })).code).toBe(
      'unauthorized',
    );
    expect(value(await studio.sync.me('prod')).member.id).toBe('m_omar_d');
  });

  it('is forgotten with its token, but not while a publication to it is open', async () => {
    const site = await openSite();
    const studio = await openStudio(site);
    keep(studio, sampleRule('r_1'));
    site.proxy.meddle = ({ method }) => (method === 'POST' ? 'lost' : null);
    const error = refused(await ship(studio));
    expect(error.code).toBe('unreachable');
    expect(refused(await studio.sync.removeWorkspace('prod'))).toMatchObject({
      code: 'open-publication',
      publication: error.publication,
    });
    expect(refused(await ship(studio)).code).toBe('open-publication');
    site.proxy.meddle = () => null;
    value(await studio.sync.abandon({ workspace: 'prod' }));
    value(await studio.sync.removeWorkspace('prod'));
    expect(value(studio.sync.workspaces())).toEqual([]);
    expect(value(await studio.secrets.names())).toEqual([]);
    expect(refused(await studio.sync.removeWorkspace('prod')).code).toBe('not-found');
  });

  it('whose token is gone says so before anything is asked', async () => {
    const site = await openSite();
    const studio = await openStudio(site);
    value(await studio.secrets.remove('workspace-prod'));
    site.proxy.seen.length = 0;
    expect(refused(await studio.sync.plan({ workspace: 'prod' })).code).toBe('no-token');
    expect(site.proxy.seen).toEqual([]);
  });

  it('can have a rule switched off at once, published or not', async () => {
    const site = await openSite();
    const studio = await openStudio(site);
    keep(studio, sampleRule('r_1', { enabled: true }));
    value(await ship(studio));
    value(await studio.sync.setEnabled({ workspace: 'prod', ruleId: 'r_1', enabled: false, why: 'storm' }));
    const [newest] = value(await studio.sync.history({ workspace: 'prod', ruleId: 'r_1' }));
    expect(newest).toMatchObject({ change: 'disabled', version: 2, why: 'storm', who: 'm_omar_d' });
    expect(value(await studio.sync.liveRules('prod'))).toMatchObject([{ id: 'r_1', enabled: false }]);
  });
});
