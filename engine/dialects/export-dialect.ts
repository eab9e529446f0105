import type { Catalog } from '../catalog/index.ts';
import type { DialectName } from '../contract/index.ts';
import { failure, type InputIssue, type Result, type Rule, success } from '../model/index.ts';
import { appsFor, packsFor, type Report } from './dialect.ts';
import { dialects } from './dialect-list.ts';
import { reportContent } from './write-parts.ts';

/**
 * Writes a rule in a dialect, as indented JSON that ends in a new line; importing it gives the same content hash.
 * What the dialect cannot express is a list of issues with places in the rule, and nothing is written then. Identity
 * and bookkeeping (id, version, createdBy, ids of filter nodes) are not carried, nor is `enabled` but by helpdesk.
 */
export function exportDialect(rule: Rule, to: DialectName, catalog: Catalog): Result<string, InputIssue[]> {
  const issues: InputIssue[] = [];
  const report: Report = (at, message) =>
    issues.push({ code: 'invalid', message: `the ${to} format cannot say this: ${message}`, at });
  const written = dialects[to].write(rule, report);
  reportContent(rule, report);
  reportNames(rule, to, catalog, report);
  reportScope(rule, to, catalog, report);
  return issues.length > 0 ? failure(issues) : success(`${JSON.stringify(written, null, 2)}\n`);
}

/** Names of another pack mean nothing to a workspace that reads the dialect. */
function reportNames({ trigger, actions }: Rule, to: DialectName, catalog: Catalog, report: Report): void {
  const packs = packsFor(catalog, to);
  if (trigger.kind === 'event') {
    const isKnown = packs.some((pack) => pack.eventTypes.some(({ type }) => type === trigger.eventType));
    if (!isKnown) report('trigger.eventType', `there is no event "${trigger.eventType}"`);
  }
  for (const [index, step] of actions.entries()) {
    const isKnown = packs.some((pack) => pack.actionTypes.some(({ type }) => type === step.type));
    if (!isKnown) report(`actions[${index}].type`, `there is no action "${step.type}"`);
  }
}

/** Apps must be known where a dialect names them; where it does not, it means the only app there is. */
function reportScope({ scope }: Rule, to: DialectName, catalog: Catalog, report: Report): void {
  const known = appsFor(catalog, to);
  if (dialects[to].namesApps) {
    for (const [index, app] of scope.apps.entries()) {
      if (!known.includes(app)) report(`scope.apps[${index}]`, `there is no app "${app}"`);
    }
    return;
  }
  const [only, ...others] = known;
  if (only === undefined || others.length > 0)
    report('scope.apps', 'rules cannot say which app they are for');
  else if (scope.apps.length !== 1 || scope.apps[0] !== only) {
    report('scope.apps', `rules cannot name apps; they are for ${only} and nothing else`);
  }
}
