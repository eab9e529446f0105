import { join } from 'node:path';

/** Where things are in a data folder. */
export interface StorePlaces {
  fileName: string;
  file: string;
  snapshots: string;
  /** Data files that were found damaged, one folder each. */
  damaged: string;
}

export function storePlaces(folder: string): StorePlaces {
  const fileName = 'rulewright.sqlite';
  return {
    fileName,
    file: join(folder, fileName),
    snapshots: join(folder, 'snapshots'),
    damaged: join(folder, 'damaged'),
  };
}
