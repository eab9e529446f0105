import { Plus } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Catalog } from '../../engine/catalog/index.ts';
import { insertFilter } from '../../engine/editing/index.ts';
import { listEventPaths, schemaTypes } from '../../engine/language/index.ts';
import type { Rule } from '../../engine/model/index.ts';
import { applyEdit, focusAdded } from '../state/document.ts';
import { useExampleEvent } from '../state/dry-run-events.ts';
import { newLeaf } from '../words/new-nodes.ts';
import { pathText } from '../words/rule-words.ts';
import { valueText } from '../words/values.ts';
import styles from './EventFields.module.css';

/** What the events carry, with the values of the event that is looked at; each can be made a condition. */
export function EventFields({ rule, catalog }: { rule: Rule; catalog: Catalog }): ReactElement | null {
  const example = useExampleEvent();
  const fields = listEventPaths(catalog, rule.trigger, example?.event).filter(
    ({ path, schema }) => path.startsWith('payload.') && !schemaTypes(schema).has('object'),
  );
  if (fields.length === 0) return null;
  return (
    <section className={styles.fields} aria-label="What the event carries">
      <h3>What the event carries</h3>
      {example ? <p>Values of “{example.name}”. Choose one to make it a condition.</p> : null}
      <ul>
        {fields.map((entry) => (
          <li key={entry.path}>
            <button
              type="button"
              title={`Add a condition on “${entry.title}”`}
              onClick={() => {
                applyEdit(insertFilter(rule, 'filter', rule.filter.length, newLeaf(entry)));
                focusAdded();
              }}
            >
              <code>{pathText(entry.path)}</code>
              <small>{valueText(entry.sample, 40)}</small>
              <span className="visually-hidden">, add a condition</span>
              <Plus size={13} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
