/** A server that is there until somebody closes it. */
export interface Closable {
  close(): Promise<void>;
}
