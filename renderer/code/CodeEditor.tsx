import { type ReactElement, useEffect, useMemo, useRef } from 'react';
import type { Catalog } from '../../engine/catalog/index.ts';
import type { InputIssue, Place, Problem, Rule } from '../../engine/model/index.ts';
import { codeContext } from './code-context.ts';
import { codeMarkers } from './code-markers.ts';
import { type CodeSession, openCodeSession } from './code-session.ts';
import { hostKey } from './host-keys.ts';
import './code-editor.css';
import { ruleSchema } from './rule-schema.ts';
import { readTree } from './text-places.ts';

export interface CodeEditorProps {
  /** The whole text. When it changes from outside, the editor follows, keeping cursor and scroll position. */
  text: string;
  onChange(text: string): void;
  onUndo(): void;
  onRedo(): void;
  problems: readonly Problem[];
  /** Why the text is not a valid rule; empty when it is one. */
  issues: readonly InputIssue[];
  catalog: Catalog;
  /** The last valid rule. */
  rule: Rule;
  theme: 'light' | 'dark';
  /** A place to scroll to and select, when it changes. */
  revealAt: Place | null;
  onPlaceChange?(at: Place): void;
  /** Keys that belong to the studio even while the editor has the focus; they reach the window untouched. */
  isStudioKey?(event: KeyboardEvent): boolean;
}

/** The rule as JSON text. Monaco draws it; what it says about the rule comes from the engine. */
export function CodeEditor(props: CodeEditorProps): ReactElement {
  const { text, problems, issues, catalog, theme, revealAt } = props;
  const host = useRef<HTMLDivElement>(null);
  const session = useRef<CodeSession | null>(null);
  const schema = useMemo(() => ruleSchema(catalog), [catalog]);
  const latest = useRef({ ...props, schema });
  useEffect(() => {
    latest.current = { ...props, schema };
  });

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const opened = openCodeSession(element, latest.current.text, latest.current.theme, {
      onChange: (changed) => latest.current.onChange(changed),
      onPlaceChange: (at) => latest.current.onPlaceChange?.(at),
      context: (current) =>
        codeContext(readTree(current), latest.current.catalog, latest.current.schema, latest.current.rule),
    });
    session.current = opened;
    const onKey = (event: KeyboardEvent) => hostKey(event, latest.current);
    // Captured, so that Monaco does not see what is not for it.
    element.addEventListener('keydown', onKey, { capture: true });
    return () => {
      element.removeEventListener('keydown', onKey, { capture: true });
      session.current = null;
      opened.dispose();
    };
  }, []);

  useEffect(() => session.current?.follow(text), [text]);
  useEffect(
    () => session.current?.mark(codeMarkers(readTree(text), issues, problems)),
    [text, issues, problems],
  );
  useEffect(() => session.current?.setTheme(theme), [theme]);
  useEffect(() => {
    if (revealAt !== null) session.current?.reveal(revealAt);
  }, [revealAt]);

  // Monaco sizes itself in pixels; only a box of its own lets the one around it shrink again.
  return (
    <div style={{ position: 'relative', width: '100%', height: '100%', minWidth: 0, minHeight: 0 }}>
      {/* `nokey`: the canvas beside it takes the space bar for panning wherever nobody types, and knows no editors. */}
      <div
        ref={host}
        className="nokey"
        style={{ position: 'absolute', inset: 0 }}
        data-testid="code-editor"
      />
    </div>
  );
}
