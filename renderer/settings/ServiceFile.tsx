import { safe } from '@orpc/client';
import { CircleAlert } from 'lucide-react';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import type { ServiceSettings, SettingsIssue } from '../../engine/contract/index.ts';
import { Button } from '../design/Button.tsx';
import { toast } from '../design/toast.ts';
import { loadRemotes } from '../state/remote.ts';
import { client } from '../state/store.ts';
import styles from './ServiceFile.module.css';
import settings from './settings.module.css';
import { troubleOf } from './use-answer.ts';

interface ServiceFileProps {
  workspace: string;
  service: ServiceSettings;
  onSaved(changed: ServiceSettings | null): void;
  /** Whether there is text here that is not saved. */
  onDraft(isChanged: boolean): void;
}

/** Milliseconds without a key pressed after which the text is checked. */
const calm = 250;

/** `workspace.toml` as text, with what is wrong named at its line while it is written. */
export function ServiceFile({ workspace, service, onSaved, onDraft }: ServiceFileProps): ReactElement {
  const { file, text, told } = service;
  const [draft, setDraft] = useState(text);
  const [issues, setIssues] = useState<readonly SettingsIssue[]>([]);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const editor = useRef<HTMLTextAreaElement>(null);
  const isChanged = draft !== text;

  useEffect(() => onDraft(isChanged), [isChanged, onDraft]);
  useEffect(() => {
    let isGone = false;
    const timer = setTimeout(() => {
      void safe(client().settings.service.check({ text: draft })).then(({ error, data }) => {
        if (!isGone && !error) setIssues(data);
      });
    }, calm);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [draft]);

  async function save(): Promise<void> {
    setBusy(true);
    const { error, data } = await safe(client().settings.service.change({ workspace, text: draft }));
    setBusy(false);
    setRefusal(error ? troubleOf(error) : null);
    if (error) return;
    onSaved(data);
    toast.info('Saved', `${workspace} runs with these settings now.`);
    await loadRemotes(undefined);
  }

  function goTo(line: number): void {
    const lines = draft.split('\n');
    const start = lines.slice(0, line - 1).reduce((length, each) => length + each.length + 1, 0);
    editor.current?.focus();
    editor.current?.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  }

  const wrong = new Set(issues.flatMap(({ line }) => line ?? []));
  const lines = draft.split('\n');
  return (
    <section className={settings.card} aria-label="workspace.toml">
      <h3>
        <label htmlFor="service-settings">workspace.toml</label>
      </h3>
      <div className={styles.editor}>
        <ol className={styles.numbers} aria-hidden>
          {lines.map((_line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
            <li key={index} data-wrong={wrong.has(index + 1) || undefined}>
              {wrong.has(index + 1) ? <CircleAlert size={12} /> : null} {index + 1}
            </li>
          ))}
        </ol>
        <textarea
          id="service-settings"
          ref={editor}
          className={styles.text}
          rows={lines.length}
          wrap="off"
          spellCheck={false}
          autoCapitalize="off"
          value={draft}
          aria-invalid={issues.length > 0}
          aria-describedby={issues.length > 0 ? 'service-issues' : undefined}
          onChange={(event) => setDraft(event.target.value)}
        />
      </div>
      <div className={styles.foot}>
        {issues.length > 0 ? (
          <div id="service-issues" role="alert">
            <ul className={styles.issues}>
              {issues.map(({ message, line }) => (
                <li key={`${line} ${message}`}>
                  <CircleAlert size={14} aria-hidden />
                  <span>{message}</span>
                  {line === null ? null : (
                    <Button size="small" onClick={() => goTo(line)}>
                      Line {line}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </div>
        ) : null}
        {refusal ? (
          <p className={settings.trouble} role="alert">
            Nothing was saved. {refusal}
          </p>
        ) : null}
        <div className={settings.buttons}>
          <Button
            look="primary"
            disabled={isBusy || !isChanged || issues.length > 0}
            onClick={() => void save()}
          >
            {isBusy ? 'Starting it again…' : 'Save and start it again'}
          </Button>
          {isChanged ? <Button onClick={() => setDraft(text)}>Discard changes</Button> : null}
        </div>
      </div>
      {told.length > 0 ? (
        <>
          <h3>What it said when it started</h3>
          <ul className={settings.told} aria-label="What it said when it started">
            {told.map((line) => (
              <li key={line}>
                <code>{line}</code>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <p className={settings.hint}>
        {file}. Secrets are written as references, such as secret:smtp, and their values kept in secrets.json
        beside it.
      </p>
    </section>
  );
}
