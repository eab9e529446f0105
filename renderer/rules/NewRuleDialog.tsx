import { Clock, PenLine, Zap } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Trigger } from '../../engine/model/index.ts';
import { SearchDialog, SearchGroup, SearchItem } from '../palette/SearchDialog.tsx';
import { createRule } from '../state/rules.ts';
import { useCatalog } from '../state/selectors.ts';
import { set } from '../state/store.ts';

const schedules: readonly { label: string; detail: string; trigger: Trigger }[] = [
  {
    label: 'Every so many minutes',
    detail: 'on a fixed interval, UTC',
    trigger: { kind: 'schedule', schedule: { kind: 'every', minutes: 60 } },
  },
  {
    label: 'Once a day or week',
    detail: 'at a time of day, UTC',
    trigger: { kind: 'schedule', schedule: { kind: 'daily-utc', hour: 9, minute: 0 } },
  },
];

/** A rule begins with what starts it. Nothing else has to be decided first. */
export function NewRuleDialog(): ReactElement | null {
  const catalog = useCatalog();
  if (!catalog) return null;
  return (
    <SearchDialog
      title="New rule"
      placeholder="When should the new rule run?"
      nothing="No event by that name."
    >
      <SearchGroup heading="Plain language">
        <SearchItem
          id="in-words"
          label="Write it in words"
          detail="a sentence becomes the rule"
          icon={<PenLine size={15} />}
          keywords={['sentence', 'plain', 'language', 'compose']}
          run={() => set({ dialog: { kind: 'compose', isNew: true } })}
        />
      </SearchGroup>
      {catalog.packs.map((pack) => (
        <SearchGroup key={pack.name} heading={pack.workspace.title}>
          {pack.eventTypes.map((event) => (
            <SearchItem
              key={event.type}
              id={event.type}
              label={event.title}
              detail={event.description}
              side={event.type}
              icon={<Zap size={15} />}
              keywords={[pack.title]}
              run={() =>
                void createRule({ kind: 'event', eventType: event.type }, `When ${lowerFirst(event.title)}`)
              }
            />
          ))}
        </SearchGroup>
      ))}
      <SearchGroup heading="Schedule">
        {schedules.map(({ label, detail, trigger }) => (
          <SearchItem
            key={label}
            id={label}
            label={label}
            detail={detail}
            icon={<Clock size={15} />}
            run={() => void createRule(trigger, label)}
          />
        ))}
      </SearchGroup>
    </SearchDialog>
  );
}

/** "Session opened" → "session opened"; abbreviations such as "SLA" keep their capitals. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
