import { expect, it } from 'vitest';
import { refusalOf } from '../../../../renderer/publish/refusal.ts';
import { catalog, ruleWith } from '../../drivers/setting.ts';

const me = {
  token: { name: 'Studio' },
  scopes: ['rules:read', 'rules:write'],
  member: { name: 'Ben' },
  role: 'editor',
  editableApps: ['cards'],
};
const item = (more: object = {}) => ({
  kind: 'change' as const,
  apps: ['cards'],
  problems: [],
  before: null,
  after: ruleWith({}),
  ...more,
});
const message = '"payload.session.topics" is text; there is no app "crads"';
const error = { severity: 'error' as const, code: 'x', message, at: 'filter[0]' };

it('apps that a person may not change are named by their titles', () => {
  expect(refusalOf(item(), me, catalog)).toBeNull();
  expect(refusalOf(item(), null, catalog)).toBeNull();
  expect(refusalOf(item({ apps: ['cards', 'loans', 'insurance'] }), me, catalog)).toBe(
    'Ben (editor) may not change rules for Loans and Insurance.',
  );
});

it('a token that may only read is refused first', () => {
  expect(refusalOf(item({ apps: ['loans'] }), { ...me, scopes: ['rules:read'] }, catalog)).toBe(
    'The token “Studio” may not change rules.',
  );
});

it('an error is told in words; what is not published is not refused', () => {
  expect(refusalOf(item({ problems: [{ ...error, severity: 'hint' }, error] }), me, catalog)).toBe(
    'It has an error: “session.topics” is text; there is no app “crads”.',
  );
  expect(refusalOf(item({ problems: [error], before: ruleWith({}), after: null }), me, catalog)).toContain(
    '“crads”',
  );
  expect(refusalOf(item({ problems: [error], after: null }), me, catalog)).toBe(
    `It has an error: ${message}.`,
  );
  expect(refusalOf(item({ kind: 'conflict', problems: [error] }), me, catalog)).toBeNull();
  expect(refusalOf(item({ kind: 'unchanged', problems: [error] }), me, catalog)).toBeNull();
});
