import { safe } from '@orpc/client';
import { useEffect, useState } from 'react';
import type { RuleVersion } from '../../engine/contract/index.ts';
import type { Rule } from '../../engine/model/index.ts';
import { client, useStudio } from '../state/store.ts';

/** A rule's history, newest first; null until it is there, and a message where it could not be read. */
export function useVersions(rule: Rule | null): { versions: RuleVersion[] | null; trouble: string | null } {
  const id = rule?.id;
  const version = rule?.version;
  const isReachable = useStudio((state) => state.isReachable);
  const [versions, setVersions] = useState<RuleVersion[] | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);

  // History lives on disk: it is asked for when it is shown and again when a version was added.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` says when to ask again
  useEffect(() => {
    let isWanted = true;
    if (id === undefined || !isReachable) return;
    void safe(client().rules.history({ id })).then(({ error, data }) => {
      if (!isWanted) return;
      setTrouble(error ? error.message : null);
      if (!error) setVersions(data);
    });
    return () => {
      isWanted = false;
    };
  }, [id, version, isReachable]);
  return { versions, trouble };
}
