export { builtInPacks } from './built-in-packs.ts';
export { findSchemaTrouble } from './bundle-schema.ts';
export {
  appTitle,
  type Catalog,
  createCatalog,
  findActionType,
  findEventType,
  findMember,
  findTool,
  type Owned,
  packOfActionType,
  packOfApp,
  packOfEventType,
  subjectOf,
} from './catalog.ts';
export { eventSchema, type RowColumn, rowColumns } from './event-schema.ts';
export { mayRunRules, mayTouchApp, membersOfApp } from './members.ts';
export {
  isJsonSchema,
  packFromJsonSchema,
  packFromJsonSchemaText,
  type SchemaPack,
  type SchemaPackOptions,
} from './pack-from-schema.ts';
export { compilePattern } from './pattern.ts';
export { type PickOption, pickOptions } from './pick-options.ts';
export { sampleValue } from './sample-value.ts';
export { type SchemaLocation, schemaAt } from './schema-at.ts';
export { resolveReference } from './schema-reference.ts';
export { createValidator, type SchemaIssue, validateAgainst } from './validate.ts';
