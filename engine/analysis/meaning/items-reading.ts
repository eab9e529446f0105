import { parsePath } from '../../language/index.ts';
import { type AnyItemNode, type EveryItemNode, isAnyItem } from '../../model/index.ts';
import type { EventQuestion } from '../satisfy/find-event.ts';
import { schemaPath, spotAt } from '../satisfy/formula.ts';

/** The same question inside `where`: `item` stands for an item of the node's list; null where its path is none. */
export function itemsReading(
  node: AnyItemNode | EveryItemNode,
  question: EventQuestion,
): EventQuestion | null {
  const text = isAnyItem(node) ? node.anyItem : node.everyItem;
  const path = parsePath(text);
  if (!path.ok) return null;
  const { reading, space } = question;
  const list = schemaPath(spotAt(path.value.root, path.value.segments), reading.list);
  return { ...question, reading: { ...reading, list }, space: { ...space, list } };
}
