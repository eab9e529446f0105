import { nodesText } from '../../engine/editing/index.ts';
import type { ActionStep, FilterNode } from '../../engine/model/index.ts';

/** What a new node is carried as. The text can be dropped into a chat, too; the type says where on the canvas it fits. */
const types = {
  filter: 'application/x-rulewright-condition',
  step: 'application/x-rulewright-action',
} as const;

export function carryFilter(transfer: DataTransfer, node: FilterNode): void {
  carry(transfer, types.filter, nodesText({ filter: [node] }));
}

export function carryStep(transfer: DataTransfer, step: Omit<ActionStep, 'id'>): void {
  carry(transfer, types.step, nodesText({ actions: [step] }));
}

function carry(transfer: DataTransfer, type: string, text: string): void {
  transfer.setData(type, text);
  transfer.setData('text/plain', text);
  transfer.effectAllowed = 'copy';
}

/** What kind of node is carried; null: none of ours. While it is carried only its type can be read. */
export function carriedKind(transfer: DataTransfer): 'filter' | 'step' | null {
  if (transfer.types.includes(types.step)) return 'step';
  return transfer.types.includes(types.filter) ? 'filter' : null;
}
