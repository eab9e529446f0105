import type { ReactElement } from 'react';
import type { Catalog } from '../../engine/catalog/index.ts';
import { filterList, useRuleList } from '../state/rule-list.ts';
import { useStudio } from '../state/store.ts';
import styles from './RuleList.module.css';
import type { ProblemFilter, StatusFilter } from './rule-list-model.ts';

const statuses: readonly { value: StatusFilter; label: string; needsWorkspace?: boolean }[] = [
  { value: 'any', label: 'Any status' },
  { value: 'enabled', label: 'Enabled' },
  { value: 'disabled', label: 'Disabled' },
  { value: 'draft', label: 'With a draft' },
  { value: 'not-live', label: 'Not as live', needsWorkspace: true },
  { value: 'failing', label: 'Failing', needsWorkspace: true },
];
const problems: readonly { value: ProblemFilter; label: string }[] = [
  { value: 'any', label: 'Problems' },
  { value: 'errors', label: 'With errors' },
  { value: 'problems', label: 'With any problem' },
  { value: 'none', label: 'Without problems' },
];

/** Narrows the list by app, status and problems. */
export function RuleFilters({ catalog }: { catalog: Catalog }): ReactElement {
  const filter = useRuleList((state) => state.filter);
  const hasWorkspace = useStudio((state) => state.remote.chosen !== null);
  const apps = [...catalog.apps].map(([id, { value }]) => ({ value: id, label: value.title }));
  return (
    <div className={styles.filters}>
      <Filter
        label="Filter by app"
        value={filter.app}
        options={[{ value: '', label: 'Any app' }, ...apps]}
        onChange={(app) => filterList({ app })}
      />
      <Filter
        label="Filter by status"
        value={filter.status}
        options={statuses.filter(({ needsWorkspace }) => hasWorkspace || needsWorkspace !== true)}
        onChange={(status) => filterList({ status })}
      />
      <Filter
        label="Filter by problems"
        value={filter.problems}
        options={problems}
        onChange={(wanted) => filterList({ problems: wanted })}
      />
    </div>
  );
}

interface FilterProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange(value: Value): void;
}

/** The first option lets everything through; any other is drawn as set. */
function Filter<Value extends string>({ label, value, options, onChange }: FilterProps<Value>): ReactElement {
  return (
    <select
      aria-label={label}
      className={styles.filter}
      data-set={value !== options[0]?.value || undefined}
      value={value}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.target.value);
        if (chosen) onChange(chosen.value);
      }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
