export { dialectPlace } from './dialect-place.ts';
export { exportDialect } from './export-dialect.ts';
export { type Imported, type ImportOptions, importDialect, importDialectValue } from './import-dialect.ts';
