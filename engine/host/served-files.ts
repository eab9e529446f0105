import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The plain files under a folder, by URL path (`/assets/index.js`) → file path. Only what is in this map is
 * ever served, so no spelling of a path can leave the folder. Symbolic links and dot files are left out; a
 * missing folder has no files.
 */
export function listServedFiles(root: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const visit = (folder: string, prefix: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path, `${prefix}${entry.name}/`);
      else if (entry.isFile()) files.set(`${prefix}${entry.name}`, path);
    }
  };
  try {
    visit(root, '/');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  return files;
}
