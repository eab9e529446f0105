import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder of the checkout or the installed package that a program is part of: the nearest one above it with a
 * manifest. The sources lie deeper in it than what is bundled from them.
 */
export function packageFolder(above: string): string {
  let folder = above;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
