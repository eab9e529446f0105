import { findActionModule } from '../actions/index.ts';
import {
  type Catalog,
  findActionType,
  packOfActionType,
  packOfApp,
  packOfEventType,
} from '../catalog/index.ts';
import {
  type ActionType,
  joinPlaces,
  type Pack,
  type Place,
  type Problem,
  type Rule,
} from '../model/index.ts';
import { checkRecipients } from './check-recipients.ts';
import { checkTargets } from './check-targets.ts';
import { checkToolCall } from './check-tool-call.ts';
import { fitsSchema } from './fits-schema.ts';
import { unknownName } from './unknown-name.ts';

/**
 * Problems of the action chain: `no-actions`, `unknown-action`, `action-of-other-pack`, and for each step
 * `invalid-params` and what its parameters point to. Disabled steps are not looked at.
 */
export function checkParams(rule: Rule, catalog: Catalog): Problem[] {
  if (rule.actions.every((step) => step.disabled)) {
    const message = 'the rule has no actions: it does nothing when it fires';
    return [{ severity: 'warning', code: 'no-actions', message, at: 'actions', fix: 'add an action' }];
  }
  const workspace = workspaceOf(rule, catalog);
  return rule.actions.flatMap((step, index): Problem[] => {
    if (step.disabled) return [];
    const at = `actions[${index}]`;
    const action = findActionType(catalog, step.type);
    const owner = packOfActionType(catalog, step.type);
    if (!action || !owner || !findActionModule(step.type)) {
      const known = workspace?.actionTypes.map(({ type }) => type) ?? catalog.actionTypes.keys();
      return [unknownName({ code: 'unknown-action', word: 'action' }, step.type, known, `${at}.type`)];
    }
    const foreign = checkOwner(action, owner, workspace, `${at}.type`);
    if (foreign?.severity === 'error') return [foreign];
    const place = `${at}.params`;
    const target = { rule, catalog, stepIndex: index, workspace: workspace ?? owner };
    const recipients = checkRecipients(step.params, action.paramsSchema, place);
    const issues = fitsSchema(target, action.paramsSchema, step.params).filter(
      (issue) => !recipients.some((each) => each.at === joinPlaces(place, issue.at)),
    );
    return [
      ...(foreign ? [foreign] : []),
      ...issues.map(({ at: inner, message }): Problem => {
        return { severity: 'error', code: 'invalid-params', message, at: joinPlaces(place, inner) };
      }),
      ...recipients,
      ...checkTargets(target, action.paramsSchema, step.params, place),
      ...(action.effects.includes('mcp.call') ? checkToolCall(target, step.params, place) : []),
    ];
  });
}

/**
 * An action of another pack than the rule's events. One that changes what an event is about (a ticket, a session)
 * finds nothing to change; any other (a mail, a web hook) runs all the same where both packs are in use.
 */
function checkOwner(action: ActionType, owner: Pack, workspace: Pack | undefined, at: Place): Problem | null {
  if (!workspace || owner === workspace) return null;
  if (workspace.actionTypes.some(({ type }) => type === action.type)) return null;
  const severity = action.effects.some((kind) => /^(session|human|ticket)\./.test(kind))
    ? 'error'
    : 'warning';
  const message = `"${action.type}" is an action of ${owner.title}, not of ${workspace.title}`;
  return { severity, code: 'action-of-other-pack', message, at };
}

/** The pack whose events set the rule off, or, on a schedule, whose apps it is for. */
function workspaceOf({ trigger, scope }: Rule, catalog: Catalog): Pack | undefined {
  if (trigger.kind === 'event') return packOfEventType(catalog, trigger.eventType);
  const [app] = scope.apps;
  return app === undefined ? undefined : packOfApp(catalog, app);
}
