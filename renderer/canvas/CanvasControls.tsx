import { Panel, useReactFlow, useStore } from '@xyflow/react';
import { ListTree, Maximize, Minus, Plus, Search, Wand2 } from 'lucide-react';
import { memo, type ReactElement, useEffect, useRef } from 'react';
import { findAction } from '../actions/all-actions.ts';
import { IconButton } from '../design/IconButton.tsx';
import { get, useStudio } from '../state/store.ts';
import { useViewports } from '../state/viewport.ts';
import styles from './Canvas.module.css';
import { useFit } from './use-fit.ts';

/** Zoom, fit and tidy, at the corner of the canvas. */
export const CanvasControls = memo(function CanvasControlsOf(): ReactElement {
  const { zoomIn, zoomOut, zoomTo } = useReactFlow();
  const fitRule = useFit(0.15);
  const zoom = useStore((state) => state.transform[2]);
  const tidy = findAction('edit.tidy');
  const find = findAction('edit.find');
  const outline = findAction('view.outline');
  const canTidy = useStudio(tidy.isEnabled);

  useAsked(zoomTo, fitRule);

  return (
    <Panel position="bottom-left" className={styles.controls}>
      <IconButton size="small" label="Zoom out" icon={<Minus size={15} />} onClick={() => void zoomOut()} />
      <button
        type="button"
        className={styles.zoom}
        aria-label={`Zoom ${Math.round(zoom * 100)} percent; reset to 100`}
        onClick={() => void zoomTo(1, { duration: 160 })}
      >
        {Math.round(zoom * 100)}%
      </button>
      <IconButton size="small" label="Zoom in" icon={<Plus size={15} />} onClick={() => void zoomIn()} />
      <IconButton
        size="small"
        label="Fit the rule"
        keys="1"
        icon={<Maximize size={15} />}
        onClick={() => fitRule()}
      />
      <IconButton
        size="small"
        label={tidy.label}
        keys={tidy.keys[0]}
        icon={<Wand2 size={15} />}
        disabled={!canTidy}
        onClick={() => tidy.run(get())}
      />
      {[find, outline].map((action) => (
        <IconButton
          key={action.id}
          size="small"
          label={action.label}
          keys={action.keys[0]}
          icon={action === find ? <Search size={15} /> : <ListTree size={15} />}
          onClick={() => action.run(get())}
        />
      ))}
    </Panel>
  );
});

/** Does what was asked for by an interface action while this canvas is shown. */
function useAsked(zoomTo: ReturnType<typeof useReactFlow>['zoomTo'], fitRule: () => void): void {
  const asked = useViewports((state) => state.asked);
  const done = useRef(asked);
  useEffect(() => {
    if (asked === null || asked === done.current) return;
    done.current = asked;
    if (asked.what === 'fit') fitRule();
    else void zoomTo(1, { duration: 160 });
  }, [asked, zoomTo, fitRule]);
}
