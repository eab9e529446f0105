import { editor } from './monaco.ts';

export type EditorTheme = 'light' | 'dark';

export function themeName(theme: EditorTheme): string {
  return `rulewright-${theme}`;
}

/** Defines Monaco's theme from the design tokens as they are in that theme, whichever the page shows now. */
export function defineTheme(theme: EditorTheme): void {
  const ink = tokenReader(theme);
  const mark = (token: string): string => ink(token).slice(1);
  editor.defineTheme(themeName(theme), {
    base: theme === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: '', foreground: mark('--ink') },
      { token: 'string.key.json', foreground: mark('--ink') },
      { token: 'string.value.json', foreground: mark('--action') },
      { token: 'number.json', foreground: mark('--trigger') },
      { token: 'keyword.json', foreground: mark('--filter') },
      { token: 'delimiter', foreground: mark('--ink-3') },
    ],
    colors: {
      'editor.background': ink('--surface'),
      'editor.foreground': ink('--ink'),
      'editorCursor.foreground': ink('--accent'),
      'editor.selectionBackground': `${ink('--accent')}33`,
      'editor.inactiveSelectionBackground': `${ink('--accent')}1f`,
      'editor.lineHighlightBackground': ink('--hover'),
      'editor.lineHighlightBorder': '#00000000',
      'editor.wordHighlightBackground': `${ink('--accent')}1a`,
      'editor.wordHighlightStrongBackground': `${ink('--accent')}1a`,
      'editor.selectionHighlightBackground': `${ink('--accent')}1a`,
      'editor.hoverHighlightBackground': `${ink('--accent')}1a`,
      'editor.snippetTabstopHighlightBackground': `${ink('--accent')}1a`,
      'editor.snippetFinalTabstopHighlightBorder': '#00000000',
      'editor.findMatchBackground': `${ink('--warn')}55`,
      'editor.findMatchHighlightBackground': `${ink('--warn')}2b`,
      'editorLineNumber.foreground': ink('--ink-3'),
      'editorLineNumber.activeForeground': ink('--ink'),
      'editorIndentGuide.background1': ink('--line'),
      'editorIndentGuide.activeBackground1': ink('--line-strong'),
      'editorBracketMatch.background': ink('--accent-soft'),
      'editorBracketMatch.border': '#00000000',
      ...brackets(ink),
      'editorError.foreground': ink('--fail'),
      'editorWarning.foreground': ink('--warn'),
      'editorInfo.foreground': ink('--hint'),
      'editorHint.foreground': ink('--hint'),
      'editorOverviewRuler.border': '#00000000',
      'editorWidget.background': ink('--raised'),
      'editorWidget.foreground': ink('--ink'),
      'editorWidget.border': ink('--line'),
      'widget.shadow': theme === 'dark' ? '#00000099' : '#28231426',
      'editorHoverWidget.background': ink('--raised'),
      'editorHoverWidget.border': ink('--line'),
      'editorSuggestWidget.background': ink('--raised'),
      'editorSuggestWidget.border': ink('--line'),
      'editorSuggestWidget.foreground': ink('--ink'),
      'editorSuggestWidget.highlightForeground': ink('--accent'),
      'editorSuggestWidget.focusHighlightForeground': ink('--accent'),
      'editorSuggestWidget.selectedBackground': ink('--accent-soft'),
      'editorSuggestWidget.selectedForeground': ink('--ink'),
      'list.hoverBackground': ink('--hover'),
      'input.background': ink('--surface'),
      'input.border': ink('--line-strong'),
      'input.foreground': ink('--ink'),
      focusBorder: ink('--focus'),
      'menu.background': ink('--raised'),
      'menu.foreground': ink('--ink'),
      'menu.border': ink('--line'),
      'menu.selectionBackground': ink('--accent-soft'),
      'menu.selectionForeground': ink('--ink'),
      'textCodeBlock.background': ink('--sunken'),
      'textLink.foreground': ink('--accent'),
      'scrollbar.shadow': '#00000000',
      'scrollbarSlider.background': `${ink('--ink-3')}40`,
      'scrollbarSlider.hoverBackground': `${ink('--ink-3')}66`,
      'scrollbarSlider.activeBackground': `${ink('--ink-3')}80`,
    },
  });
}

/** Brackets are read by their guides; one quiet colour keeps colour for meaning. */
function brackets(ink: (token: string) => string): Record<string, string> {
  const colors: Record<string, string> = {
    'editorBracketHighlight.unexpectedBracket.foreground': ink('--fail'),
  };
  for (let level = 1; level <= 6; level++) {
    colors[`editorBracketHighlight.foreground${level}`] = ink('--ink-3');
    colors[`editorBracketPairGuide.background${level}`] = ink('--line');
    colors[`editorBracketPairGuide.activeBackground${level}`] = ink('--line-strong');
  }
  return colors;
}

/** Reads tokens as `#rrggbb`, the only form Monaco takes: the browser works out `light-dark()` for a probe. */
function tokenReader(theme: EditorTheme): (token: string) => string {
  return (token) => {
    const probe = document.createElement('span');
    probe.style.colorScheme = theme;
    probe.style.color = `var(${token})`;
    document.body.append(probe);
    const channels = getComputedStyle(probe).color.match(/[\d.]+/g) ?? [];
    probe.remove();
    return `#${channels
      .slice(0, 3)
      .map((channel) => Math.round(Number(channel)).toString(16).padStart(2, '0'))
      .join('')}`;
  };
}
