import type { InputIssue, Problem, Severity } from '../../engine/model/index.ts';
import { type CodeTree, markSpan, spanOfPlace, type TextSpan } from './text-places.ts';

/** Something to underline in the text, with the words shown for it. */
export interface CodeMarker extends TextSpan {
  severity: Severity;
  code: string;
  message: string;
  /** True for broken JSON, which the editor's own parser also tells about. */
  isSyntax: boolean;
  /** What would mend it: the text for the value there. */
  fix?: { title: string; text: string; span: TextSpan };
}

/** What is wrong, where it stands in the text: reading issues while there are any, otherwise the rule's problems. */
export function codeMarkers(
  tree: CodeTree,
  issues: readonly InputIssue[],
  problems: readonly Problem[],
): CodeMarker[] {
  // Problems are those of the last valid rule; beside a text that is not one they would point astray.
  if (issues.length > 0) return issues.map((issue) => issueMarker(tree, issue));
  return problems.map((problem) => ({
    ...markSpan(tree, problem.at),
    severity: problem.severity,
    code: problem.code,
    message: problem.fix ? `${problem.message}\n${problem.fix}` : problem.message,
    isSyntax: false,
    ...fixOf(tree, problem),
  }));
}

function fixOf(tree: CodeTree, { fix, replacement, at }: Problem): Pick<CodeMarker, 'fix'> {
  const span = replacement === undefined ? null : spanOfPlace(tree, at);
  if (replacement === undefined || !span) return {};
  return { fix: { title: fix ?? 'Fix it', text: JSON.stringify(replacement), span } };
}

function issueMarker(tree: CodeTree, issue: InputIssue): CodeMarker {
  const isSyntax = issue.code === 'not-json';
  const span = isSyntax ? syntaxSpan(tree) : markSpan(tree, issue.at);
  return { ...span, severity: 'error', code: issue.code, message: issue.message, isSyntax };
}

/** What broken JSON breaks at, by the tree's parser: the reader's message does not always tell. Else the end. */
function syntaxSpan({ text, brokenAt }: CodeTree): TextSpan {
  const end = text.trimEnd().length;
  if (brokenAt && brokenAt.from < end)
    return { from: brokenAt.from, to: Math.max(brokenAt.to, brokenAt.from + 1) };
  return { from: Math.max(0, end - 1), to: end };
}
