import type { Catalog } from '../../../engine/catalog/index.ts';
import type { Rule } from '../../../engine/model/index.ts';

/** What a parameter's control needs to know beside its own schema. */
export interface FieldContext {
  rule: Rule;
  catalog: Catalog;
  stepIndex: number;
}
