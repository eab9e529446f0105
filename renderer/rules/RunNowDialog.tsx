import { type FormEvent, type ReactElement, useState } from 'react';
import { type Catalog, findEventType } from '../../engine/catalog/index.ts';
import type { Occasion, RuleSummary } from '../../engine/contract/index.ts';
import { Button } from '../design/Button.tsx';
import { Dialog, DialogActions } from '../design/Dialog.tsx';
import { Field } from '../design/Field.tsx';
import inputs from '../design/inputs.module.css';
import { Select } from '../design/Select.tsx';
import { openRule } from '../state/document.ts';
import { startDemo, useLiveRule } from '../state/remote.ts';
import { runRuleNow } from '../state/rules.ts';
import { useCatalog } from '../state/selectors.ts';
import { set, useStudio } from '../state/store.ts';

/** Runs a rule once, for real, where rules run for real; says what is missing for that where something is. */
export function RunNowDialog({ ruleId }: { ruleId: string }): ReactElement | null {
  const rule = useStudio((state) => state.rules.find(({ id }) => id === ruleId) ?? null);
  const workspace = useStudio((state) => state.remote.chosen);
  const live = useLiveRule(ruleId);
  const catalog = useCatalog();
  const close = () => set({ dialog: null });
  if (!rule || !catalog) return null;
  if (workspace === null || !live) {
    return (
      <Dialog title={`Run “${rule.name}” now`} onClose={close}>
        <p>
          {workspace === null
            ? 'Rules run for real in a workspace, and none is joined yet. A dry run shows what would happen, without side effects.'
            : `This rule is not in ${workspace} yet: publish it first. A dry run shows what would happen, without side effects.`}
        </p>
        <DialogActions>
          {workspace === null ? (
            <Button
              onClick={() => {
                close();
                void startDemo();
              }}
            >
              Start a demo workspace
            </Button>
          ) : (
            <Button onClick={() => set({ dialog: null, mode: 'publish' })}>Publish…</Button>
          )}
          <Button
            look="primary"
            onClick={() => {
              close();
              void openRule(rule.id).then(() => set({ mode: 'dry-run' }));
            }}
          >
            Dry run
          </Button>
        </DialogActions>
      </Dialog>
    );
  }
  return <RunForm rule={rule} workspace={workspace} version={live.version} catalog={catalog} />;
}

const bySubject = 'subject:';

interface RunFormProps {
  rule: RuleSummary;
  workspace: string;
  version: number;
  catalog: Catalog;
}

function RunForm({ rule, workspace, version, catalog }: RunFormProps): ReactElement {
  const { trigger } = rule;
  const samples = trigger.kind === 'event' ? (findEventType(catalog, trigger.eventType)?.samples ?? []) : [];
  const [source, setSource] = useState(bySubject);
  const [subject, setSubject] = useState('');
  const [isRunning, setRunning] = useState(false);
  const close = () => set({ dialog: null });
  const isMissing = trigger.kind === 'event' && source === bySubject && subject.trim() === '';

  function occasion(): Occasion {
    if (trigger.kind === 'schedule') return {};
    const sample = samples.find(({ name }) => name === source);
    if (!sample) return { subject: subject.trim() };
    // An event of its own: the workspace gives it an id and the time it is now.
    const { id: _id, firedAt: _firedAt, ...event } = sample.event;
    return { event };
  }
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isMissing || isRunning) return;
    setRunning(true);
    if (await runRuleNow(rule.id, occasion())) close();
    else setRunning(false);
  }
  return (
    <Dialog title={`Run “${rule.name}” now`} onClose={close}>
      <form onSubmit={(event) => void submit(event)} style={{ display: 'contents' }}>
        <p>
          For real: what v{version} does is done in <b>{workspace}</b>, mails and calls included.
          {trigger.kind === 'schedule' ? ' It runs once for each app of its scope.' : ''}
        </p>
        {trigger.kind === 'event' ? (
          <>
            <Field label="On">
              {(control) => (
                <Select
                  {...control}
                  value={source}
                  options={[
                    { value: bySubject, label: 'The newest event about…' },
                    ...samples.map(({ name }) => ({ value: name, label: `Sample: ${name}` })),
                  ]}
                  onChange={setSource}
                />
              )}
            </Field>
            {source === bySubject ? (
              <Field label="About" hint="What events are about: a session, a ticket, a document, by its id.">
                {(control) => (
                  <input
                    {...control}
                    className={inputs.input}
                    value={subject}
                    onChange={(event) => setSubject(event.target.value)}
                  />
                )}
              </Field>
            ) : null}
          </>
        ) : null}
        <DialogActions>
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" type="submit" disabled={isMissing || isRunning}>
            Run now
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
