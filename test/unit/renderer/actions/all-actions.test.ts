import { describe, expect, it } from 'vitest';
import { allActions, findAction } from '../../../../renderer/actions/all-actions.ts';
import { actionGroups } from '../../../../renderer/actions/interface-action.ts';
import { initialState, type Mode } from '../../../../renderer/state/studio-state.ts';

/** The keys that the design promises, by what they do. */
const promised: Readonly<Record<string, readonly string[]>> = {
  'node.add': ['N'],
  'node.open': ['Enter'],
  'rule.rename': ['F2'],
  'node.disable': ['D'],
  'node.delete': ['Delete'],
  'node.duplicate': ['Mod+D'],
  'node.copy': ['Mod+C'],
  'node.cut': ['Mod+X'],
  'node.paste': ['Mod+V'],
  'edit.undo': ['Mod+Z'],
  'edit.redo': ['Mod+Shift+Z', 'Mod+Y'],
  'edit.select-all': ['Mod+A'],
  'node.previous': ['ArrowUp'],
  'node.next': ['ArrowDown'],
  'node.leave': ['ArrowLeft'],
  'node.enter': ['ArrowRight'],
  'node.move-up': ['Alt+ArrowUp'],
  'node.move-down': ['Alt+ArrowDown'],
  'edit.tidy': ['Alt+Shift+T'],
  'view.zoom-reset': ['0'],
  'view.fit': ['1'],
  'edit.find': ['Mod+F'],
  'help.palette': ['Mod+K'],
  'view.dry-run': ['Mod+Enter', 'Alt+2'],
  'dry-run.step': ['F10'],
  'dry-run.back': ['F11'],
  'node.breakpoint': ['F9'],
  'dry-run.end': ['F8'],
  'rule.save-version': ['Mod+S'],
  'view.author': ['Alt+1'],
  'view.replay': ['Alt+3'],
  'view.publish': ['Alt+4'],
  'view.problems': ['Alt+P'],
  'help.keys': ['?'],
};

/** What browsers keep for themselves, or do something else with. */
const browsersOwn = ['Mod+N', 'Mod+T', 'Mod+W', 'Mod+L', 'Mod+R', 'F5', 'F12', 'Alt+D', 'Alt+F'];

describe('the interface actions', () => {
  it.each(Object.entries(promised))('%s is on %o', (id, keys) => {
    expect(findAction(id).keys).toEqual(expect.arrayContaining([...keys]));
  });

  it('have each key once', () => {
    const keys = allActions.flatMap((action) => action.keys);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('use no key that a browser keeps for itself', () => {
    const keys = allActions.flatMap((action) => action.keys);
    expect(keys.filter((key) => browsersOwn.includes(key))).toEqual([]);
  });

  it('have an id and a name of their own, and stand in a group that is shown', () => {
    const ids = allActions.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const names = allActions.map(({ group, label }) => `${group}: ${label}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    for (const { group } of allActions) expect(actionGroups).toContain(group);
  });

  it('offer canvas, code or both only where the stage shows a rule that is edited or tried', () => {
    const offered = (mode: Mode) =>
      ['view.visual', 'view.code', 'view.split'].map((id) =>
        findAction(id).isEnabled({ ...initialState, mode }),
      );
    for (const mode of ['author', 'dry-run'] as const) expect(offered(mode)).toEqual([true, true, true]);
    for (const mode of ['replay', 'publish', 'history', 'settings'] as const)
      expect(offered(mode)).toEqual([false, false, false]);
  });

  it('are not found by a name that none has', () => {
    expect(() => findAction('rule.sing')).toThrow('there is no interface action "rule.sing"');
  });
});
