import type { ReactElement } from 'react';
import { ComposeDialog } from '../compose/ComposeDialog.tsx';
import { RetryRunDialog } from '../history/RetryRunDialog.tsx';
import { AddNodeDialog } from '../palette/AddNodeDialog.tsx';
import { CommandPalette } from '../palette/CommandPalette.tsx';
import { KeySheet } from '../palette/KeySheet.tsx';
import { ConfirmPublishDialog } from '../publish/ConfirmPublishDialog.tsx';
import { RollbackDialog } from '../publish/RollbackDialog.tsx';
import { BulkChangeDialog } from '../rules/BulkChangeDialog.tsx';
import { ImportDialog } from '../rules/ImportDialog.tsx';
import { NewRuleDialog } from '../rules/NewRuleDialog.tsx';
import { RunNowDialog } from '../rules/RunNowDialog.tsx';
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
    case 'compose':
      return <ComposeDialog isNew={dialog.isNew} sentence={dialog.sentence ?? ''} />;
    case 'import':
      return <ImportDialog />;
    case 'run-now':
      return <RunNowDialog ruleId={dialog.ruleId} />;
    case 'bulk':
      return <BulkChangeDialog what={dialog.what} ids={dialog.ids} />;
    case 'confirm-publish':
      return <ConfirmPublishDialog plan={dialog.plan} what={dialog.what} />;
    case 'rollback':
      return <RollbackDialog ruleId={dialog.ruleId} name={dialog.name} />;
    case 'retry-run':
      return <RetryRunDialog run={dialog.run} />;
    case 'keys':
      return <KeySheet />;
  }
}
