import type { Place } from '../../engine/model/index.ts';
import type { CodeContext } from './code-context.ts';
import type { CodeMarker } from './code-markers.ts';
import { editorOptions } from './editor-options.ts';
import { offerHelp, rangeOf } from './editor-providers.ts';
import { defineTheme, type EditorTheme, themeName } from './editor-theme.ts';
import { editor, MarkerSeverity, prepareMonaco } from './monaco.ts';
import { smallestChange } from './text-change.ts';
import { placeAt, readTree, spanOfPlace } from './text-places.ts';

export interface CodeSessionListener {
  /** A person changed the text; not called for `follow`. */
  onChange(text: string): void;
  onPlaceChange(at: Place): void;
  /** Asked when completion or a hover is wanted. */
  context(text: string): CodeContext;
}

/** One editor on one text. */
export interface CodeSession {
  /** Takes over a text that was changed elsewhere, keeping cursor and scroll position. */
  follow(text: string): void;
  mark(markers: readonly CodeMarker[]): void;
  /** Selects what is at a place and scrolls to it; a place that the text does not have is left alone. */
  reveal(at: Place): void;
  setTheme(theme: EditorTheme): void;
  dispose(): void;
}

const markerOwner = 'rulewright';

export function openCodeSession(
  host: HTMLElement,
  text: string,
  theme: EditorTheme,
  listener: CodeSessionListener,
): CodeSession {
  prepareMonaco();
  defineTheme(theme);
  const model = editor.createModel(text, 'json');
  const view = editor.create(host, { ...editorOptions, model, theme: themeName(theme) });
  // Widths were measured with a stand-in if the font was not there yet.
  document.fonts.ready.then(() => editor.remeasureFonts());

  let isFollowing = false;
  // Texts reported and not yet seen back. One that comes back late must not undo what was typed since.
  let reported: string[] = [];
  let place: Place | null = null;
  let markers: readonly CodeMarker[] = [];

  const endHelp = offerHelp(
    model,
    () => listener.context(model.getValue()),
    () => markers,
  );
  const drawMarkers = () => {
    const parserSpoke = editor
      .getModelMarkers({ resource: model.uri, owner: 'json' })
      .some((marker) => marker.severity === MarkerSeverity.Error);
    const shown = parserSpoke ? markers.filter((marker) => !marker.isSyntax) : markers;
    editor.setModelMarkers(
      model,
      markerOwner,
      shown.map((marker) => ({
        ...rangeOf(model, marker),
        message: marker.message,
        severity: severities[marker.severity],
        code: marker.code,
        source: 'Rulewright',
      })),
    );
  };
  const subscriptions = [
    model.onDidChangeContent(() => {
      if (isFollowing) return;
      const changed = model.getValue();
      chooseLanguage(model, changed);
      reported.push(changed);
      listener.onChange(changed);
    }),
    view.onDidChangeCursorPosition(({ position }) => {
      if (isFollowing) return;
      const at = placeAt(readTree(model.getValue()), model.getOffsetAt(position));
      if (at === place) return;
      place = at;
      listener.onPlaceChange(at);
    }),
    editor.onDidChangeMarkers((changed) => {
      const isOurs = changed.some((uri) => uri.toString() === model.uri.toString());
      if (isOurs && markers.some((marker) => marker.isSyntax)) drawMarkers();
    }),
  ];

  return {
    follow(next) {
      const echo = reported.indexOf(next);
      reported = echo < 0 ? [] : reported.slice(echo + 1);
      const change = echo < 0 ? smallestChange(model.getValue(), next) : null;
      if (!change) return;
      const scroll = view.getScrollTop();
      chooseLanguage(model, next);
      isFollowing = true;
      // Past Monaco's own undo stack: the studio's history is the only one.
      model.applyEdits([{ range: rangeOf(model, change), text: change.text }]);
      isFollowing = false;
      view.setScrollTop(scroll);
    },
    mark(next) {
      markers = next;
      chooseLanguage(model, model.getValue());
      drawMarkers();
    },
    reveal(at) {
      const span = spanOfPlace(readTree(model.getValue()), at);
      if (!span) return;
      const range = rangeOf(model, span);
      view.setSelection(range);
      view.revealRangeInCenterIfOutsideViewport(range, editor.ScrollType.Smooth);
    },
    setTheme(next) {
      defineTheme(next);
      editor.setTheme(themeName(next));
    },
    dispose() {
      endHelp();
      for (const subscription of subscriptions) subscription.dispose();
      view.dispose();
      model.dispose();
    },
  };
}

/** The JSON mode's worker recurses: what is too deep to be read is shown as plain text. */
function chooseLanguage(model: editor.ITextModel, text: string): void {
  const isReadable = readTree(text).root !== undefined || text.trim() === '';
  editor.setModelLanguage(model, isReadable ? 'json' : 'plaintext');
}

const severities = {
  error: MarkerSeverity.Error,
  warning: MarkerSeverity.Warning,
  hint: MarkerSeverity.Info,
} as const;
