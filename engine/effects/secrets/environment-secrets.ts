import { success } from '../../model/index.ts';
import { type Secrets, unknownSecret } from './secrets.ts';

/** `secret:slack-ops` is `RULEWRIGHT_SECRET_SLACK_OPS`: upper case, with `_` for all but letters and digits. */
export function environmentSecrets(environment: Readonly<Record<string, string | undefined>>): Secrets {
  return {
    async read(name) {
      const value = environment[variableOf(name)];
      return value === undefined || value === '' ? unknownSecret(name) : success(value);
    },
  };
}

export function variableOf(name: string): string {
  return `RULEWRIGHT_SECRET_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}
