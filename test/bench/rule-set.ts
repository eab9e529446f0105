import type { Workload } from './workload.ts';
export const ruleSet: Workload = {
  name: 'rule-set',
  run: async () => ({ title: '', about: '', table: { head: [], rows: [] }, budgets: [] }),
};
