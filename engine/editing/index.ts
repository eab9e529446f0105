export { copyNodes, dropNodes, filterTarget, nodesText, pasteNodes, stepTarget } from './clipboard.ts';
export { printCode, readCode } from './code-text.ts';
export { type DropTarget, findDropTarget, findFilterPlace, findStepPlace } from './drop.ts';
export {
  type Edit,
  isFilterNodeId,
  type NodeId,
  nodeAtPlace,
  placeOfNode,
  stepIdOf,
  stepNodeId,
} from './edit.ts';
export {
  childCount,
  childPlace,
  duplicateFilter,
  filterNodeAt,
  type GroupKind,
  insertFilter,
  isInside,
  moveFilter,
  parentOf,
  removeFilter,
  replaceFilter,
  setFilterDisabled,
  switchGroup,
  unwrapFilter,
  wrapFilter,
} from './filter-edits.ts';
export { findNodes } from './find.ts';
export {
  absolutePosition,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type InsertPoint,
  measures,
  type Point,
  ruleToGraph,
  type Size,
} from './graph.ts';
export {
  type EditMark,
  type History,
  record,
  redo,
  redoLabel,
  type Snapshot,
  select,
  startHistory,
  undo,
  undoLabel,
} from './history.ts';
export { type Area, areasOf, graphInView } from './in-view.ts';
export type { MergeChoices } from './merge-conflicts.ts';
export { isSameRule, type MergedRule, mergeRules } from './merge-rules.ts';
export { setAtPlace } from './set-at.ts';
export { connectNodes, moveFilters, moveSteps, outermostOf, wrapTogether } from './several.ts';
export {
  duplicateStep,
  freeStepId,
  insertStep,
  moveStep,
  removeStep,
  setTrigger,
  toggleApp,
  updateRule,
  updateStep,
} from './step-edits.ts';
export { type Direction, neighbour, readingOrder } from './walk.ts';
export { describeExcess } from './within-limits.ts';
