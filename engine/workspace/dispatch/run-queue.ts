/** Runs that wait to be carried out: oldest first, but never more of one rule at once than allowed. */
export interface RunQueue {
  readonly size: number;
  add(run: { id: string; ruleId: string }): void;
  /** The oldest whose rule has room; it counts as under way until `end`. */
  take(): { id: string; ruleId: string } | null;
  end(ruleId: string): void;
}

export function createRunQueue(perRule: number): RunQueue {
  const waiting = new Map<string, { id: string; seq: number }[]>();
  const underWay = new Map<string, number>();
  let added = 0;
  let size = 0;
  return {
    get size() {
      return size;
    },
    add({ id, ruleId }) {
      const list = waiting.get(ruleId) ?? [];
      waiting.set(ruleId, list);
      list.push({ id, seq: added++ });
      size++;
    },
    take() {
      let oldest: { ruleId: string; list: { id: string; seq: number }[]; seq: number } | null = null;
      for (const [ruleId, list] of waiting) {
        const [first] = list;
        if (!first || (oldest && first.seq > oldest.seq)) continue;
        if ((underWay.get(ruleId) ?? 0) >= perRule) continue;
        oldest = { ruleId, list, seq: first.seq };
      }
      const taken = oldest?.list.shift();
      if (!oldest || !taken) return null;
      const { ruleId, list } = oldest;
      if (list.length === 0) waiting.delete(ruleId);
      underWay.set(ruleId, (underWay.get(ruleId) ?? 0) + 1);
      size--;
      return { id: taken.id, ruleId };
    },
    end(ruleId) {
      const left = (underWay.get(ruleId) ?? 1) - 1;
      if (left === 0) underWay.delete(ruleId);
      else underWay.set(ruleId, left);
    },
  };
}
