import { Undo2 } from 'lucide-react';
import { type ReactElement, useEffect } from 'react';
import { Button } from '../design/Button.tsx';
import {
  abandonPublication,
  changed,
  dismissPublishing,
  plan,
  resumePublication,
  showPublish,
} from '../state/publish.ts';
import type { Planned } from '../state/publish-state.ts';
import { useCatalog } from '../state/selectors.ts';
import { showSettings } from '../state/settings.ts';
import { set, useStudio } from '../state/store.ts';
import { sentence, syncErrorText } from '../state/sync-errors.ts';
import { personName } from '../words/people.ts';
import { valuesText } from '../words/problem-words.ts';
import { dateText } from '../words/values.ts';
import { ChangeReview } from './ChangeReview.tsx';
import { EnvironmentBar } from './EnvironmentBar.tsx';
import { NoWorkspace } from './NoWorkspace.tsx';
import { PublicationRules, PublishProgressList } from './PublishProgressList.tsx';
import styles from './publish.module.css';
import { planHeadline } from './publish-words.ts';
import { nameOfRule, withoutIds } from './rule-name.ts';

/** Publish: where to, what would happen there, and what is under way. */
export function PublishView(): ReactElement {
  const chosen = useStudio((state) => state.remote.chosen);
  const planned = useStudio((state) => state.publish.planned);
  // A workspace that was added while this view stood open is planned for at once.
  useEffect(() => {
    if (chosen !== null) showPublish();
  }, [chosen]);
  if (chosen === null)
    return <NoWorkspace purpose="With one, you review here what would change in it, and publish." />;
  return (
    <>
      <EnvironmentBar />
      <section
        className={styles.review}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: longer than the window, so the arrow keys must scroll it
        tabIndex={0}
        aria-label="Review"
        aria-busy={planned.kind === 'planning'}
      >
        <UnderWay />
        <Content planned={planned} />
      </section>
    </>
  );
}

function Content({ planned }: { planned: Planned }): ReactElement | null {
  const { selected, publishing } = useStudio((state) => state.publish);
  switch (planned.kind) {
    case 'none':
    case 'planning':
      return <p>Comparing both sides, and trying the changes on recorded events…</p>;
    case 'failed':
      // What just failed for the same cause has said so.
      if (publishing?.outcome.kind === 'failed') return null;
      return (
        <section className={styles.card} data-tone="fail" role="alert">
          <h3>It cannot be planned now</h3>
          <p>{sentence(planned.error.message)} Nothing was changed; everything else works without it.</p>
          <div className={styles.actions}>
            <Button onClick={() => void plan()}>Try again</Button>
            {planned.error.code === 'unauthorized' ? <NewToken /> : null}
          </div>
        </section>
      );
    case 'ready': {
      const item = changed(planned.all).find(({ ruleId }) => ruleId === selected);
      return item ? <ChangeReview item={item} plan={planned.plan} /> : <Overview planned={planned} />;
    }
  }
}

function Overview({ planned }: { planned: Extract<Planned, { kind: 'ready' }> }): ReactElement {
  const { all, plan: chosen, workspace } = planned;
  const catalog = useCatalog();
  const told = (message: string) => (catalog ? valuesText(message, catalog) : message);
  const count = changed(all).length;
  const past = useStudio((state) => state.publish.past);
  const drifted = all.items.filter(({ drift }) => drift !== null);
  return (
    <>
      <h2>{planHeadline(count, workspace)}</h2>
      <p className={styles.lead}>
        {count === 0
          ? 'Save a version of a rule, and it is listed here.'
          : `${chosen.activation} Choose a change on the left to review it.`}
      </p>
      {drifted.length > 0 ? (
        <section className={styles.card} data-tone="warn" aria-label="Drift">
          <h3>Moved in {workspace} since it was last seen here</h3>
          <p>Pull takes over what others did, and shows what is in conflict.</p>
          <ul className={styles.rows}>
            {drifted.map(({ ruleId, name, drift }) => (
              <li key={ruleId}>
                <span>
                  <b>{name}</b>{' '}
                  {drift
                    ? `${personName(catalog, drift.author)} ${drift.what} it (version ${drift.version})`
                    : ''}
                </span>
                <small>{drift ? dateText(drift.at) : ''}</small>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {chosen.warnings.length > 0 ? (
        <section className={styles.card} aria-label="Rules that bear on each other">
          <h3>Rules that bear on each other</h3>
          <ul className={styles.words}>
            {chosen.warnings.map(({ ruleId, problem }) => (
              <li key={`${ruleId} ${problem.code} ${problem.message}`}>
                “{nameOfRule(chosen, ruleId)}” {told(withoutIds(chosen, problem.message))}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {past.length > 0 ? (
        <section className={styles.card} aria-label="Published before">
          <h3>Published before</h3>
          <ul className={styles.rows}>
            {past.map((each) => (
              <li key={each.id}>
                <span>
                  {each.rules.map(({ ruleId, name }) => (
                    <button
                      key={ruleId}
                      type="button"
                      className={styles.past}
                      aria-label={`Roll back ${name}…`}
                      onClick={() => set({ dialog: { kind: 'rollback', ruleId, name } })}
                    >
                      {name} <Undo2 size={13} aria-hidden />
                    </button>
                  ))}
                  {each.plan.why === '' ? null : <small>“{each.plan.why}”</small>}
                </span>
                <small>
                  {each.state === 'live' ? 'went live' : each.state} ·{' '}
                  {dateText(each.settledAt ?? each.startedAt)}
                </small>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

/** Adding a workspace of the same name and address again gives it another token. */
function NewToken(): ReactElement {
  return <Button onClick={() => showSettings('workspaces')}>Give it another token</Button>;
}

/** A publish that runs, has just ended, or was begun and never finished. */
function UnderWay(): ReactElement | null {
  const { publishing, open } = useStudio((state) => state.publish);
  const workspace = useStudio((state) => state.remote.chosen);
  if (workspace === null) return null;
  if (publishing?.outcome.kind === 'running') {
    return (
      <section className={styles.card} aria-label="Publishing">
        <h3>Publishing to {workspace}</h3>
        <PublishProgressList publishing={publishing} />
      </section>
    );
  }
  if (open) {
    return (
      <section className={styles.card} data-tone="warn" aria-label="Unfinished publication">
        <h3>Begun on {dateText(open.startedAt)}, and not finished</h3>
        <p>
          {open.error ? sentence(open.error) : 'It was interrupted.'} Resuming goes on where it stopped, with
          the plan it had; to mend a rule first, abandon it and plan again.
        </p>
        <PublicationRules publication={open} />
        <div className={styles.actions}>
          <Button look="primary" onClick={() => void resumePublication(workspace)}>
            Resume
          </Button>
          <Button onClick={() => void abandonPublication(workspace)}>Abandon</Button>
        </div>
      </section>
    );
  }
  if (publishing?.outcome.kind === 'failed') {
    const { error } = publishing.outcome;
    return (
      <section className={styles.card} data-tone="fail" role="alert" aria-label="Not published">
        <h3>Not published</h3>
        <p>{syncErrorText(error)}</p>
        <div className={styles.actions}>
          <Button onClick={() => void plan().then(dismissPublishing)}>Plan again</Button>
          {error.code === 'unauthorized' ? <NewToken /> : null}
        </div>
      </section>
    );
  }
  if (publishing?.outcome.kind === 'live') {
    return (
      // The announcer of the frame reads it out.
      <section className={styles.card} data-tone="pass" role="status" aria-live="off" aria-label="Published">
        <h3>Published</h3>
        <p>All of it is live in {workspace}.</p>
        <PublishProgressList publishing={publishing} />
        <div className={styles.actions}>
          <Button size="small" onClick={dismissPublishing}>
            Good
          </Button>
          <Button size="small" onClick={() => set({ mode: 'author' })}>
            Back to the rule
          </Button>
        </div>
      </section>
    );
  }
  return null;
}
