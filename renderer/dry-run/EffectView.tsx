import type { ReactElement, ReactNode } from 'react';
import Markdown, { type Components } from 'react-markdown';
import type { Effect, Json } from '../../engine/model/index.ts';
import { Chip } from '../design/Chip.tsx';
import { jsonText } from '../inspector/fields/json-text.ts';
import { tagText } from '../words/values.ts';
import styles from './DryRunInspector.module.css';

type Field = [label: string, value: Json | undefined];

type Tense = 'would' | 'did' | 'did-not';

interface EffectViewProps {
  effect: Effect;
  /** What came of it: it is only described, it was carried out, or it was not although it should have been. */
  tense?: Tense;
}

const past: Readonly<Record<string, string>> = {
  send: 'Sent',
  tag: 'Tagged',
  take: 'Took',
  assign: 'Assigned',
  hand: 'Handed',
  run: 'Ran',
  ask: 'Asked',
  call: 'Called',
  add: 'Added',
  set: 'Set',
  close: 'Closed',
  reopen: 'Reopened',
};

/** One described effect, drawn as what it is: a mail, a request, a change of tags, a tool call. */
export function EffectView({ effect, tense = 'would' }: EffectViewProps): ReactElement {
  const { title: would, body } = draw(effect);
  const title = inTense(would, tense);
  return (
    <div className={styles.effect}>
      <h4>{title}</h4>
      {body}
    </div>
  );
}

/** A mail is only looked at: its links lead nowhere, and its pictures are not fetched. */
const inert: Components = {
  a: ({ href, children }) => (
    <span className={styles.link} title={href}>
      {children}
    </span>
  ),
  img: ({ alt, src }) => (
    <span className={styles.picture} title={src}>
      {alt || 'picture'}
    </span>
  ),
};

function inTense(would: string, tense: Tense): string {
  switch (tense) {
    case 'would':
      return would;
    case 'did':
      return would.replace(/^Would (\w+)/, (_whole, verb: string) => past[verb] ?? verb);
    case 'did-not':
      return would.replace(/^Would /, 'Failed to ');
  }
}

/** An effect in one line: what would be done, and to whom where that is short. */
export function effectTitle(effect: Effect, step: string): string {
  const { title } = draw(effect);
  const [whole, what] = /^Would (.+)$/.exec(title) ?? [];
  const told =
    whole === undefined || what === undefined ? step : what.charAt(0).toUpperCase() + what.slice(1);
  const detail = [
    effect.to,
    effect.memberName,
    effect.teamTitle,
    effect.tag,
    effect.added,
    effect.tool,
    effect.url,
    effect.title,
    effect.after,
  ].find((value) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0));
  if (detail === undefined || detail === null) return told;
  return `${told}: ${Array.isArray(detail) ? detail.map(tagText).join(', ') : tagText(detail)}`;
}

function draw(effect: Effect): { title: string; body: ReactNode } {
  switch (effect.kind) {
    case 'email.send':
      return {
        title: 'Would send this mail',
        body: (
          <>
            <div className={styles.mail}>
              <Facts fields={pick(effect, ['to', 'To'], ['subject', 'Subject'])} />
              <div className={styles.mailBody}>
                <Markdown components={inert}>{jsonText(effect.body ?? '')}</Markdown>
              </div>
            </div>
            <Facts fields={pick(effect, ['template', 'Template'], ['savedSearch', 'Search'])} />
          </>
        ),
      };
    case 'http.post':
      return {
        title: 'Would send this request',
        body: (
          <>
            <div className={styles.request}>
              <code>
                <b>{jsonText(effect.method ?? 'POST')}</b> {jsonText(effect.url ?? '')}
              </code>
              <Facts fields={headerFields(effect.headers)} />
              <pre>{JSON.stringify(effect.body ?? null, null, 2)}</pre>
            </div>
          </>
        ),
      };
    case 'session.tag':
      return {
        title: 'Would tag the session',
        body: <Tags all={effect.tags} added={effect.added} removed={[]} />,
      };
    case 'ticket.tag': {
      const tag = [effect.tag ?? ''];
      const isAdded = effect.change === 'added';
      return {
        title: isAdded ? 'Would tag the ticket' : 'Would take a tag off the ticket',
        body: <Tags all={effect.after} added={isAdded ? tag : []} removed={isAdded ? [] : tag} />,
      };
    }
    case 'session.assign':
      return {
        title: 'Would assign the session',
        body: (
          <Facts
            fields={pick(effect, ['memberName', 'To'], ['memberId', 'Member'], ['strategy', 'Chosen by'])}
          />
        ),
      };
    case 'human.escalate':
      return {
        title: 'Would hand over to a person',
        body: (
          <>
            <Facts
              fields={pick(effect, ['teamTitle', 'Team'], ['pinName', 'Pinned to'], ['reason', 'Reason'])}
            />
            <h4>Kept in the audit log</h4>
            <Code value={effect.audit} />
          </>
        ),
      };
    case 'search.run':
      return {
        title: 'Would run this search',
        body: <Facts fields={pick(effect, ['title', 'Search'], ['query', 'Query'], ['runAs', 'As'])} />,
      };
    case 'model.ask':
      return {
        title: 'Would ask the model',
        body: (
          <>
            <blockquote className={styles.question}>{jsonText(effect.question ?? '')}</blockquote>
            <Facts fields={pick(effect, ['context', 'It may read'], ['runAs', 'As'])} />
          </>
        ),
      };
    case 'mcp.call':
      return {
        title: 'Would call this tool',
        body: (
          <>
            <Facts fields={pick(effect, ['tool', 'Tool'], ['server', 'Server'])} />
            <Code value={effect.args} />
          </>
        ),
      };
    case 'ticket.note':
      return { title: 'Would add an internal note', body: <p>{jsonText(effect.text ?? '')}</p> };
    case 'ticket.assign':
      return { title: 'Would assign the ticket', body: <Change effect={effect} /> };
    case 'ticket.priority':
      return { title: 'Would set the priority', body: <Change effect={effect} /> };
    case 'ticket.close':
      return { title: 'Would close the ticket', body: <Change effect={effect} /> };
    case 'ticket.reopen':
      return { title: 'Would reopen the ticket', body: <Change effect={effect} /> };
    default: {
      const { kind, ...fields } = effect;
      return { title: kind, body: <Facts fields={Object.entries(fields)} /> };
    }
  }
}

function pick(effect: Effect, ...wanted: [key: string, label: string][]): Field[] {
  return wanted.map(([key, label]) => [label, effect[key]]);
}

function headerFields(headers: Json | undefined): Field[] {
  return headers && typeof headers === 'object' && !Array.isArray(headers) ? Object.entries(headers) : [];
}

function Change({ effect }: { effect: Effect }): ReactElement {
  const text = (value: Json | undefined): string =>
    value === null || value === undefined ? 'nobody' : jsonText(value);
  return (
    <>
      <p>
        {text(effect.before)} → <strong>{text(effect.after)}</strong>
      </p>
      <Facts fields={pick(effect, ['reason', 'Reason'])} />
    </>
  );
}

function Code({ value }: { value: Json | undefined }): ReactElement {
  return <pre className={styles.json}>{JSON.stringify(value ?? null, null, 2)}</pre>;
}

function Facts({ fields }: { fields: readonly Field[] }): ReactElement {
  return (
    <dl className={styles.facts}>
      {fields.map(([label, value]) =>
        value === undefined || value === null || (Array.isArray(value) && value.length === 0) ? null : (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{Array.isArray(value) ? value.map(jsonText).join(', ') : jsonText(value)}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

interface TagsProps {
  all: Json | undefined;
  added: Json | undefined;
  removed: Json[];
}

function Tags({ all, added, removed }: TagsProps): ReactElement {
  const isNew = new Set(Array.isArray(added) ? added.map(tagText) : []);
  const shown = Array.isArray(all) ? all.map(tagText) : [];
  return (
    <div className={styles.tags}>
      {shown.map((tag) => (
        <Chip key={tag} tone={isNew.has(tag) ? 'pass' : 'neutral'}>
          {isNew.has(tag) ? `+ ${tag}` : tag}
        </Chip>
      ))}
      {removed.map(tagText).map((tag) => (
        <Chip key={tag} tone="fail">
          − {tag}
        </Chip>
      ))}
    </div>
  );
}
