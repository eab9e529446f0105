/** Time as the service sees it; a simulation brings its own. */
export interface Clock {
  now(): Date;
  /** Milliseconds that only go forward. */
  elapsed(): number;
  /** Calls back once after so many milliseconds; returns what cancels it. */
  after(milliseconds: number, call: () => void): () => void;
}
