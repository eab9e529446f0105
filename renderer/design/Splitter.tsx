import { type KeyboardEvent, type PointerEvent, type ReactElement, useRef } from 'react';
import styles from './Splitter.module.css';

interface SplitterProps {
  /** Names what it makes wider or higher. */
  label: string;
  /** The edge of its panel that it stands at. */
  edge: 'left' | 'right' | 'top';
  /** Pixels; null: as the panel is by itself. */
  size: number | null;
  min: number;
  max: number;
  /** Null: back to what the panel is by itself. */
  onChange(size: number | null): void;
}

const stepPixels = 16;

/** Drags an edge of the panel it stands in; the arrow keys move it too, and a double click sets it back. */
export function Splitter({ label, edge, size, min, max, onChange }: SplitterProps): ReactElement {
  const start = useRef<{ at: number; size: number } | null>(null);
  const isUpright = edge !== 'top';
  const clamp = (wanted: number) => Math.round(Math.min(max, Math.max(min, wanted)));
  const grows = edge === 'right' ? 1 : -1;
  const measure = (target: HTMLElement): number => {
    const box = target.parentElement?.getBoundingClientRect();
    return (isUpright ? box?.width : box?.height) ?? min;
  };

  function begin(event: PointerEvent<HTMLElement>): void {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = {
      at: isUpright ? event.clientX : event.clientY,
      size: measure(event.currentTarget),
    };
  }
  function drag(event: PointerEvent<HTMLElement>): void {
    if (!start.current) return;
    const moved = (isUpright ? event.clientX : event.clientY) - start.current.at;
    onChange(clamp(start.current.size + moved * grows));
  }
  function press(event: KeyboardEvent<HTMLElement>): void {
    const moves: Readonly<Record<string, number>> = isUpright
      ? { ArrowLeft: -stepPixels, ArrowRight: stepPixels }
      : { ArrowUp: -stepPixels, ArrowDown: stepPixels };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(clamp(measure(event.currentTarget) + move * grows));
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line cannot be dragged
    <div
      className={styles.splitter}
      data-edge={edge}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={isUpright ? 'vertical' : 'horizontal'}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={size ?? min}
      aria-valuetext={size === null ? 'as it is by itself' : `${size} pixels`}
      onPointerDown={begin}
      onPointerMove={drag}
      onPointerUp={() => {
        start.current = null;
      }}
      onPointerCancel={() => {
        start.current = null;
      }}
      onDoubleClick={() => onChange(null)}
      onKeyDown={press}
    />
  );
}
