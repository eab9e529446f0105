import type { ReactElement } from 'react';
import { AddNodeDialog } from '../palette/AddNodeDialog.tsx';
import { CommandPalette } from '../palette/CommandPalette.tsx';
import { KeySheet } from '../palette/KeySheet.tsx';
import { ImportDialog } from '../rules/ImportDialog.tsx';
import { NewRuleDialog } from '../rules/NewRuleDialog.tsx';
import { SaveVersionDialog } from '../rules/SaveVersionDialog.tsx';
import { useStudio } from '../state/store.ts';

export function Dialogs(): ReactElement | null {
  const dialog = useStudio((state) => state.dialog);
  if (!dialog) return null;
  switch (dialog.kind) {
    case 'palette':
      return <CommandPalette />;
    case 'new-rule':
      return <NewRuleDialog />;
    case 'add-node':
      return <AddNodeDialog insert={dialog.insert} />;
    case 'save-version':
      return <SaveVersionDialog />;
    case 'import':
      return <ImportDialog />;
    case 'keys':
      return <KeySheet />;
  }
}
