import { type ReactElement, useEffect, useState } from 'react';
import { showReplay } from '../state/replay.ts';
import { takeFiles } from '../state/replay-uploads.ts';
import { get } from '../state/store.ts';
import styles from './Replay.module.css';

/** Takes recordings that are dropped anywhere on the window; a browser would leave the studio for such a file. */
export function FileDrop(): ReactElement | null {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const over = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(false);
      if (get().mode !== 'replay') showReplay();
      void takeFiles([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  if (!isOver) return null;
  return (
    <div className={styles.dropping}>
      <span>Drop to add the recording</span>
    </div>
  );
}
