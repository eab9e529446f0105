import type { FilterNode } from '../../model/index.ts';

/** A condition that was read, and the token after it. */
export interface Found {
  node: FilterNode;
  end: number;
}
