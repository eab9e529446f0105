export { compilePattern } from '../catalog/index.ts';
export { checkFilter } from './check-filter.ts';
export { checkTemplates } from './check-templates.ts';
export { deepEqual } from './deep-equal.ts';
export {
  evaluateFilter,
  type FilterOptions,
  type FilterVerdict,
  type FilterVisit,
  isActiveNode,
  traceFilter,
} from './evaluate-filter.ts';
export { listEventPaths, listItemPaths, listVariables, type PathEntry } from './list-paths.ts';
export { type OperatorOptions, testOperator } from './operator.ts';
export { operatorsFor, operatorWords } from './operator-words.ts';
export {
  forbiddenKeys,
  type Path,
  type PathError,
  type PathRoot,
  parsePath,
  type Resolved,
  resolveIn,
  resolvePath,
  splitPath,
} from './path.ts';
export { type Rendered, renderTemplates, renderText, type Unresolved } from './render-templates.ts';
export { describeDueTime, dueFiring, nextFirings, tickFor, tickMinutes } from './schedule.ts';
export { describeType, describeTypes, jsonType, type SchemaType, schemaTypes } from './schema-types.ts';
export { stepOutputSchema } from './step-output.ts';
export {
  parseTemplate,
  printTemplate,
  type Template,
  type TemplatePart,
  wholePlaceholder,
} from './template.ts';
export { scheduleEventType, triggerSchema } from './trigger-schema.ts';
export { describeVariable, type VariableProblem, type VariableType } from './variable-schema.ts';
export {
  automationFields,
  type EventField,
  eventFields,
  parseVariable,
  resolveVariable,
  type TriggerSource,
  triggerFields,
  type VariableError,
  type VariablePath,
  type Variables,
} from './variables.ts';
