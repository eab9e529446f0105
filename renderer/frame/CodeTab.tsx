import { type ReactElement, useSyncExternalStore } from 'react';
import { placeOfNode } from '../../engine/editing/index.ts';
import { isStudioKey } from '../actions/use-keyboard.ts';
import { CodeEditor } from '../code/CodeEditor.tsx';
import { codeText, redoEdit, typeCode, undoEdit } from '../state/document.ts';
import { presentOf, useCatalog, useCodeIssues, useProblems, useRule } from '../state/selectors.ts';
import { useStudio } from '../state/store.ts';

const darkScheme = window.matchMedia('(prefers-color-scheme: dark)');

function followScheme(notify: () => void): () => void {
  darkScheme.addEventListener('change', notify);
  return () => darkScheme.removeEventListener('change', notify);
}

/** The rule as JSON, in step with the canvas. */
export function CodeTab(): ReactElement | null {
  const rule = useRule();
  const catalog = useCatalog();
  const problems = useProblems();
  const issues = useCodeIssues();
  const text = useStudio((state) => {
    const present = presentOf(state);
    return present ? codeText(present) : '';
  });
  const revealAt = useStudio((state) => {
    const present = presentOf(state);
    const selected = present?.selection.at(-1);
    return present && selected !== undefined ? placeOfNode(present.rule, selected) : null;
  });
  const theme = useStudio((state) => state.theme);
  const prefersDark = useSyncExternalStore(followScheme, () => darkScheme.matches);
  if (!rule || !catalog) return null;
  const shown = theme === 'system' ? (prefersDark ? 'dark' : 'light') : theme;
  return (
    <CodeEditor
      text={text}
      onChange={typeCode}
      onUndo={undoEdit}
      onRedo={redoEdit}
      problems={problems}
      issues={issues}
      catalog={catalog}
      rule={rule}
      theme={shown}
      revealAt={revealAt}
      isStudioKey={isStudioKey}
    />
  );
}
