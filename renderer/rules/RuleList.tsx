import { Plus, Search } from 'lucide-react';
import { Fragment, type ReactElement } from 'react';
import type { Catalog } from '../../engine/catalog/index.ts';
import type { RuleSummary } from '../../engine/contract/index.ts';
import { IconButton } from '../design/IconButton.tsx';
import { useCatalog } from '../state/selectors.ts';
import { set, useStudio } from '../state/store.ts';
import { triggerTitle } from '../words/rule-words.ts';
import styles from './RuleList.module.css';
import { RuleRow } from './RuleRow.tsx';

/** Every rule of the workspace, under the sample workspace it belongs to. */
export function RuleList(): ReactElement | null {
  const rules = useStudio((state) => state.rules);
  const search = useStudio((state) => state.search);
  const openId = useStudio((state) => state.document?.id ?? null);
  const isReady = useStudio((state) => state.phase.kind === 'ready');
  const catalog = useCatalog();
  if (!catalog) return null;
  const shown = rules.filter((rule) => isMatch(rule, search, catalog));
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <h2>Rules</h2>
        <IconButton
          label="New rule"
          keys="Alt+N"
          size="small"
          icon={<Plus size={16} />}
          onClick={() => set({ dialog: { kind: 'new-rule' } })}
        />
      </div>
      <div className={styles.search}>
        <Search size={14} aria-hidden />
        <input
          type="search"
          value={search}
          placeholder="Search name, app, trigger, label"
          aria-label="Search rules"
          onChange={(event) => set({ search: event.target.value })}
        />
      </div>
      <div className={styles.list}>
        {groupRules(shown, catalog).map(({ title, rules: members }) => (
          <Fragment key={title}>
            <h3 className={styles.group}>{title}</h3>
            <ul>
              {members.map((rule) => (
                <RuleRow key={rule.id} rule={rule} catalog={catalog} isOpen={rule.id === openId} />
              ))}
            </ul>
          </Fragment>
        ))}
        {isReady && shown.length === 0 ? (
          <p className={styles.none}>{search === '' ? 'No rules yet.' : 'No rule matches the search.'}</p>
        ) : null}
      </div>
    </div>
  );
}

function isMatch(rule: RuleSummary, search: string, catalog: Catalog): boolean {
  const trigger = rule.trigger.kind === 'event' ? rule.trigger.eventType : 'schedule';
  const text = [rule.name, trigger, triggerTitle(rule.trigger, catalog), ...rule.apps, ...rule.labels].join(
    ' ',
  );
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.toLowerCase().includes(word));
}

function groupRules(rules: RuleSummary[], catalog: Catalog): { title: string; rules: RuleSummary[] }[] {
  const groups = new Map<string, RuleSummary[]>();
  for (const rule of rules) {
    const title = homeOf(rule, catalog);
    groups.set(title, [...(groups.get(title) ?? []), rule]);
  }
  return [...groups].map(([title, members]) => ({ title, rules: members }));
}

function homeOf(rule: RuleSummary, catalog: Catalog): string {
  const { trigger } = rule;
  const byEvent = trigger.kind === 'event' ? catalog.eventTypes.get(trigger.eventType)?.pack : undefined;
  const byApp = rule.apps[0] === undefined ? undefined : catalog.apps.get(rule.apps[0])?.pack;
  return (byEvent ?? byApp)?.workspace.title ?? 'Elsewhere';
}
