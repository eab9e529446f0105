import type { ReactElement } from 'react';
import { placeOfNode } from '../../engine/editing/index.ts';
import { useNodeVerdict } from '../state/dry-run.ts';
import { useCatalog, useRule, useSelection } from '../state/selectors.ts';
import { placeText } from '../words/place-words.ts';
import { verdictWord } from './Verdict.tsx';

/** Says what is selected, for those who cannot see the ring around it. */
export function SelectionAnnouncer(): ReactElement {
  const rule = useRule();
  const catalog = useCatalog();
  const selection = useSelection();
  const node = selection.at(-1) ?? '';
  const verdict = useNodeVerdict(node);
  const at = rule && node !== '' ? placeOfNode(rule, node) : null;
  const more = selection.length > 1 ? `, and ${selection.length - 1} more` : '';
  const found = verdict ? `: ${verdictWord(verdict)}` : '';
  return (
    <p className="visually-hidden" aria-live="polite">
      {rule && catalog && at !== null ? `Selected ${placeText(at, rule, catalog)}${found}${more}` : ''}
    </p>
  );
}
