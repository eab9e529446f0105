export * from './compose/index.ts';
export { type Contract, contract } from './contract.ts';
export {
  type DesktopBridge,
  enginePortMessage,
  type MenuAction,
  menuAction,
  menuActions,
} from './desktop-bridge.ts';
export * from './publish/index.ts';
export * from './publishing/index.ts';
export * from './replay/index.ts';
export {
  type DialectName,
  dialectName,
  type Layout,
  layout,
  type RuleChange,
  type RuleDocument,
  type RuleSummary,
  type RuleVersion,
  ruleDocument,
  ruleSummary,
  ruleVersion,
  type StudioChange,
  type StudioStatus,
  studioChange,
  studioStatus,
} from './schemas.ts';
export * from './settings/index.ts';
export * from './workspace/index.ts';
