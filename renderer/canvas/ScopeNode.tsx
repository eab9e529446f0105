import type { NodeProps } from '@xyflow/react';
import { AppWindow } from 'lucide-react';
import type { ReactElement } from 'react';
import { appTitle } from '../../engine/catalog/index.ts';
import { Chip } from '../design/Chip.tsx';
import { classes } from '../design/classes.ts';
import { useNodeVerdict } from '../state/dry-run.ts';
import { useCatalog } from '../state/selectors.ts';
import { useDrawn } from './drawn-rule.ts';
import { NodeFrame } from './NodeFrame.tsx';
import { NodeMarks } from './NodeMarks.tsx';
import type { CanvasNode } from './node-data.ts';
import styles from './nodes.module.css';
import { Verdict } from './Verdict.tsx';

export function ScopeNode({ data, selected }: NodeProps<CanvasNode>): ReactElement | null {
  const apps = useDrawn((rule) => rule.scope.apps);
  const catalog = useCatalog();
  const verdict = useNodeVerdict('scope');
  if (!apps || !catalog) return null;
  return (
    <NodeFrame isSelected={selected}>
      <div className={classes(styles.card, styles.scope)}>
        <span className={styles.tile}>
          <AppWindow size={19} />
        </span>
        <span className={styles.body}>
          <span className={styles.eyebrow}>Only for</span>
          {apps.length === 0 ? (
            <>
              <span className={styles.title}>No app</span>
              <span className={styles.sub}>never fires until an app is ticked</span>
            </>
          ) : (
            <span className={styles.chips}>
              {apps.map((app) => (
                <Chip key={app} tone="scope">
                  {appTitle(catalog, app)}
                </Chip>
              ))}
            </span>
          )}
        </span>
        <span className={styles.marks}>
          <NodeMarks id="scope" problem={data.problem} />
          {verdict ? <Verdict verdict={verdict} /> : null}
        </span>
      </div>
    </NodeFrame>
  );
}
