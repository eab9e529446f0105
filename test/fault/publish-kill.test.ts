import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  keep,
  liveRules,
  openSite,
  openStudio,
  refused,
  type Site,
  type Studio,
  sampleRule,
  value,
  versionsOf,
} from '../unit/sync/setting.ts';

const ids = ['r_1', 'r_2', 'r_3'];
const child = join(import.meta.dirname, 'publishing-child.ts');

async function planned(
  change: Record<string, unknown> = {},
): Promise<{ site: Site; studio: Studio; planFile: string }> {
  const site = await openSite();
  const studio = await openStudio(site);
  for (const id of ids) keep(studio, sampleRule(id, { enabled: true, ...change }));
  const plan = value(await studio.sync.plan({ workspace: 'prod', events: null }));
  const planFile = join(studio.folder, 'release.plan.json');
  writeFileSync(planFile, JSON.stringify(plan));
  return { site, studio, planFile };
}

function expectAllLive(site: Site): void {
  expect(liveRules(site).map(({ id, version, enabled }) => ({ id, version, enabled }))).toEqual(
    ids.map((id) => ({ id, version: 1, enabled: true })),
  );
}

/** What a publish asks, in order: the rules it checks, the release, three rules, the activation. */
const requests = 6;
const kills = Array.from({ length: requests }, (_, index) => [
  { index, when: 'before' as const },
  { index, when: 'after' as const },
]).flat();

it.each(kills)(
  'killed $when request $index, all of it is live or none, and a resume finishes it',
  async ({ index, when }) => {
    const { site, studio, planFile } = await planned();
    site.proxy.seen.length = 0;
    const publishing = spawn(process.execPath, [child, studio.folder, planFile], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const ended = once(publishing, 'exit');
    const kill = async () => {
      publishing.kill('SIGKILL');
      await ended;
    };
    site.proxy.meddle = async (request) => {
      if (when === 'after' || request.index !== index) return null;
      await kill();
      return 'lost';
    };
    site.proxy.answered = async (request) => {
      if (when === 'after' && request.index === index) await kill();
    };
    const [, signal] = await ended;
    expect(signal).toBe('SIGKILL');
    const isLive = index === requests - 1 && when === 'after';
    expect(liveRules(site).map(({ id }) => id)).toEqual(isLive ? ids : []);

    site.proxy.meddle = () => null;
    site.proxy.answered = () => {};
    const open = value(studio.sync.openPublication('prod'));
    if (index === 0) {
      // Killed before it had begun anything: there is nothing to go on with.
      expect(open).toBeNull();
      expect(refused(await studio.sync.resume({ workspace: 'prod' })).code).toBe('not-found');
      return;
    }
    expect(open).toMatchObject({ state: 'open', rules: ids.map((ruleId) => ({ ruleId })) });
    value(await studio.sync.resume({ workspace: 'prod' }));
    expectAllLive(site);
    for (const id of ids) expect(versionsOf(site, id)).toHaveLength(1);
    expect(value(studio.sync.openPublication('prod'))).toBeNull();
  },
);

it('killed between staging and activation, it can be abandoned: nothing of it was ever live', async () => {
  const { site, studio, planFile } = await planned();
  const publishing = spawn(process.execPath, [child, studio.folder, planFile], { stdio: 'ignore' });
  const ended = once(publishing, 'exit');
  site.proxy.meddle = async ({ path }) => {
    if (!path.endsWith('/activate')) return null;
    publishing.kill('SIGKILL');
    await ended;
    return 'lost';
  };
  await ended;
  site.proxy.meddle = () => null;
  const abandoned = value(await studio.sync.abandon({ workspace: 'prod' }));
  expect(abandoned.state).toBe('abandoned');
  expect(value(site.service.workspace.releases.get(abandoned.releaseId ?? ''))).toMatchObject({
    state: 'abandoned',
  });
  expect(liveRules(site)).toEqual([]);
  expect(versionsOfNone(site)).toEqual([]);
});

function versionsOfNone({ service }: Site): string[] {
  return ids.filter((id) => service.workspace.rules.history(id, { cursor: undefined, limit: 1 }).ok);
}

it.skipIf(process.platform === 'win32')(
  'a disk that is full when the journal is begun: nothing is sent, and the folder stays whole',
  async () => {
    const note = 'x'.repeat(3_900);
    const actions = Array.from({ length: 100 }, (_, step) => ({
      id: `s${step + 1}`,
      type: 'tag_session',
      params: { tags: ['fraud'] },
      note,
    }));
    const { site, studio, planFile } = await planned({ actions });
    site.proxy.seen.length = 0;
    // No file of the child may grow beyond 512 KiB; its journal would have to.
    const limited = spawn(
      'bash',
      ['-c', 'ulimit -f 512; exec "$0" "$@"', process.execPath, child, studio.folder, planFile],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let output = '';
    limited.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    await once(limited, 'close');
    expect(JSON.parse(output)).toMatchObject({ code: 'store' });
    expect(site.proxy.seen.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(value(studio.sync.openPublication('prod'))).toBeNull();
    const plan = value(await studio.sync.plan({ workspace: 'prod', events: null }));
    value(await studio.sync.publish({ plan }));
    expectAllLive(site);
  },
);
