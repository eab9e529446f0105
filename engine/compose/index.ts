export { type ClaudeSettings, compileWithClaude, type ProviderError } from './claude.ts';
export {
  type Compiled,
  type CompileOptions,
  longestSentence,
  type ProviderName,
  providerNames,
  type Span,
} from './compiled.ts';
export { compileOffline } from './offline.ts';
export type { Choice, Unclear } from './reading.ts';
export { asChange, type Recompiled, recompile } from './recompile.ts';
