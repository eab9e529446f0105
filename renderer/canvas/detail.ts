import { useStore } from '@xyflow/react';

/** How much of a node is drawn: all of it, its name in large letters, or a plain box. */
export type Detail = 'all' | 'name' | 'box';

/** Smaller than this, what stands in a node cannot be read; smaller than the second, its name neither. */
const leastZoom = { all: 0.42, name: 0.2 };

export function detailAt(zoom: number): Detail {
  if (zoom >= leastZoom.all) return 'all';
  return zoom >= leastZoom.name ? 'name' : 'box';
}

/** The detail that nodes are drawn with now. */
export const useDetail = (): Detail => useStore((state) => detailAt(state.transform[2]));
