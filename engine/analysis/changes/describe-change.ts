import { appTitle, type Catalog } from '../../catalog/index.ts';
import { deepEqual } from '../../language/index.ts';
import { contentHash, type Rule } from '../../model/index.ts';
import { filterChanges } from './filter-changes.ts';
import { matchLists } from './match-lists.ts';
import { stepChanges } from './step-changes.ts';
import { type Change, durationWords, triggerWords, valueWords } from './words.ts';

/**
 * What changed between two versions of a rule, one line each, in the order a rule is read. Complete: versions of
 * different content hash have at least one line, those of the same hash none.
 */
export function describeChange(before: Rule, after: Rule, catalog: Catalog): Change[] {
  if (contentHash(before) === contentHash(after)) return [];
  const changes = [
    ...describeHead(before, after),
    ...listChanges(before.labels, after.labels, 'labels', {
      one: (label) => `the label ${valueWords(label)}`,
      to: '',
      from: '',
      all: 'the labels',
    }),
    ...describeTrigger(before, after),
    ...listChanges(before.scope.apps, after.scope.apps, 'scope.apps', {
      one: (app) => appTitle(catalog, app),
      to: ' to the scope',
      from: ' from the scope',
      all: 'the apps of the scope',
    }),
    ...filterChanges(before.filter, after.filter),
    ...stepChanges(before.actions, after.actions, catalog),
    ...describeLimits(before, after),
  ];
  if (before.onActionError !== after.onActionError) {
    const text =
      after.onActionError === 'stop'
        ? 'stops at the first action that fails'
        : 'goes on after an action that fails';
    changes.push({ text, at: 'onActionError' });
  }
  return changes;
}

function describeHead(before: Rule, after: Rule): Change[] {
  const changes: Change[] = [];
  if (before.name !== after.name) {
    changes.push({ text: `renames ${valueWords(before.name)} to ${valueWords(after.name)}`, at: 'name' });
  }
  if (before.description !== after.description) {
    const verb =
      before.description === undefined ? 'adds' : after.description === undefined ? 'removes' : 'changes';
    const text = after.description === undefined ? '' : `: ${valueWords(after.description)}`;
    changes.push({ text: `${verb} the description${text}`, at: 'description' });
  }
  if (before.order !== after.order) {
    const verb = after.order < before.order ? 'runs earlier' : 'runs later';
    changes.push({ text: `${verb}: order ${before.order} → ${after.order}`, at: 'order' });
  }
  return changes;
}

function describeTrigger(before: Rule, after: Rule): Change[] {
  if (deepEqual({ ...before.trigger }, { ...after.trigger })) return [];
  const text = `changes the trigger from ${triggerWords(before.trigger)} to ${triggerWords(after.trigger)}`;
  return [{ text, at: 'trigger' }];
}

function listChanges(
  before: readonly string[],
  after: readonly string[],
  at: string,
  words: { one: (item: string) => string; to: string; from: string; all: string },
): Change[] {
  const match = matchLists(before, after, (item) => item);
  const changes = [
    ...match.added.map(({ item, to }) => ({
      text: `adds ${words.one(item)}${words.to}`,
      at: `${at}[${to}]`,
    })),
    ...match.removed.map(({ item, from }) => ({
      text: `removes ${words.one(item)}${words.from}`,
      at: `${at}[${from}]`,
    })),
  ];
  if (match.same.some(({ isMoved }) => isMoved))
    changes.push({ text: `lists ${words.all} in another order`, at });
  return changes;
}

function describeLimits({ limits: before }: Rule, { limits: after }: Rule): Change[] {
  const changes: Change[] = [];
  const { cooldownSeconds: from } = before;
  const { cooldownSeconds: to } = after;
  if (from !== to) {
    const text = `${to > from ? 'raises' : 'lowers'} the cooldown from ${durationWords(from)} to ${durationWords(to)}`;
    changes.push({ text, at: 'limits.cooldownSeconds' });
  }
  const cap = (old: number | null, now: number | null, what: string, at: string) => {
    if (old === now) return;
    const text =
      now === null
        ? `removes the limit of ${old} firings ${what}`
        : old === null
          ? `limits it to ${now} firings ${what}`
          : `${now > old ? 'raises' : 'lowers'} the limit from ${old} to ${now} firings ${what}`;
    changes.push({ text, at });
  };
  cap(before.maxFiresPerDay, after.maxFiresPerDay, 'a day', 'limits.maxFiresPerDay');
  cap(before.maxPerMinute, after.maxPerMinute, 'a minute', 'limits.maxPerMinute');
  return changes;
}
