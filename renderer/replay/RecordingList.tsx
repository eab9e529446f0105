import {
  CircleAlert,
  CircleCheck,
  CirclePause,
  FileClock,
  LoaderCircle,
  Trash2,
  Upload,
  X,
} from 'lucide-react';
import type { ReactElement } from 'react';
import type { RecordingInfo, ReplayEntry } from '../../engine/contract/index.ts';
import { Button } from '../design/Button.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { chooseRecording, openReplay, removeRecording, removeReplay } from '../state/replay.ts';
import { type UploadState, useReplay } from '../state/replay-state.ts';
import { dismissUpload, pickRecording } from '../state/replay-uploads.ts';
import { amountText, bytesText, timeText } from './amounts.ts';
import { entryLines } from './entry-words.ts';
import styles from './RecordingList.module.css';

/** What there is to replay, and what was replayed. */
export function RecordingList(): ReactElement {
  const recordings = useReplay((state) => state.recordings);
  const runs = useReplay((state) => state.runs);
  const uploads = useReplay((state) => state.uploads);
  const trouble = useReplay((state) => state.trouble);
  const chosen = useReplay((state) => (state.page.kind === 'run' ? null : state.recording));
  const openRun = useReplay((state) => (state.page.kind === 'run' ? state.page.id : null));
  return (
    <div className={styles.panel}>
      <div className={styles.list}>
        <h2 className={styles.head}>Recordings</h2>
        {trouble ? (
          <p className={styles.none} role="alert">
            They cannot be read: {trouble}
          </p>
        ) : null}
        {recordings === null && !trouble ? <p className={styles.none}>Looking for recordings…</p> : null}
        <ul>
          {uploads.map((upload) => (
            <UploadRow key={upload.key} upload={upload} />
          ))}
          {recordings?.map((recording) => (
            <RecordingRow key={recording.id} recording={recording} isChosen={recording.id === chosen} />
          ))}
        </ul>
        {recordings?.length === 0 && uploads.length === 0 ? (
          <p className={styles.none}>
            None yet. Drop a file here: one event as JSON on each line, packed or not.
          </p>
        ) : null}
        <h2 className={styles.head}>Past replays</h2>
        {runs?.length === 0 ? <p className={styles.none}>Nothing was replayed yet.</p> : null}
        <ul>
          {runs?.map((run) => (
            <RunRow key={run.id} run={run} isChosen={run.id === openRun} />
          ))}
        </ul>
      </div>
      <div className={styles.foot}>
        <Button size="small" onClick={pickRecording}>
          <Upload size={14} aria-hidden /> Add a recording
        </Button>
        <p>or drop a file anywhere here</p>
      </div>
    </div>
  );
}

function RecordingRow({
  recording,
  isChosen,
}: {
  recording: RecordingInfo;
  isChosen: boolean;
}): ReactElement {
  const { id, name, bytes, events, from, isPacked } = recording;
  return (
    <li className={styles.row}>
      <button
        type="button"
        className={styles.open}
        aria-pressed={isChosen}
        onClick={() => chooseRecording(id)}
      >
        <FileClock size={15} aria-hidden />
        <span>
          <b>{name}</b>
          <small>
            {amountText(events, 'event')} · {bytesText(bytes)}
            {isPacked ? ' packed' : ''}
          </small>
          {from ? <small>{timeText(from)}</small> : null}
        </span>
      </button>
      <span className={styles.remove}>
        <IconButton
          size="small"
          label={`Remove the recording ${name}`}
          icon={<Trash2 size={14} />}
          onClick={() => void removeRecording(id)}
        />
      </span>
    </li>
  );
}

function UploadRow({ upload }: { upload: UploadState }): ReactElement {
  const { key, name, bytes, sent, trouble } = upload;
  const percent = bytes === 0 ? 0 : Math.round((sent / bytes) * 100);
  return (
    <li className={styles.upload} data-tone={trouble ? 'fail' : undefined}>
      {trouble ? <CircleAlert size={15} aria-hidden /> : <LoaderCircle size={15} aria-hidden />}
      <span>
        <b>{name}</b>
        {trouble ? (
          <small role="alert">{trouble}</small>
        ) : (
          <>
            <small>
              {percent < 100 ? `${bytesText(sent)} of ${bytesText(bytes)}` : 'Counting its events…'}
            </small>
            <progress max={100} value={percent} aria-label={`Sending ${name}`} />
          </>
        )}
      </span>
      <IconButton
        size="small"
        label={trouble ? `Dismiss ${name}` : `Cancel sending ${name}`}
        icon={<X size={14} />}
        onClick={() => dismissUpload(key)}
      />
    </li>
  );
}

const signs = { running: LoaderCircle, stopped: CirclePause, finished: CircleCheck } as const;
const stateWords = { running: 'running', stopped: 'stopped', finished: 'finished' } as const;

function RunRow({ run, isChosen }: { run: ReplayEntry; isChosen: boolean }): ReactElement {
  const Sign = signs[run.state];
  const { title, came, started } = entryLines(run);
  return (
    <li className={styles.row} data-state={run.state}>
      <button
        type="button"
        className={styles.open}
        aria-pressed={isChosen}
        onClick={() => openReplay(run.id)}
      >
        <Sign size={15} role="img" aria-label={stateWords[run.state]} />
        <span>
          <b>{title}</b>
          <small>{came}</small>
          <small>{started}</small>
        </span>
      </button>
      <span className={styles.remove}>
        <IconButton
          size="small"
          label={`Remove the replay of ${title}, ${started}`}
          icon={<Trash2 size={14} />}
          onClick={() => void removeReplay(run.id)}
        />
      </span>
    </li>
  );
}
