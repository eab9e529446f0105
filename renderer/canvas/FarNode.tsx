import type { NodeProps } from '@xyflow/react';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { ComponentType, ReactElement } from 'react';
import type { Severity } from '../../engine/model/index.ts';
import { outlineLine } from '../outline/outline-line.ts';
import { useNodeVerdict } from '../state/dry-run.ts';
import { useCatalog } from '../state/selectors.ts';
import { type Detail, useDetail } from './detail.ts';
import { useDrawn } from './drawn-rule.ts';
import styles from './FarNode.module.css';
import { NodeFrame } from './NodeFrame.tsx';
import type { CanvasNode } from './node-data.ts';
import { VerdictIcon } from './Verdict.tsx';

/** Canvas pixels: seen from afar they are a third of that. */
const iconSize = 34;

/** A node that is drawn whole from near, and as a `FarNode` from afar. */
export function nearOrFar(
  Near: ComponentType<NodeProps<CanvasNode>>,
): (props: NodeProps<CanvasNode>) => ReactElement {
  return (props) => {
    const detail = useDetail();
    return detail === 'all' ? <Near {...props} /> : <FarNode {...props} detail={detail} />;
  };
}

/** A node seen from afar: a box in the colour of its kind, its name while it can be read, its verdict and problems. */
function FarNode({ id, data, selected, detail }: NodeProps<CanvasNode> & { detail: Detail }): ReactElement {
  const catalog = useCatalog();
  const verdict = useNodeVerdict(id);
  const { kind, parent } = data.graph;
  const line = useDrawn((rule) => {
    if (!catalog || kind === 'end') return '';
    const node = 'node' in data.graph ? data.graph.node : null;
    const { text, isOff } = outlineLine(id, rule, catalog, node);
    return isOff ? `${text} (off)` : text;
  });
  const isColumn = parent === null;
  return (
    <NodeFrame
      isSelected={selected}
      hasInput={isColumn && kind !== 'trigger'}
      hasOutput={isColumn && kind !== 'end'}
    >
      <div className={styles.box} data-kind={kind} data-verdict={verdict ?? undefined} title={line}>
        {detail === 'name' ? <span className={styles.name}>{line}</span> : null}
        {verdict ? <VerdictIcon verdict={verdict} size={iconSize} /> : null}
        {data.problem ? <ProblemIcon severity={data.problem.severity} /> : null}
      </div>
    </NodeFrame>
  );
}

function ProblemIcon({ severity }: { severity: Severity }): ReactElement {
  const Icon = severity === 'error' ? CircleAlert : TriangleAlert;
  return <Icon size={iconSize} aria-label={severity} className={styles.problem} data-severity={severity} />;
}
