import type { ReactElement } from 'react';
import { Splitter } from '../design/Splitter.tsx';
import { type PanelSizes, panelLimits, usePanels } from '../state/panels.ts';

interface PanelEdgeProps {
  panel: keyof PanelSizes;
  edge: 'left' | 'right' | 'top';
  label: string;
}

/** The edge of a panel, to be dragged; where it was left is remembered. */
export function PanelEdge({ panel, edge, label }: PanelEdgeProps): ReactElement {
  const size = usePanels((sizes) => sizes[panel]);
  return (
    <Splitter
      label={label}
      edge={edge}
      size={size}
      {...panelLimits[panel]}
      onChange={(next) => usePanels.setState({ [panel]: next })}
    />
  );
}
