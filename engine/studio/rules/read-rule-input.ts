import {
  failure,
  formatPlace,
  type InputIssue,
  isJsonObject,
  limits,
  type PlaceSegment,
  type Result,
  type Rule,
  readRule,
} from '../../model/index.ts';

/**
 * Reads a rule that arrived as a value. It was parsed by the transport, without our limits: they are applied here,
 * the nesting before anything recursive runs.
 */
export function readRuleInput(
  value: unknown,
  identity: { id: string; createdBy: string },
): Result<Rule, InputIssue[]> {
  const tooDeep = findTooDeep(value, limits.ruleNestingDepth);
  if (tooDeep) {
    const message = `nested too deeply: more than ${limits.ruleNestingDepth} levels`;
    return failure([{ code: 'too-deep', message, at: formatPlace(tooDeep) }]);
  }
  const identified = isJsonObject(value) ? { ...value, id: value.id ?? identity.id } : value;
  return readRule(JSON.stringify(identified, plainly) ?? 'null', { createdBy: identity.createdBy });
}

/** The transport can carry big integers, JSON cannot: they are read as text, and refused where a number is due. */
function plainly(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** Where the value nests deeper than `maxDepth` levels, or null. Does not recurse. */
function findTooDeep(value: unknown, maxDepth: number): PlaceSegment[] | null {
  interface Level {
    value: unknown;
    segments: PlaceSegment[];
  }
  const stack: Level[] = [{ value, segments: [] }];
  for (let level = stack.pop(); level; level = stack.pop()) {
    if (typeof level.value !== 'object' || level.value === null) continue;
    if (level.segments.length >= maxDepth) return level.segments;
    const isList = Array.isArray(level.value);
    for (const [key, child] of Object.entries(level.value)) {
      if (typeof child !== 'object' || child === null) continue;
      stack.push({ value: child, segments: [...level.segments, isList ? Number(key) : key] });
    }
  }
  return null;
}
