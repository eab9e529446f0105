export { type Compiled, type CompileOptions, type ProviderName, providerNames, type Span } from './compiled.ts';
export { compileOffline } from './offline.ts';
export type { Choice, Unclear } from './reading.ts';
