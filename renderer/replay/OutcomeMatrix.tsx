import type { ReactElement } from 'react';
import type { ReplayView } from '../../engine/contract/index.ts';
import { changeFilter } from '../state/replay.ts';
import { askWhyNot } from '../state/replay-compare.ts';
import { asking, type Outcome, useReplay } from '../state/replay-state.ts';
import { numberText } from './amounts.ts';
import { OutcomeSign } from './OutcomeSign.tsx';
import { outcomes } from './outcome-words.ts';
import styles from './Replay.module.css';

type Row = ReplayView['outcomes'][number];

/** Every rule with how often it came to what; a number shows its matches. */
export function OutcomeMatrix({ view }: { view: ReplayView }): ReactElement {
  const rows = view.outcomes.toSorted((one, other) => other.matched - one.matched);
  const shown = outcomes.filter(
    ({ value }) => value === 'executed' || rows.some((row) => countOf(row, value) > 0),
  );
  const show = (rule: string, outcome: Outcome | null): void => {
    useReplay.setState({ tab: 'matches' });
    changeFilter({ rule, ...asking(outcome) });
  };
  const cell = (row: Row, outcome: Outcome | null, count: number, words: string): ReactElement =>
    count === 0 ? (
      <span className={styles.zero}>0</span>
    ) : (
      <button
        type="button"
        aria-label={`${row.name}: ${numberText(count)} ${words}, show them`}
        onClick={() => show(row.rule, outcome)}
      >
        {numberText(count)}
      </button>
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled with the keyboard
    <section className={styles.matrix} aria-label="Rules and outcomes" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">Matches</th>
            {shown.map(({ value, label }) => (
              <th scope="col" key={value}>
                <OutcomeSign outcome={value} /> {label}
              </th>
            ))}
            <th scope="col">With an invalid step</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.rule}>
              <th scope="row">{row.name}</th>
              <td>
                {row.matched === 0 && view.state === 'finished' ? (
                  <button
                    type="button"
                    aria-label={`${row.name}: why not?`}
                    onClick={() => void askWhyNot(row.rule)}
                  >
                    Why not?
                  </button>
                ) : (
                  cell(row, null, row.matched, 'matches')
                )}
              </td>
              {shown.map(({ value, label }) => (
                <td key={value}>{cell(row, value, countOf(row, value), label.toLowerCase())}</td>
              ))}
              <td>
                <span className={row.invalid === 0 ? styles.zero : styles.bad}>
                  {numberText(row.invalid)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function countOf(row: Row, outcome: Outcome): number {
  return outcome === 'executed' ? row.executed : (row.skipped[outcome] ?? 0);
}
