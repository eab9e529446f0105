import type { ReactElement } from 'react';
import type { Effect, Json } from '../../engine/model/index.ts';
import { Chip } from '../design/Chip.tsx';
import { jsonText } from '../inspector/fields/json-text.ts';
import styles from './dry-run.module.css';

const titles: Readonly<Record<string, string>> = {
  'session.assign': 'Would assign the session',
  'session.tag': 'Would tag the session',
  'email.send': 'Would send this mail',
  'human.escalate': 'Would hand over to a person',
  'search.run': 'Would run this search',
  'model.ask': 'Would ask the model',
  'http.post': 'Would send this request',
  'mcp.call': 'Would call this tool',
  'ticket.assign': 'Would assign the ticket',
  'ticket.tag': 'Would change the ticket’s tags',
  'ticket.priority': 'Would set the priority',
  'ticket.close': 'Would close the ticket',
  'ticket.reopen': 'Would reopen the ticket',
  'ticket.note': 'Would add an internal note',
};

/** One described effect, drawn as what it is: a mail, a request, a change of tags, or its plain fields. */
export function EffectView({ effect }: { effect: Effect }): ReactElement {
  return (
    <div className={styles.effect}>
      <h4>{titles[effect.kind] ?? effect.kind}</h4>
      <EffectBody effect={effect} />
    </div>
  );
}

function EffectBody({ effect }: { effect: Effect }): ReactElement {
  switch (effect.kind) {
    case 'email.send':
      return (
        <>
          <Facts
            fields={[
              ['To', effect.to],
              ['Subject', effect.subject],
              ['Template', effect.template],
            ]}
          />
          <div className={styles.mailBody}>{jsonText(effect.body ?? '')}</div>
        </>
      );
    case 'http.post':
      return (
        <>
          <Facts
            fields={[
              ['POST', effect.url],
              ['Headers', effect.headers],
            ]}
          />
          <pre className={styles.json}>{JSON.stringify(effect.body ?? null, null, 2)}</pre>
        </>
      );
    case 'session.tag':
      return <Tags all={effect.tags} added={effect.added} />;
    case 'ticket.tag':
      return <Tags all={effect.after} added={effect.change === 'added' ? [effect.tag ?? ''] : []} />;
    default: {
      const { kind: _kind, ...fields } = effect;
      return <Facts fields={Object.entries(fields)} />;
    }
  }
}

function Facts({ fields }: { fields: [string, Json | undefined][] }): ReactElement {
  return (
    <dl className={styles.facts}>
      {fields.map(([name, value]) =>
        value === undefined || value === null || (Array.isArray(value) && value.length === 0) ? null : (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{Array.isArray(value) ? value.map(jsonText).join(', ') : jsonText(value)}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function Tags({ all, added }: { all: Json | undefined; added: Json | undefined }): ReactElement {
  const isNew = new Set(Array.isArray(added) ? added.map(jsonText) : []);
  const shown = Array.isArray(all) ? all.map(jsonText) : [];
  return (
    <div className={styles.tags}>
      {shown.map((tag) => (
        <Chip key={tag} tone={isNew.has(tag) ? 'pass' : 'neutral'}>
          {isNew.has(tag) ? `+ ${tag}` : tag}
        </Chip>
      ))}
    </div>
  );
}
