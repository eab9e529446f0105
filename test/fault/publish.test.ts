import { describe, expect, it } from 'vitest';
import type { SyncError } from '../../engine/contract/index.ts';
import type { NetworkFault, PassingRequest } from '../servers/fault-proxy.ts';
import {
  edit,
  keep,
  liveRules,
  openSite,
  openStudio,
  refused,
  type Site,
  type Studio,
  sampleRule,
  ship,
  syncIn,
  value,
  versionsOf,
} from '../unit/sync/setting.ts';

const ids = ['r_1', 'r_2', 'r_3', 'r_4', 'r_5'];

/** Five new rules, two of them enabled, ready to be published. */
async function fiveRules(member = 'm_omar_d'): Promise<{ site: Site; studio: Studio }> {
  const site = await openSite();
  const studio = await openStudio(site, member);
  for (const [index, id] of ids.entries()) keep(studio, sampleRule(id, { enabled: index < 2 }));
  return { site, studio };
}

function expectAllLive(site: Site): void {
  expect(liveRules(site).map(({ id, version, enabled }) => ({ id, version, enabled }))).toEqual(
    ids.map((id, index) => ({ id, version: 1, enabled: index < 2 })),
  );
}

function isActivation({ method, path }: PassingRequest): boolean {
  return method === 'POST' && path.endsWith('/activate');
}
function isStaging({ method, path }: PassingRequest): boolean {
  return method === 'POST' && /releases\/[^/]+\/rules$/.test(path);
}
function isBeginning({ method, path }: PassingRequest): boolean {
  return method === 'POST' && path.endsWith('/releases');
}
const requests = { beginning: isBeginning, staging: isStaging, activation: isActivation };

/** Does this to the first such request only. */
function once(fault: NetworkFault, isMeant: (request: PassingRequest) => boolean) {
  let isDone = false;
  return (request: PassingRequest) => {
    if (isDone || !isMeant(request)) return null;
    isDone = true;
    return fault;
  };
}

describe.each(Object.entries(requests))('at the %s of a release', (_name, isMeant) => {
  const faults: NetworkFault[] = [
    'lost',
    'reply-lost',
    'duplicated',
    'reordered',
    'unavailable',
    'bad-gateway',
    'truncated',
  ];
  it.each(faults)('a request that is %s changes nothing about the outcome', async (fault) => {
    const { site, studio } = await fiveRules();
    site.proxy.meddle = once(fault, isMeant);
    const publication = value(await ship(studio));
    expect(publication.rules.map(({ state, version }) => ({ state, version }))).toEqual(
      ids.map(() => ({ state: 'live', version: 1 })),
    );
    expectAllLive(site);
    const plan = value(await studio.sync.plan({ workspace: 'prod', events: null }));
    expect(plan.items.map(({ kind }) => kind)).toEqual(ids.map(() => 'unchanged'));
  });

  it('an answer that does not come in time is asked for again', async () => {
    const site = await openSite();
    const studio = await openStudio(site, 'm_omar_d', { timeoutMs: 400 });
    for (const [index, id] of ids.entries()) keep(studio, sampleRule(id, { enabled: index < 2 }));
    site.proxy.meddle = once('slow', isMeant);
    value(await ship(studio));
    expectAllLive(site);
  });
});

describe('when one of five is refused', () => {
  it('nothing goes live, each refusal is listed, and the rest can be published once it is mended', async () => {
    const { site, studio } = await fiveRules();
    edit(studio, 'r_3', { actions: [{ id: 's1', type: 'fly_to_the_moon', params: {} }] });
    const error = refused(await ship(studio));
    expect(error).toMatchObject({ code: 'refused', message: expect.stringContaining('r_3') });
    expect(liveRules(site)).toEqual([]);
    const open = value(studio.sync.openPublication('prod'));
    expect(open?.rules.map(({ state }) => state)).toEqual(['staged', 'staged', 'failed', 'staged', 'staged']);
    expect(open?.rules[2]?.error).toContain('fly_to_the_moon');

    // Tried again, it is refused again: the plan is what it is.
    expect(refused(await studio.sync.resume({ workspace: 'prod' })).code).toBe('refused');
    expect(value(await studio.sync.abandon({ workspace: 'prod' }))).toMatchObject({ state: 'abandoned' });
    edit(studio, 'r_3', { actions: sampleRule('r_3').actions });
    value(await ship(studio));
    expectAllLive(site);
  });
});

describe('when two admins publish at once', () => {
  async function twoStudios(): Promise<{ site: Site; ana: Studio; ben: Studio }> {
    const { site, studio: ana } = await fiveRules();
    value(await ship(ana));
    const ben = await openStudio(site, 'm_amina_r');
    value(await ben.sync.pull({ workspace: 'prod' }));
    edit(ana, 'r_1', { name: 'By Ana' });
    edit(ben, 'r_1', { name: 'By Ben' });
    edit(ben, 'r_2', { name: 'By Ben, too' });
    return { site, ana, ben };
  }

  it('the later plan is refused, naming the other, and nothing of it is sent', async () => {
    const { site, ana, ben } = await twoStudios();
    const plan = value(await ben.sync.plan({ workspace: 'prod', events: null }));
    value(await ship(ana));
    site.proxy.seen.length = 0;
    expect(refused(await ben.sync.publish({ plan }))).toMatchObject({
      code: 'stale-plan',
      moved: [{ ruleId: 'r_1', name: 'By Ana', author: 'm_omar_d' }],
    });
    expect(site.proxy.seen.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(value(ben.sync.openPublication('prod'))).toBeNull();
  });

  it('a release that is overtaken between staging and activation goes live in no part', async () => {
    const { site, ana, ben } = await twoStudios();
    let isDone = false;
    site.proxy.meddle = async (request) => {
      if (!isDone && isActivation(request)) {
        isDone = true;
        value(await ship(ana));
      }
      return null;
    };
    const error = refused(await ship(ben));
    expect(error).toMatchObject({ code: 'refused', message: expect.stringContaining('m_omar_d changed') });
    expect(liveRules(site).map(({ name }) => name)).toEqual([
      'By Ana',
      'Rule r_2',
      'Rule r_3',
      'Rule r_4',
      'Rule r_5',
    ]);
    value(await ben.sync.abandon({ workspace: 'prod' }));
    const [first] = value(await ben.sync.plan({ workspace: 'prod', events: null })).items;
    expect(first).toMatchObject({
      kind: 'conflict',
      drift: { what: 'changed', author: 'm_omar_d', version: 2 },
      conflict: {
        reason: 'both-changed',
        fields: [{ at: 'name', base: 'Rule r_1', mine: 'By Ben', theirs: 'By Ana' }],
      },
    });
  });

  it('one of them may force it, and the history says so', async () => {
    const { site, ana, ben } = await twoStudios();
    value(await ship(ana));
    expect(refused(await ship(ben)).code).toBe('conflicts');
    value(await ship(ben, { force: ['r_1'], why: 'agreed by phone' }));
    expect(versionsOf(site, 'r_1')[0]).toMatchObject({
      version: 3,
      rule: { name: 'By Ben' },
      why: 'agreed by phone [r_1 forced over version 2 of m_omar_d]',
    });
  });
});

describe('when the remote rule was deleted', () => {
  it('a plan from before is refused, and a new one asks what to do', async () => {
    const { site, studio } = await fiveRules();
    value(await ship(studio));
    edit(studio, 'r_2', { name: 'Better' });
    const plan = value(await studio.sync.plan({ workspace: 'prod', events: null }));
    const token = site.service.token('m_amina_r');
    await site.service.request('DELETE', '/api/v1/rules/r_2', { token, headers: { 'if-match': '*' } });
    expect(refused(await studio.sync.publish({ plan }))).toMatchObject({
      code: 'stale-plan',
      moved: [{ ruleId: 'r_2', what: expect.stringContaining('deleted by m_amina_r') }],
    });
    const again = value(await studio.sync.plan({ workspace: 'prod', events: null }));
    expect(again.items.find(({ ruleId }) => ruleId === 'r_2')).toMatchObject({
      kind: 'conflict',
      conflict: { reason: 'deleted-there' },
      drift: { what: 'deleted', author: 'm_amina_r' },
    });
    value(await ship(studio, { force: ['r_2'] }));
    expect(versionsOf(site, 'r_2').map(({ change }) => change)).toEqual(['created', 'deleted', 'created']);
  });
});

describe('when the token stops to do', () => {
  /** Runs `change` when the third rule is about to be staged. */
  function atThirdRule(site: Site, change: () => void): void {
    let staged = 0;
    site.proxy.meddle = (request) => {
      if (isStaging(request) && ++staged === 3) change();
      return null;
    };
  }

  async function expectResumable(site: Site, studio: Studio, error: SyncError): Promise<void> {
    expect(liveRules(site)).toEqual([]);
    expect(error.publication).toBe(value(studio.sync.openPublication('prod'))?.id);
    expect(value(studio.sync.openPublication('prod'))?.rules.map(({ state }) => state)).toEqual([
      'staged',
      'staged',
      'waiting',
      'waiting',
      'waiting',
    ]);
    value(await studio.secrets.write('workspace-prod', site.service.token('m_omar_d')));
    value(await studio.sync.resume({ workspace: 'prod' }));
    expectAllLive(site);
  }

  it('because its scope was taken away: nothing is live, and a better token goes on', async () => {
    const { site, studio } = await fiveRules();
    const { database } = site.service.workspace;
    atThirdRule(site, () => {
      database.write(() => database.connection.prepare(`UPDATE tokens SET scopes = '["rules:read"]'`).run());
    });
    const error = refused(await ship(studio));
    expect(error).toMatchObject({ code: 'forbidden', message: expect.stringContaining('rules:write') });
    await expectResumable(site, studio, error);
  });

  it('because it has expired', async () => {
    const site = await openSite();
    const token = site.service.token('m_omar_d', { expiresAt: '2026-03-02T10:00:00.000Z' });
    const studio = await openStudio(site, 'm_omar_d', { token });
    for (const [index, id] of ids.entries()) keep(studio, sampleRule(id, { enabled: index < 2 }));
    atThirdRule(site, () => site.service.pass(3_600_000));
    const error = refused(await ship(studio));
    expect(error.code).toBe('unauthorized');
    await expectResumable(site, studio, error);
  });

  it('a manager publishes nothing for an app of others, though the rest would be allowed', async () => {
    const { site, studio } = await fiveRules('m_sara_k');
    edit(studio, 'r_4', { scope: { apps: ['cards', 'loans'] } });
    const error = refused(await ship(studio));
    expect(error).toMatchObject({ code: 'refused', message: expect.stringContaining('loans') });
    expect(liveRules(site)).toEqual([]);
    const open = value(studio.sync.openPublication('prod'));
    expect(open?.rules.map(({ state }) => state)).toEqual(['staged', 'staged', 'staged', 'failed', 'staged']);
  });
});

describe('offline for days', () => {
  const days = 5 * 24 * 3_600_000;

  it.each([
    ['with a release begun', 'staging', 'lost'],
    ['with the answer to its beginning lost', 'beginning', 'reply-lost'],
    ['with the answer to the activation lost', 'activation', 'reply-lost'],
  ] as const)('%s, a publication goes on where it was', async (_name, where, fault) => {
    const { site, studio } = await fiveRules();
    let isOffline = false;
    site.proxy.meddle = (request) => {
      if (isOffline) return 'lost';
      isOffline = requests[where](request);
      return isOffline ? fault : null;
    };
    expect(refused(await ship(studio)).code).toBe('unreachable');
    // Long enough for the service to have forgotten every key.
    site.service.pass(days);
    site.proxy.meddle = () => null;
    value(await studio.sync.resume({ workspace: 'prod' }));
    expectAllLive(site);
    expect(value(studio.sync.openPublication('prod'))).toBeNull();
  });

  it('a publication that went live unseen cannot be abandoned, and says so', async () => {
    const { site, studio } = await fiveRules();
    let isOffline = false;
    site.proxy.meddle = (request) => {
      if (isOffline) return 'lost';
      isOffline = isActivation(request);
      return isOffline ? 'reply-lost' : null;
    };
    expect(refused(await ship(studio)).remedy).toBe('resume-to-know');
    site.proxy.meddle = () => null;
    expect(refused(await studio.sync.abandon({ workspace: 'prod' })).message).toContain('is live already');
    expect(value(studio.sync.publications('prod'))).toMatchObject([{ state: 'live' }]);
    expectAllLive(site);
  });
});

describe('when the disk is full', () => {
  /** A journal whose writes fail from the given one on, as long as `isFull()`. */
  function withFullDisk(studio: Studio, from: number, isFull: () => boolean): Studio {
    const { store } = studio;
    let writes = 0;
    const full = {
      ok: false,
      error: { kind: 'failed', detail: 'database or disk is full (SQLITE_FULL)' },
    } as const;
    const guarded = {
      ...store,
      sync: {
        ...store.sync,
        beginPublication: (...args: Parameters<typeof store.sync.beginPublication>) =>
          ++writes >= from && isFull() ? full : store.sync.beginPublication(...args),
        putPublication: (...args: Parameters<typeof store.sync.putPublication>) =>
          ++writes >= from && isFull() ? full : store.sync.putPublication(...args),
      },
    };
    return { ...studio, ...syncIn(studio.folder, guarded) };
  }

  it('before the first request, nothing is sent', async () => {
    const { site, studio } = await fiveRules();
    const error = refused(await ship(withFullDisk(studio, 1, () => true)));
    expect(error).toMatchObject({ code: 'store', message: expect.stringContaining('SQLITE_FULL') });
    expect(site.proxy.seen.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it.each([2, 4, 7, 8])('at write %i of the journal, a resume finishes it', async (write) => {
    const { site, studio } = await fiveRules();
    let isFull = true;
    const hindered = withFullDisk(studio, write, () => isFull);
    expect(refused(await ship(hindered)).code).toBe('store');
    expect([0, ids.length]).toContain(liveRules(site).length);
    isFull = false;
    value(await hindered.sync.resume({ workspace: 'prod' }));
    expectAllLive(site);
  });
});
