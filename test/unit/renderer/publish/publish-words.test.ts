import { expect, test } from 'vitest';
import { publishWords } from '../../../../renderer/publish/publish-words.ts';
import { initialPublish } from '../../../../renderer/state/publish-state.ts';

test('a publish says how far it is and where it is live, and nothing where no workspace is chosen', () => {
  const publishing = { plan: null, progress: [], outcome: { kind: 'running' } } as const;
  expect(publishWords({ ...initialPublish, publishing }, 'demo')).toBe('Checking that the plan still holds…');
  expect(publishWords({ ...initialPublish, publishing }, null)).toBe('');
  expect(publishWords({ ...initialPublish, planned: { kind: 'planning' } }, 'demo')).toBe(
    'Comparing both sides',
  );
});
