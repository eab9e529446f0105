import { describe, expect, it } from 'vitest';
import { createCatalog, findMember } from '../../../engine/catalog/index.ts';
import { creatorStanding } from '../../../engine/chain/index.ts';
import type { Member } from '../../../engine/model/index.ts';
import { catalog, ruleWith } from '../drivers/setting.ts';

const omar = findMember(catalog, 'm_omar_d') ?? expect.unreachable();
const rule = ruleWith({ createdBy: omar.id });

/** The standing of a rule whose creator is changed so. */
function standingOf(change: Partial<Member>) {
  const creator = { ...omar, ...change };
  const packs = catalog.packs.map((pack) => ({
    ...pack,
    directory: {
      ...pack.directory,
      members: pack.directory.members.map((member) => (member.id === omar.id ? creator : member)),
    },
  }));
  const { mayRun, mayTouch, note, creator: found } = creatorStanding(createCatalog(packs), rule, 'cards');
  expect(found).toEqual(creator);
  expect(note).toBeNull();
  return [mayRun, mayTouch];
}

describe('what a rule may do in the name of its creator', () => {
  it.each<[Partial<Member>, [boolean, boolean]]>([
    [{ role: 'owner', apps: [] }, [true, true]],
    [{ role: 'admin', apps: [] }, [true, true]],
    [{ role: 'manager', apps: ['cards'] }, [true, true]],
    [{ role: 'manager', apps: ['loans'] }, [true, false]],
    [{ role: 'operator', apps: ['cards'] }, [false, true]],
    [{ role: 'reader', apps: ['cards'] }, [false, true]],
    [{ role: 'owner', active: false }, [false, false]],
  ])('is decided by role, app and whether one is still there: %j', (change, standing) => {
    expect(standingOf(change)).toEqual(standing);
  });

  it('is not checked, and noted, where nobody knows the creator', () => {
    expect(creatorStanding(catalog, ruleWith({ createdBy: 'stranger' }), 'cards')).toEqual({
      creator: null,
      mayRun: true,
      mayTouch: true,
      note: 'creator "stranger" is not in the catalog; permissions were not checked',
    });
  });
});
