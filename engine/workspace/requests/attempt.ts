import type { Result } from '../../model/index.ts';
import type { Database } from '../../store/index.ts';

/** One transaction that is undone when the work refuses or throws. */
export function attempt<Value, Refused>(
  database: Database,
  work: () => Result<Value, Refused>,
): Result<Value, Refused> {
  const refused: Result<Value, Refused>[] = [];
  try {
    return database.write(() => {
      const result = work();
      if (!result.ok) {
        refused.push(result);
        throw new Error('undone');
      }
      return result;
    });
  } catch (error) {
    const [result] = refused;
    if (result) return result;
    throw error;
  }
}
