import { Command } from 'cmdk';
import { Popover } from 'radix-ui';
import { type ReactElement, useState } from 'react';
import palette from '../../palette/palette.module.css';
import { SearchItem } from '../../palette/SearchDialog.tsx';
import { valueText } from '../../words/values.ts';
import styles from '../Inspector.module.css';
import type { FieldContext } from './field-context.ts';
import { useVariables } from './use-variables.ts';

interface VariableMenuProps {
  context: FieldContext;
  /** Called with a whole placeholder, such as `${event.app}`. */
  onPick(placeholder: string): void;
}

/** Every variable the step may use, with its type and a sample value. */
export function VariableMenu({ context, onPick }: VariableMenuProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger className={styles.variable} aria-label="Insert a variable">
        {'${}'}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.popover} align="end" sideOffset={4} collisionPadding={8}>
          <Command label="Variables" loop>
            <Command.Input
              className={palette.search}
              placeholder="Search variables"
              aria-label="Search variables"
            />
            <Command.List className={palette.list}>
              <Command.Empty>Nothing by that name.</Command.Empty>
              {isOpen ? <Variables context={context} onPick={onPick} onDone={() => setOpen(false)} /> : null}
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Variables({ context, onPick, onDone }: VariableMenuProps & { onDone(): void }): ReactElement {
  return (
    <>
      {useVariables(context).map((entry) => (
        <SearchItem
          key={entry.path}
          id={entry.path}
          label={entry.path}
          keywords={[entry.title, entry.origin]}
          detail={`${valueText(entry.sample, 30)} · ${entry.origin}`}
          side={entry.isOptional ? `${entry.type}?` : entry.type}
          run={() => {
            onPick(`\${${entry.path}}`);
            onDone();
          }}
        />
      ))}
    </>
  );
}
