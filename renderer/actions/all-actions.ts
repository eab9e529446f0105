import type { InterfaceAction } from './interface-action.ts';
import { nodeActions } from './node-actions.ts';
import { ruleActions } from './rule-actions.ts';
import { viewActions } from './view-actions.ts';
import { workspaceActions } from './workspace-actions.ts';

/** Every interface action of the studio, in the order menus and the palette show them. */
export const allActions: readonly InterfaceAction[] = [
  ...ruleActions,
  ...nodeActions,
  ...viewActions,
  ...workspaceActions,
];

export function findAction(id: string): InterfaceAction {
  const action = allActions.find((one) => one.id === id);
  if (!action) throw new Error(`there is no interface action "${id}"`);
  return action;
}
