/** One way of doing a workload's task over its events; `run` gives what it found, to be compared. */
export interface Contender {
  name: string;
  /** How many of the workload's events one run takes; a slow contender takes fewer, and its rate is extrapolated. */
  events: number;
  run(events: number): readonly string[] | Promise<readonly string[]>;
}

/** Rates in events per second, by contender. */
export type Rates = ReadonlyMap<string, number>;

export interface ContestOptions {
  rounds?: number;
  /** A run is repeated until it has taken this long, in milliseconds, and the rate is that of all repeats. */
  atLeastMs?: number;
}

/**
 * Times contenders against each other. First each must find what the first one finds; that is the warm-up too. Then
 * all take turns, round by round, so that what else the machine does meets all alike, and the median round counts.
 */
export async function contest(
  contenders: readonly Contender[],
  options: ContestOptions = {},
): Promise<Rates> {
  const { rounds = 25, atLeastMs = 15 } = options;
  await agree(contenders);
  const rates = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    // A different one starts each round, so that none always follows the same other.
    for (let turn = 0; turn < contenders.length; turn++) {
      const contender = contenders[(turn + round) % contenders.length];
      if (contender) rates.get(contender.name)?.push(await rate(contender, atLeastMs));
    }
  }
  return new Map([...rates].map(([name, measured]) => [name, median(measured)]));
}

/** The same matches from all, or an error that names the one that differs and where. */
export async function agree(contenders: readonly Contender[]): Promise<void> {
  const [reference, ...others] = contenders;
  if (!reference) return;
  for (const other of others) {
    const expected = await reference.run(other.events);
    const found = await other.run(other.events);
    const at = expected.findIndex((match, index) => match !== found[index]);
    if (at < 0 && expected.length === found.length) continue;
    const place = at < 0 ? expected.length : at;
    throw new Error(
      `${other.name} found ${found.length} matches, ${reference.name} ${expected.length}; ` +
        `the first difference is ${found[place]} for ${expected[place]}`,
    );
  }
}

async function rate(contender: Contender, atLeastMs: number): Promise<number> {
  const start = performance.now();
  let elapsed = 0;
  let repeats = 0;
  while (elapsed < atLeastMs) {
    const result = contender.run(contender.events);
    if (result instanceof Promise) await result;
    repeats++;
    elapsed = performance.now() - start;
  }
  return (repeats * contender.events * 1000) / elapsed;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
