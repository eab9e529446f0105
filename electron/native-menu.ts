import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuAction } from '../engine/contract/index.ts';

/** The native menu for these interface actions, in their order; a chosen entry calls back with its id. */
export function menuTemplate(
  actions: readonly MenuAction[],
  platform: string,
  onChosen: (id: string) => void,
): MenuItemConstructorOptions[] {
  const titles = [...new Set(actions.map((action) => action.menu))];
  const menus = titles.map((title): MenuItemConstructorOptions => {
    const entries = actions
      .filter((action) => action.menu === title)
      .map((action) => entry(action, onChosen));
    return {
      label: title,
      submenu: title === 'Edit' && platform === 'darwin' ? [...entries, ...textRoles] : entries,
    };
  });
  return platform === 'darwin' ? [{ role: 'appMenu' }, ...menus, { role: 'windowMenu' }] : menus;
}

/** On a Mac, text fields get cut, copy and paste only through menu roles. */
const textRoles: readonly MenuItemConstructorOptions[] = [
  { type: 'separator' },
  { role: 'cut' },
  { role: 'copy' },
  { role: 'paste' },
  { role: 'selectAll' },
];

function entry(action: MenuAction, onChosen: (id: string) => void): MenuItemConstructorOptions {
  return {
    id: action.id,
    label: action.label,
    enabled: action.enabled,
    ...(action.accelerator === null ? {} : { accelerator: action.accelerator, registerAccelerator: false }),
    click: () => onChosen(action.id),
  };
}

export function showMenu(template: MenuItemConstructorOptions[]): void {
  Menu.setApplicationMenu(template.length === 0 ? null : Menu.buildFromTemplate(template));
}
