import { X } from 'lucide-react';
import { Tabs } from 'radix-ui';
import type { ReactElement } from 'react';
import { IconButton } from '../design/IconButton.tsx';
import { EventData } from '../dry-run/EventData.tsx';
import { Timeline } from '../dry-run/Timeline.tsx';
import { ProblemList } from '../problems/ProblemList.tsx';
import { ExpectationList } from '../replay/ExpectationList.tsx';
import { VersionList } from '../rules/VersionList.tsx';
import { useProblems } from '../state/selectors.ts';
import { set, useStudio } from '../state/store.ts';
import type { BottomTab } from '../state/studio-state.ts';
import styles from './BottomPanel.module.css';
import { PanelEdge } from './PanelEdge.tsx';

const tabs: { value: BottomTab; label: string }[] = [
  { value: 'problems', label: 'Problems' },
  { value: 'timeline', label: 'Timeline' },
  { value: 'event', label: 'Data' },
  { value: 'expectations', label: 'Expectations' },
  { value: 'history', label: 'Versions' },
];

export function BottomPanel(): ReactElement | null {
  const { isOpen, tab } = useStudio((state) => state.bottom);
  const problems = useProblems();
  if (!isOpen) return null;
  return (
    <Tabs.Root
      className={styles.panel}
      value={tab}
      onValueChange={(value) => {
        const next = tabs.find((one) => one.value === value);
        if (next) set({ bottom: { isOpen: true, tab: next.value } });
      }}
    >
      <PanelEdge panel="bottom" edge="top" label="Height of the bottom panel" />
      <div className={styles.tabs}>
        <Tabs.List aria-label="Panel" style={{ display: 'contents' }}>
          {tabs.map(({ value, label }) => (
            <Tabs.Trigger key={value} value={value} className={styles.tab}>
              {label}
              {value === 'problems' ? <span className={styles.count}>{problems.length}</span> : null}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <span className={styles.close}>
          <IconButton
            label="Close the panel"
            size="small"
            icon={<X size={15} />}
            onClick={() => set({ bottom: { isOpen: false, tab } })}
          />
        </span>
      </div>
      <Tabs.Content value="problems" className={styles.body}>
        <ProblemList />
      </Tabs.Content>
      <Tabs.Content value="timeline" className={styles.body}>
        <Timeline />
      </Tabs.Content>
      <Tabs.Content value="event" className={styles.body}>
        <EventData />
      </Tabs.Content>
      <Tabs.Content value="expectations" className={styles.body}>
        <ExpectationList />
      </Tabs.Content>
      <Tabs.Content value="history" className={styles.body}>
        <VersionList />
      </Tabs.Content>
    </Tabs.Root>
  );
}
