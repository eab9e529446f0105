import { type Catalog, schemaAt } from '../catalog/index.ts';
import {
  type FilterNode,
  filterChildren,
  isAny,
  isAnyItem,
  isEveryItem,
  isLeaf,
  type JsonObject,
  type Leaf,
  nearestNames,
  type Place,
  type Problem,
  type Rule,
} from '../model/index.ts';
import { checkOperand } from './check-operand.ts';
import { isActiveNode } from './evaluate-filter.ts';
import { listEventPaths, listItemPaths } from './list-paths.ts';
import { parsePath } from './path.ts';
import { describeTypes, schemaTypes } from './schema-types.ts';
import { triggerSchema } from './trigger-schema.ts';

/** What surrounds a node: the schema of the event, and of the list whose items `where` looks at. */
interface Surroundings {
  rule: Pick<Rule, 'filter' | 'trigger'>;
  catalog: Catalog;
  schema: JsonObject | null;
  list: { path: string; segments: readonly string[] } | null;
}

/**
 * Problems of a rule's conditions: paths that are none or lead nowhere, operators that can never hold, operands of
 * the wrong type or outside an enum. Where the event type is unknown, only what needs no schema is checked. Disabled
 * nodes are not looked at.
 */
export function checkFilter(rule: Pick<Rule, 'filter' | 'trigger'>, catalog: Catalog): Problem[] {
  const schema = triggerSchema(catalog, rule.trigger);
  const around: Surroundings = { rule, catalog, schema, list: null };
  return rule.filter.flatMap((node, index) => checkNode(node, `filter[${index}]`, around));
}

function checkNode(node: FilterNode, at: Place, around: Surroundings): Problem[] {
  if (!isActiveNode(node)) return [];
  if (isLeaf(node)) return checkLeaf(node, at, around);
  if (isAnyItem(node) || isEveryItem(node)) {
    const key = isAnyItem(node) ? 'anyItem' : 'everyItem';
    const path = isAnyItem(node) ? node.anyItem : node.everyItem;
    const found = checkPath(path, `${at}.${key}`, around);
    const list = { path, segments: found.segments };
    const known = found.segments.length > 0 ? around.schema : null;
    return [
      ...found.problems,
      ...(found.schema ? checkIsList(found.schema, path, `${at}.${key}`) : []),
      ...checkNode(node.where, `${at}.where`, { ...around, schema: known, list }),
    ];
  }
  const children = filterChildren(node, at).flatMap((child) => checkNode(child.node, child.at, around));
  if (!isAny(node) || node.any.some(isActiveNode)) return children;
  const message = 'an "any" group without conditions never holds';
  return [
    { severity: 'warning', code: 'empty-any', message, at, fix: 'add a condition or remove the group' },
  ];
}

function checkLeaf(leaf: Leaf, at: Place, around: Surroundings): Problem[] {
  const found = checkPath(leaf.path, `${at}.path`, around);
  const problems = [...found.problems, ...checkOperand(leaf, at, found.schema)];
  if (found.isOptional && leaf.op !== 'exists') {
    const holds = leaf.op === 'neq' || leaf.op === 'nin';
    const message = `"${leaf.path}" may be missing; this condition then ${holds ? 'holds' : 'does not hold'}`;
    problems.push({ severity: 'hint', code: 'optional-path', message, at: `${at}.path` });
  }
  return problems;
}

interface FoundPath {
  problems: Problem[];
  /** Null where nothing is known. */
  schema: JsonObject | null;
  segments: readonly string[];
  isOptional: boolean;
}

function checkPath(text: string, at: Place, around: Surroundings): FoundPath {
  const nothing = { schema: null, segments: [], isOptional: false };
  const path = parsePath(text);
  if (!path.ok) {
    const { code, message, replacement } = path.error;
    const mend = replacement === undefined ? {} : { fix: `did you mean ${replacement}?`, replacement };
    return { problems: [{ severity: 'error', code, message, at, ...mend }], ...nothing };
  }
  const { root } = path.value;
  // That a list has an item to look at is given, so only what is inside the item can be missing.
  const given = root === 'item' ? around.list && [...around.list.segments, '0'] : [];
  if (!given) {
    const message = '"item" is known only inside anyItem and everyItem';
    return { problems: [{ severity: 'error', code: 'item-outside-where', message, at }], ...nothing };
  }
  const segments = [...(root === 'item' ? given : [root]), ...path.value.segments];
  if (!around.schema) return { problems: [], ...nothing };
  const location = schemaAt(around.schema, segments, given.length);
  if (!location) return { problems: [unknownPath(text, at, around)], ...nothing };
  return { problems: [], schema: location.schema, segments, isOptional: location.isOptional };
}

function unknownPath(text: string, at: Place, around: Surroundings): Problem {
  const { catalog, rule, list } = around;
  const known = [
    ...listEventPaths(catalog, rule.trigger),
    ...(list ? listItemPaths(catalog, rule.trigger, list.path) : []),
  ].map(({ path }) => path);
  const last = text.slice(text.lastIndexOf('.') + 1);
  const sameField = known.find((path) => path.endsWith(`.${last}`));
  const nearest = nearestNames(text, known, 1)[0] ?? sameField;
  const owner = rule.trigger.kind === 'event' ? rule.trigger.eventType : 'a schedule';
  const mend = nearest === undefined ? {} : { fix: `did you mean ${nearest}?`, replacement: nearest };
  return { severity: 'error', code: 'unknown-path', message: `${owner} has no "${text}"`, at, ...mend };
}

function checkIsList(schema: JsonObject, path: string, at: Place): Problem[] {
  const types = schemaTypes(schema);
  if (types.has('array')) return [];
  const message = `"${path}" is ${describeTypes(types)}, not a list; this never holds`;
  return [{ severity: 'error', code: 'not-a-list', message, at }];
}
