import { findActionModule } from '../actions/index.ts';
import {
  type Catalog,
  findActionType,
  packOfActionType,
  packOfApp,
  packOfEventType,
} from '../catalog/index.ts';
import { joinPlaces, type Pack, type Problem, type Rule } from '../model/index.ts';
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
    if (!action || !findActionModule(step.type)) {
      const known = workspace?.actionTypes.map(({ type }) => type) ?? catalog.actionTypes.keys();
      return [unknownName({ code: 'unknown-action', word: 'action' }, step.type, known, `${at}.type`)];
    }
    const owner = packOfActionType(catalog, step.type);
    if (
      workspace &&
      owner &&
      owner !== workspace &&
      !workspace.actionTypes.some(({ type }) => type === step.type)
    ) {
      const message = `"${step.type}" is an action of ${owner.title}, not of ${workspace.title}`;
      return [{ severity: 'error', code: 'action-of-other-pack', message, at: `${at}.type` }];
    }
    const place = `${at}.params`;
    const target = { rule, catalog, stepIndex: index, workspace: workspace ?? owner };
    const recipients = checkRecipients(step.params, action.paramsSchema, place);
    const issues = fitsSchema(target, action.paramsSchema, step.params).filter(
      (issue) => !recipients.some((each) => each.at === joinPlaces(place, issue.at)),
    );
    return [
      ...issues.map(({ at: inner, message }): Problem => {
        return { severity: 'error', code: 'invalid-params', message, at: joinPlaces(place, inner) };
      }),
      ...recipients,
      ...checkTargets(target, action.paramsSchema, step.params, place),
      ...(action.effects.includes('mcp.call') ? checkToolCall(target, step.params, place) : []),
    ];
  });
}

/** The pack whose events set the rule off, or, on a schedule, whose apps it is for. */
function workspaceOf({ trigger, scope }: Rule, catalog: Catalog): Pack | undefined {
  if (trigger.kind === 'event') return packOfEventType(catalog, trigger.eventType);
  const [app] = scope.apps;
  return app === undefined ? undefined : packOfApp(catalog, app);
}
