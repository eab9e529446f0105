import { Fragment, type ReactElement } from 'react';
import { allActions } from '../actions/all-actions.ts';
import { actionGroups } from '../actions/interface-action.ts';
import { keyText } from '../actions/keys.ts';
import styles from './palette.module.css';

const gestures: readonly { does: string; how: string }[] = [
  { does: 'Pan', how: 'Space-drag, middle-drag, wheel' },
  { does: 'Zoom', how: `${keyText('Mod')}+wheel` },
  { does: 'Select several', how: `drag, ${keyText('Shift')}-click` },
];

/** Every key there is, from the same objects that menus and the palette show. */
export function KeyList(): ReactElement {
  return (
    <>
      {actionGroups.map((group) => (
        <Fragment key={group}>
          <h3>{group}</h3>
          {allActions
            .filter((action) => action.group === group && action.keys.length > 0)
            .map((action) => (
              <p key={action.id} className={styles.keyRow}>
                {action.label}
                <kbd>{action.keys.map(keyText).join(' / ')}</kbd>
              </p>
            ))}
        </Fragment>
      ))}
      <h3>Pointer on the canvas</h3>
      {gestures.map(({ does, how }) => (
        <p key={does} className={styles.keyRow}>
          {does}
          <kbd>{how}</kbd>
        </p>
      ))}
    </>
  );
}
