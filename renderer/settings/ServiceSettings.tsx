import { type ReactElement, useCallback, useState } from 'react';
import type { ServiceSettings as Service } from '../../engine/contract/index.ts';
import { client } from '../state/store.ts';
import { ServiceFile } from './ServiceFile.tsx';
import styles from './settings.module.css';
import { ToolServers } from './ToolServers.tsx';
import { useAnswer } from './use-answer.ts';

/** What is set there, and the part of the file that sets it. */
const parts: readonly { what: string; detail: string; at: string }[] = [
  {
    what: 'Mail',
    detail: 'Server, sender, encryption. Without it, steps that send mail fail and say so.',
    at: '[mail]',
  },
  { what: 'Model', detail: 'Which model answers questions of rules, and how many a day.', at: '[model]' },
  {
    what: 'Tool servers',
    detail: 'The exact command or address of each. None is used before somebody agreed to exactly that.',
    at: '[[mcp.servers]]',
  },
  {
    what: 'Addresses that may be called',
    detail: 'Out of the box: https to public addresses.',
    at: '[outgoing]',
  },
  {
    what: 'Rate limits',
    detail: 'Requests, calls and mails a minute; failures until a rule is paused.',
    at: '[limits]',
  },
  {
    what: 'Retention',
    detail: 'Events are kept for 90 days and runs for 365, unless it says otherwise.',
    at: '[retention]',
  },
  { what: 'Due times of tickets', detail: 'Minutes to the first response, by priority.', at: '[sla]' },
];

interface ServiceSettingsProps {
  workspace: string;
  onChanged(): void;
}

/** `workspace.toml`: written from here for the demo on this machine, and only there for any other workspace. */
export function ServiceSettings({ workspace, onChanged }: ServiceSettingsProps): ReactElement {
  const ask = useCallback(() => client().settings.service.get({ workspace }), [workspace]);
  const { value: service, trouble, setValue } = useAnswer(ask);
  const [isDraft, setDraft] = useState(false);
  function changed(to: Service | null): void {
    if (to) setValue(to);
    onChanged();
  }
  return (
    <>
      <section className={styles.card} aria-label="Settings of the service">
        <h3>Settings of the service</h3>
        <p>
          {service
            ? 'This workspace runs on this machine, so they can be changed here.'
            : `These are kept where ${workspace} runs, in its workspace.toml. Whoever runs it can change them; nobody can from here.`}
        </p>
        <dl className={styles.parts}>
          {parts.map(({ what, detail, at }) => (
            <div key={at}>
              <dt>
                {what} <code>{at}</code>
              </dt>
              <dd>{detail}</dd>
            </div>
          ))}
        </dl>
      </section>
      {trouble ? (
        <p className={styles.trouble} role="alert">
          {trouble}
        </p>
      ) : null}
      {service ? (
        <>
          <ToolServers
            workspace={workspace}
            servers={service.servers}
            isDraft={isDraft}
            onChanged={changed}
          />
          <ServiceFile
            key={service.text}
            workspace={workspace}
            service={service}
            onSaved={changed}
            onDraft={setDraft}
          />
        </>
      ) : null}
    </>
  );
}
