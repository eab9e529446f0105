import {
  ArrowDownToLine,
  CircleAlert,
  CircleCheck,
  LoaderCircle,
  RefreshCw,
  TriangleAlert,
} from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../design/Button.tsx';
import { Chip } from '../design/Chip.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { Select } from '../design/Select.tsx';
import { isReady, plan, pullChanges } from '../state/publish.ts';
import { chooseWorkspace, startDemo } from '../state/remote.ts';
import { useStudio } from '../state/store.ts';
import { countText } from '../words/values.ts';
import styles from './publish.module.css';

/** Where it goes, whether that answers, who we are there, and whether it moved without us. */
export function EnvironmentBar(): ReactElement {
  const { workspaces, chosen, standing, demo } = useStudio((state) => state.remote);
  const planned = useStudio((state) => state.publish.planned);
  const drifted = isReady(planned) ? planned.all.items.filter(({ drift }) => drift !== null) : [];
  const isDemoDown =
    standing.kind === 'failed' && chosen !== null && demo?.workspace === chosen && !demo.address;
  return (
    <section className={styles.bar} aria-label="Environment">
      <Select
        aria-label="Workspace"
        value={chosen ?? ''}
        options={workspaces.map(({ name }) => ({ value: name, label: name }))}
        onChange={(name) => void chooseWorkspace(name).then(plan)}
      />
      <span role="status" style={{ display: 'contents' }}>
        {standing.kind === 'reachable' ? (
          <>
            <Chip tone="pass">
              <CircleCheck size={13} aria-hidden /> Reachable
            </Chip>
            <span className={styles.who}>
              {standing.me.member.name}, {standing.me.role}
            </span>
          </>
        ) : standing.kind === 'failed' ? (
          <Chip tone="fail">
            <CircleAlert size={13} aria-hidden />{' '}
            {standing.error.code === 'unreachable' ? 'Not reachable' : 'No access'}
          </Chip>
        ) : (
          <Chip>
            <LoaderCircle size={13} aria-hidden /> Asking…
          </Chip>
        )}
        {standing.kind === 'reachable' && isReady(planned) ? (
          drifted.length > 0 ? (
            <Chip tone="warn">
              <TriangleAlert size={13} aria-hidden /> {countText(drifted.length, 'rule')} moved there
            </Chip>
          ) : (
            <Chip>No drift</Chip>
          )
        ) : null}
      </span>
      <span className={styles.right}>
        {isDemoDown ? (
          <Button size="small" onClick={() => void startDemo().then(plan)}>
            Start the demo workspace again
          </Button>
        ) : null}
        <Button size="small" disabled={standing.kind !== 'reachable'} onClick={() => void pullChanges()}>
          <ArrowDownToLine size={14} aria-hidden /> Pull
        </Button>
        <IconButton
          label="Plan again"
          size="small"
          icon={<RefreshCw size={15} />}
          disabled={planned.kind === 'planning'}
          onClick={() => void plan()}
        />
      </span>
    </section>
  );
}
