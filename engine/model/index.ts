export { isCloudEvent, writeCloudEvent, writeCloudEvents } from './cloud-event.ts';
export { contentHash, hashJson } from './content-hash.ts';
export { type Actor, actor, type Event, type EventInput, event, eventInput } from './event.ts';
export {
  type FilterKind,
  filterChildren,
  filterKind,
  isAll,
  isAny,
  isAnyItem,
  isEveryItem,
  isLeaf,
  isNot,
  walkFilter,
} from './filter-tree.ts';
export { describeIssue, type InputErrorCode, type InputIssue } from './input-error.ts';
export { isJsonObject, type Json, type JsonObject, json, jsonObject } from './json.ts';
export { limits, maxCauseDepth } from './limits.ts';
export { nearestNames } from './names.ts';
export { describeOperandProblem } from './operand-kind.ts';
export {
  type ActionType,
  actionType,
  type Directory,
  directory,
  type EffectKind,
  type EventType,
  effectKinds,
  eventType,
  type MailTemplate,
  type Member,
  mailTemplate,
  member,
  type Pack,
  type PickList,
  pack,
  pickLists,
  type Role,
  role,
  type Tool,
  tool,
} from './pack.ts';
export { type JsonBounds, parseJson, utf8Length } from './parse-json.ts';
export { formatPlace, joinPlaces, type Place, type PlaceSegment, parsePlace } from './place.ts';
export { type Problem, problem, type Severity, severity } from './problem.ts';
export {
  completeRule,
  type EventDefaults,
  type RuleDefaults,
  readEvent,
  readEventValue,
  readRule,
  readRuleValue,
  readWith,
} from './read.ts';
export { readCloudEvent, readCloudEvents } from './read-cloud-events.ts';
export { failure, type Result, success } from './result.ts';
export {
  type ActionStep,
  type AllGroup,
  type AnyGroup,
  type AnyItemNode,
  actionStep,
  type ErrorPolicy,
  type EveryItemNode,
  type FilterNode,
  filterNode,
  type Leaf,
  type NodeExtras,
  type NotNode,
  type Operator,
  operators,
  type Retry,
  type Rule,
  type RuleContent,
  type RuleInput,
  type RuleLimits,
  retry,
  rule,
  ruleId,
  ruleInput,
  ruleLimits,
  type Schedule,
  schedule,
  type Trigger,
  trigger,
} from './rule.ts';
export {
  type AllTrace,
  type AnyItemTrace,
  type AnyTrace,
  type Effect,
  type EveryItemTrace,
  effect,
  type FilterTrace,
  filterTrace,
  type Gate,
  gates,
  type LeafTrace,
  leafTrace,
  type NotTrace,
  type Outcome,
  outcome,
  type Reason,
  type RunRecord,
  reason,
  runRecord,
  type StepError,
  type StepRecord,
  type StepStatus,
  stepRecord,
  stepStatus,
} from './run-record.ts';
