import { useReactFlow } from '@xyflow/react';
import { type DragEvent, useState } from 'react';
import {
  type DropTarget,
  dropNodes,
  findFilterPlace,
  findStepPlace,
  type Point,
} from '../../engine/editing/index.ts';
import { describeIssue } from '../../engine/model/index.ts';
import { toast } from '../design/toast.ts';
import { applyEdit } from '../state/document.ts';
import { presentOf, shownGraphOf } from '../state/selectors.ts';
import { get } from '../state/store.ts';
import { carriedKind } from '../words/carry.ts';

interface DropIn {
  /** Where what is carried over the canvas would go. */
  target: DropTarget | null;
  handleDragOver(event: DragEvent): void;
  handleDragLeave(event: DragEvent): void;
  handleDrop(event: DragEvent): void;
}

/** New conditions and actions, carried from the list of them onto the canvas. */
export function useDropIn(onAdded: () => void): DropIn {
  const { screenToFlowPosition } = useReactFlow();
  const [target, setTarget] = useState<DropTarget | null>(null);

  function targetAt(event: DragEvent): DropTarget | null {
    const kind = carriedKind(event.dataTransfer);
    const rule = presentOf(get())?.rule;
    const graph = shownGraphOf(get());
    if (!graph || !rule || kind === null) return null;
    const point: Point = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    return kind === 'step' ? findStepPlace(graph, point) : findFilterPlace(graph, rule, point);
  }
  return {
    target,
    handleDragOver(event) {
      if (carriedKind(event.dataTransfer) === null) return;
      event.preventDefault();
      setTarget(targetAt(event));
    },
    handleDragLeave(event) {
      // Told of everything in the canvas that is left, too.
      const { currentTarget, relatedTarget } = event;
      const isInside = relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
      if (!isInside) setTarget(null);
    },
    handleDrop(event) {
      const found = targetAt(event);
      const rule = presentOf(get())?.rule;
      setTarget(null);
      if (!found || !rule) return;
      event.preventDefault();
      const added = dropNodes(rule, event.dataTransfer.getData('text/plain'), found);
      if (!added.ok) {
        toast.error('This cannot be added as a node', added.error[0] && describeIssue(added.error[0]));
        return;
      }
      applyEdit(added.value);
      onAdded();
    },
  };
}
