import { CircleAlert, CircleCheck, CircleDashed, LoaderCircle } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Publication } from '../../engine/contract/index.ts';
import { changed } from '../state/publish.ts';
import type { Publishing } from '../state/publish-state.ts';
import { progressWords } from './progress-words.ts';
import styles from './publish.module.css';

type RuleState = 'waiting' | 'staged' | 'failed' | 'live';

interface Line {
  ruleId: string;
  name: string;
  state: RuleState;
  error: string | null;
}

const words: Record<RuleState, string> = {
  waiting: 'waiting',
  staged: 'staged',
  failed: 'refused',
  live: 'live',
};

/** How far each rule of a publish under way has come. */
export function PublishProgressList({ publishing }: { publishing: Publishing }): ReactElement {
  const lines = new Map<string, Line>();
  if (publishing.plan) {
    for (const { ruleId, name } of changed(publishing.plan))
      lines.set(ruleId, { ruleId, name, state: 'waiting', error: null });
  }
  for (const told of publishing.progress) {
    if (told.kind === 'rule') lines.set(told.ruleId, told);
  }
  return (
    <>
      <Lines lines={[...lines.values()]} />
      {publishing.outcome.kind === 'running' ? <p>{progressWords(publishing.progress.at(-1))}</p> : null}
    </>
  );
}

/** As the journal has it. */
export function PublicationRules({ publication }: { publication: Publication }): ReactElement {
  return <Lines lines={publication.rules} />;
}

function Lines({ lines }: { lines: readonly Line[] }): ReactElement {
  return (
    <ul className={styles.steps} aria-label="Progress of each rule">
      {lines.map(({ ruleId, name, state, error }) => (
        <li key={ruleId} data-state={state}>
          <StateIcon state={state} />
          <span>
            {name}
            {error ? <small>{error}</small> : null}
          </span>
          <em>{words[state]}</em>
        </li>
      ))}
    </ul>
  );
}

function StateIcon({ state }: { state: RuleState }): ReactElement {
  switch (state) {
    case 'waiting':
      return <CircleDashed size={15} aria-hidden />;
    case 'staged':
      return <LoaderCircle size={15} aria-hidden />;
    case 'failed':
      return <CircleAlert size={15} aria-hidden />;
    case 'live':
      return <CircleCheck size={15} aria-hidden />;
  }
}
