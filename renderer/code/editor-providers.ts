import type { CodeCompletion, CompletionKind } from './code-completion.ts';
import type { CodeContext } from './code-context.ts';
import type { CodeMarker } from './code-markers.ts';
import { completeCode } from './complete-code.ts';
import { describeCode } from './describe-code.ts';
import { type editor, languages, Range } from './monaco.ts';
import type { TextSpan } from './text-places.ts';

/** Offers completion and hovers for one model. `context` is asked each time; the answer ends them for that model. */
export function offerHelp(
  model: editor.ITextModel,
  context: () => CodeContext,
  markers: () => readonly CodeMarker[],
): () => void {
  const fixes = languages.registerCodeActionProvider('json', {
    provideCodeActions: (asked, range) => ({
      actions: asked === model ? markers().flatMap((marker) => fixAction(model, marker, range)) : [],
      dispose: () => undefined,
    }),
  });
  const completion = languages.registerCompletionItemProvider('json', {
    triggerCharacters: ['"', '$', '{', '.', ':', ' '],
    provideCompletionItems: (asked, position) => {
      if (asked !== model) return { suggestions: [] };
      const found = completeCode(context(), model.getOffsetAt(position));
      return { suggestions: found.map((entry, order) => suggestion(model, entry, order)) };
    },
  });
  const hover = languages.registerHoverProvider('json', {
    provideHover: (asked, position) => {
      const found = asked === model ? describeCode(context(), model.getOffsetAt(position)) : null;
      return found && { contents: [{ value: found.text }], range: rangeOf(model, found.span) };
    },
  });
  return () => {
    completion.dispose();
    hover.dispose();
    fixes.dispose();
  };
}

export function rangeOf(model: editor.ITextModel, span: TextSpan): Range {
  return Range.fromPositions(model.getPositionAt(span.from), model.getPositionAt(span.to));
}

/** The mending of a problem that stands in the range, as an edit of the text. */
function fixAction(model: editor.ITextModel, marker: CodeMarker, range: Range): languages.CodeAction[] {
  if (!marker.fix || !Range.areIntersectingOrTouching(rangeOf(model, marker), range)) return [];
  const { title, text, span } = marker.fix;
  const textEdit = { range: rangeOf(model, span), text };
  return [
    {
      title: title.charAt(0).toUpperCase() + title.slice(1),
      kind: 'quickfix',
      isPreferred: true,
      edit: { edits: [{ resource: model.uri, versionId: undefined, textEdit }] },
    },
  ];
}

function suggestion(
  model: editor.ITextModel,
  entry: CodeCompletion,
  order: number,
): languages.CompletionItem {
  return {
    label: entry.detail === undefined ? entry.label : { label: entry.label, description: entry.detail },
    kind: icons[entry.kind],
    insertText: entry.insert,
    filterText: entry.filter,
    sortText: String(order).padStart(5, '0'),
    range: rangeOf(model, entry.replace),
    ...(entry.documentation === undefined ? {} : { documentation: { value: entry.documentation } }),
    ...(entry.isSnippet ? { insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet } : {}),
    ...(entry.asksAgain ? { command: { id: 'editor.action.triggerSuggest', title: 'Suggest' } } : {}),
  };
}

const icons: Readonly<Record<CompletionKind, languages.CompletionItemKind>> = {
  key: languages.CompletionItemKind.Property,
  path: languages.CompletionItemKind.Field,
  operator: languages.CompletionItemKind.Operator,
  value: languages.CompletionItemKind.Value,
  variable: languages.CompletionItemKind.Variable,
  node: languages.CompletionItemKind.Snippet,
};
