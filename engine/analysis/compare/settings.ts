import { type Catalog, findActionType } from '../../catalog/index.ts';
import { deepEqual } from '../../language/index.ts';
import type { ActionStep, Json, JsonObject, Rule } from '../../model/index.ts';

/** A thing that a step sets to one value, so that another value set elsewhere undoes it. */
export interface Setting {
  /** Names the thing, the same in every rule: `ticket priority`. */
  what: string;
  /** Written in the rule as it is. */
  value: Json;
  stepIndex: number;
}

/** What the enabled steps of a rule set to a value that is known without running it. */
export function settingsOf(rule: Pick<Rule, 'actions'>, catalog: Catalog): Setting[] {
  const settings = new Map<string, Setting>();
  for (const [stepIndex, step] of rule.actions.entries()) {
    if (step.disabled) continue;
    const effects = new Set(findActionType(catalog, step.type)?.effects);
    for (const { what, value } of settingsOfStep(step, effects)) {
      // What a later step of the rule sets, or sets to what is not known, is what stays.
      if (isKnown(value)) settings.set(what, { what, value, stepIndex });
      else settings.delete(what);
    }
  }
  return [...settings.values()];
}

/** A thing that two rules set to different values. */
export interface Conflict {
  what: string;
  first: Setting;
  second: Setting;
}

/** Things that both set, to different values, in the order of the first. */
export function conflictsBetween(first: readonly Setting[], second: readonly Setting[]): Conflict[] {
  return first.flatMap((one) =>
    second
      .filter((other) => other.what === one.what && !deepEqual(other.value, one.value))
      .map((other) => ({ what: one.what, first: one, second: other })),
  );
}

type Found = { what: string; value: Json | undefined };

function settingsOfStep({ type, params }: ActionStep, effects: ReadonlySet<string>): Found[] {
  const has = (effect: string) => effects.has(effect);
  if (has('ticket.priority')) return [{ what: 'the priority of the ticket', value: params.priority }];
  if (has('ticket.assign')) return [{ what: 'the assignee of the ticket', value: params.assignee_id }];
  if (has('ticket.close')) return [{ what: 'the status of the ticket', value: 'closed' }];
  if (has('ticket.reopen')) return [{ what: 'the status of the ticket', value: 'open' }];
  if (has('ticket.tag')) {
    if (typeof params.tag !== 'string' || params.tag.includes('${')) return [];
    const change = type === 'untag' ? 'removed' : 'added';
    return [{ what: `the tag ${JSON.stringify(params.tag)}`, value: change }];
  }
  if (has('session.assign')) {
    // Who is chosen in turn or by load is known only when it happens.
    return params.strategy === 'pinned'
      ? [{ what: 'whom the session is given to', value: params.member }]
      : [];
  }
  if (has('human.escalate')) return [{ what: 'the team that takes over', value: params.team }];
  return has('mcp.call') ? toolSettings(params) : [];
}

/** A tool that sets something sets each argument that follows the one naming its subject. */
function toolSettings({ tool, args }: JsonObject): Found[] {
  if (typeof tool !== 'string' || !/^(set|rename)[A-Z]/.test(tool)) return [];
  if (typeof args !== 'object' || args === null || Array.isArray(args)) return [];
  const [subject, ...others] = Object.entries(args);
  if (!subject) return [];
  const of = `${tool} of ${JSON.stringify(subject[1])}`;
  return others.map(([key, value]) => ({ what: `${key} by ${of}`, value }));
}

function isKnown(value: Json | undefined): value is Json {
  return value !== undefined && !JSON.stringify(value).includes('${');
}
