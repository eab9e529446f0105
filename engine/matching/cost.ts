import type { Leaf } from '../model/index.ts';

/** What looking at the items of a list costs more than looking at one of them: most lists are short. */
export const itemsCost = 8;

/** What comparing a leaf takes, in rough units of one comparison; only the order of parts in a group depends on it. */
export function costOf({ op, value }: Leaf): number {
  const isCompound = typeof value === 'object' && value !== null;
  switch (op) {
    case 'exists':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return 1;
    case 'eq':
    case 'neq':
      return isCompound ? 8 : 1;
    case 'in':
    case 'nin':
    case 'starts_with':
    case 'ends_with':
      return 2;
    case 'contains':
      return isCompound ? 16 : 4;
    case 'matches':
      return 200;
  }
}
