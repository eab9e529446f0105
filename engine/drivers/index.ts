export { type DebugSession, type DebugState, startDebugSession } from './debug-session.ts';
export { type DryRunOptions, dryRun, dryRunSteps } from './dry-run.ts';
export type { DryRunState } from './dry-world.ts';
export { checkFaults, type Fault, faultKinds, parseFault, printFault } from './faults.ts';
export { omitTimings } from './omit-timings.ts';
export type { Progress } from './record-so-far.ts';
export {
  type RunTimeline,
  runTimeline,
  type TimelineAttempt,
  type TimelineStep,
  type TimelineWait,
} from './run-timeline.ts';
export { scheduledEvents } from './scheduled-events.ts';
export { seededRandom } from './seeded-random.ts';
