import { TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { listText } from '../../words/values.ts';
import styles from '../Inspector.module.css';
import type { FieldContext } from './field-context.ts';
import { useTemplatePreview } from './preview-template.ts';

/** What a text with variables comes to on the event that is looked at; nothing where it has none. */
export function TemplatePreview({
  context,
  text,
}: {
  context: FieldContext;
  text: string;
}): ReactElement | null {
  const preview = useTemplatePreview(context, text);
  if (preview === null) return null;
  return (
    <div className={styles.preview} data-missing={preview.missing.length > 0}>
      <p>
        <small>for {preview.eventName === 'custom' ? 'your event' : preview.eventName}</small>
        {preview.text}
      </p>
      {preview.missing.length > 0 ? (
        <p className={styles.missing}>
          <TriangleAlert size={12} aria-hidden /> Not in this event: {listText(preview.missing)}
        </p>
      ) : null}
    </div>
  );
}
