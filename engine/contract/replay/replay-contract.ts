import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { event, rule } from '../../model/index.ts';
import { comparisonNews, explainInput, explanation, nearMissNews } from './comparisons.ts';
import { caseName, expectationRun } from './expectations.ts';
import { recordedEvents, recordingId, recordingInfo, uploadChunk } from './recordings.ts';
import {
  matchFilter,
  openedRow,
  outcomeChart,
  replayEntry,
  replayId,
  replayStart,
  replayView,
  rowPage,
  ruleChoice,
} from './replays.ts';

/** What was asked for cannot be done; the message says why, for people. */
const refused = { message: 'This cannot be done', data: z.object({ reason: z.string() }) };
const base = oc.errors({ REFUSED: refused });
const upload = z.strictObject({ upload: z.string().max(60) });
const oneRecording = z.strictObject({ id: recordingId });
const oneReplay = z.strictObject({ id: replayId });

/** Recordings, replays and what they are compared with. */
export const replayContract = {
  recordings: {
    /** The newest first; the first call in a data folder writes the samples. */
    list: base.output(z.array(recordingInfo)),
    /** A file travels in pieces: `begin`, `write` again and again, then `finish`, or `abort`. */
    begin: base
      .input(z.strictObject({ name: z.string().min(1).max(300), bytes: z.int().min(0) }))
      .output(upload),
    write: base.input(uploadChunk).output(z.object({ written: z.int() })),
    finish: base.input(upload).output(recordingInfo),
    abort: base.input(upload).output(z.null()),
    remove: base.input(oneRecording).output(z.null()),
    /** The event on a line, counted from 1. */
    event: base.input(oneRecording.extend({ line: z.int().min(1) })).output(event),
    /** The next events of a type, behind a line. */
    look: base
      .input(
        oneRecording.extend({
          eventType: z.string().max(200),
          after: z.int().min(0).default(0),
          limit: z.int().min(1).max(100).default(20),
        }),
      )
      .output(recordedEvents),
  },
  runs: {
    /** The newest first. */
    list: base.output(z.array(replayEntry)),
    start: base.input(replayStart).output(oneReplay),
    /** Takes up a replay that was stopped or interrupted. */
    resume: base.input(oneReplay).output(z.null()),
    cancel: base.input(oneReplay).output(z.null()),
    remove: base.input(oneReplay).output(z.null()),
    /** The replay as it stands, several times a second while it runs, and once at its end. */
    follow: base.input(oneReplay).output(eventIterator(replayView)),
    page: base
      .input(
        oneReplay.extend({
          filter: matchFilter,
          after: z.int().min(0).default(0),
          limit: z.int().min(1).max(1000).default(200),
        }),
      )
      .output(rowPage),
    chart: base
      .input(oneReplay.extend({ filter: matchFilter, buckets: z.int().min(4).max(400) }))
      .output(outcomeChart),
    open: base.input(oneReplay.extend({ seq: z.int().min(1) })).output(openedRow),
  },
  /** Drafts against the versions last saved. */
  compare: base
    .input(z.strictObject({ recording: recordingId, ids: ruleChoice.shape.ids }))
    .output(eventIterator(comparisonNews)),
  nearMisses: base
    .input(z.strictObject({ recording: recordingId, rule }))
    .output(eventIterator(nearMissNews)),
  /** `draft` takes the place of the stored rule with its id. */
  explain: base.input(explainInput).output(explanation),
  expectations: {
    /** Runs the stored cases of a rule against this content of it. */
    run: base.input(z.strictObject({ rule })).output(expectationRun),
    /** Adds a case that expects what the rule comes to on an event. */
    add: base
      .input(z.strictObject({ rule, event, name: caseName.optional() }))
      .output(z.object({ name: z.string() })),
    rename: base
      .input(z.strictObject({ rule: z.string().max(100), name: z.string(), to: caseName }))
      .output(z.null()),
    remove: base.input(z.strictObject({ rule: z.string().max(100), name: z.string() })).output(z.null()),
    /** All cases, as the text of an `*.expect.json` file. */
    export: base.input(z.strictObject({ rule: z.string().max(100) })).output(z.object({ text: z.string() })),
    /** Adds the cases of such a file; those of a name that is there already take its place. */
    import: base
      .input(z.strictObject({ rule: z.string().max(100), text: z.string().max(12_000_000) }))
      .output(z.object({ cases: z.int() })),
  },
};
