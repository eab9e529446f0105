import { type Catalog, schemaAt } from '../catalog/index.ts';
import { failure, type JsonObject, nearestNames, type Result, type Rule, success } from '../model/index.ts';
import { listVariables } from './list-paths.ts';
import { stepOutputSchema } from './step-output.ts';
import { triggerSchema } from './trigger-schema.ts';
import { parseVariable } from './variables.ts';

export interface VariableType {
  /** `{}` where nothing is known about the value. */
  schema: JsonObject;
  isOptional: boolean;
}

export interface VariableProblem {
  code: 'unknown-variable' | 'event-on-schedule' | 'later-step' | 'disabled-step';
  message: string;
  replacement?: string;
}

/** What a placeholder in the step at `stepIndex` stands for, or why it can stand for nothing there. */
export function describeVariable(
  catalog: Catalog,
  rule: Rule,
  stepIndex: number,
  text: string,
): Result<VariableType, VariableProblem> {
  const parsed = parseVariable(text);
  if (!parsed.ok) return failure({ code: 'unknown-variable', ...parsed.error });
  const path = parsed.value;
  switch (path.kind) {
    case 'payload': {
      if (rule.trigger.kind === 'schedule') return failure(onSchedule(text));
      const schema = triggerSchema(catalog, rule.trigger);
      if (!schema) return success({ schema: {}, isOptional: false });
      const found = schemaAt(schema, ['payload', ...path.segments]);
      return found ? success(found) : failure(unknown(catalog, rule, stepIndex, text));
    }
    case 'event':
      if (rule.trigger.kind === 'schedule') return failure(onSchedule(text));
      return success({ schema: { type: 'string' }, isOptional: false });
    case 'automation':
      return success({
        schema: { type: path.field === 'version' ? 'integer' : 'string' },
        isOptional: false,
      });
    case 'trigger':
      return success({ schema: { type: 'string' }, isOptional: false });
    case 'step': {
      const index = rule.actions.findIndex((step) => step.id === path.stepId);
      const step = rule.actions[index];
      if (!step) return failure(unknownStep(rule, stepIndex, path.stepId, text));
      if (index >= stepIndex) {
        const message = `step ${path.stepId} runs ${index === stepIndex ? 'here' : 'later'}; only earlier outputs can be used`;
        return failure({ code: 'later-step', message });
      }
      if (step.disabled) {
        return failure({
          code: 'disabled-step',
          message: `step ${path.stepId} is disabled; it has no output`,
        });
      }
      const schema = stepOutputSchema(catalog, step);
      if (!schema) return success({ schema: {}, isOptional: false });
      const found = schemaAt(schema, path.segments);
      return found ? success(found) : failure(unknown(catalog, rule, stepIndex, text));
    }
  }
}

function onSchedule(text: string): VariableProblem {
  const message = `a scheduled rule has no event: "${text}" can never be resolved; use trigger.* or automation.*`;
  return { code: 'event-on-schedule', message };
}

function unknown(catalog: Catalog, rule: Rule, stepIndex: number, text: string): VariableProblem {
  const known = listVariables(catalog, rule, stepIndex).map(({ path }) => path);
  return withNearest({ code: 'unknown-variable', message: `there is no variable "${text}"` }, text, known);
}

function unknownStep(rule: Rule, stepIndex: number, id: string, text: string): VariableProblem {
  const earlier = rule.actions.slice(0, stepIndex).map((step) => step.id);
  const [nearest] = nearestNames(id, earlier, 1);
  const message = `there is no step "${id}"${earlier.length > 0 ? `; earlier steps: ${earlier.join(', ')}` : ''}`;
  const replacement = nearest === undefined ? {} : { replacement: text.replace(id, nearest) };
  return { code: 'unknown-variable', message, ...replacement };
}

function withNearest(problem: VariableProblem, text: string, known: readonly string[]): VariableProblem {
  const [nearest] = nearestNames(text, known, 1);
  return nearest === undefined ? problem : { ...problem, replacement: nearest };
}
