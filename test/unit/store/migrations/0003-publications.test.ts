import { expect, it } from 'vitest';
import type { Publication } from '../../../../engine/contract/index.ts';
import { granted, openIn, temporaryFolder } from '../setting.ts';

const at = '2026-03-02T09:00:00.000Z';

function publicationNamed(id: string): Publication {
  return {
    id,
    workspace: 'prod',
    state: 'open',
    startedAt: at,
    settledAt: null,
    keys: { create: `${id}-create`, activate: `${id}-activate` },
    releaseId: null,
    rules: [],
    plan: {
      planVersion: 1,
      workspace: 'prod',
      url: 'https://rules.example',
      tenant: 'acme-bank',
      title: 'Acme Bank',
      madeAt: at,
      why: '',
      items: [],
      remote: [],
      outside: [],
      onlyThere: [],
      warnings: [],
      apps: [],
      impact: null,
      notes: [],
      activation: 'Publishing enables nothing.',
    },
    error: null,
  };
}

it('a workspace has one open publication at most, also between two programs', async () => {
  const folder = temporaryFolder();
  const [one, other] = [await openIn(folder), await openIn(folder)];
  granted(one.sync.addWorkspace({ name: 'prod', url: 'https://rules.example', addedAt: at }));
  const first = publicationNamed('pub_1');
  granted(one.sync.beginPublication(first));
  expect(other.sync.beginPublication(publicationNamed('pub_2'))).toEqual({
    ok: false,
    error: { kind: 'id-taken', id: 'pub_1' },
  });
  expect(granted(other.sync.openPublication('prod'))).toEqual(first);
  granted(other.sync.putPublication({ ...first, state: 'abandoned', settledAt: at }));
  expect(granted(one.sync.openPublication('prod'))).toBeNull();
  granted(one.sync.beginPublication(publicationNamed('pub_2')));
  expect(granted(one.sync.publications('prod', 10)).map(({ id }) => id)).toEqual(['pub_2', 'pub_1']);
});
