import { type ReactElement, useEffect, useRef } from 'react';
import { filterNodeAt, isFilterNodeId, placeOfNode, stepIdOf } from '../../engine/editing/index.ts';
import { isLeaf } from '../../engine/model/index.ts';
import { presentOf, useCatalog, useRule, useSelection } from '../state/selectors.ts';
import { get, useStudio } from '../state/store.ts';
import { ConditionForm } from './ConditionForm.tsx';
import { findField } from './find-field.ts';
import { GroupForm } from './GroupForm.tsx';
import { RuleForm } from './RuleForm.tsx';
import { ScopeForm } from './ScopeForm.tsx';
import { StepForm } from './StepForm.tsx';
import { TriggerForm } from './TriggerForm.tsx';

/** The form for the selected node; with nothing selected, for the rule itself. */
export function Inspector(): ReactElement {
  const root = useRef<HTMLDivElement>(null);
  const focus = useStudio((state) => state.focus);

  // Focus is the browser's: it can move into the form only after the form for the new selection is there.
  useEffect(() => {
    const rule = presentOf(get())?.rule;
    if (!focus || !rule || !root.current) return;
    findField(root.current, placeOfNode(rule, focus.at) ?? focus.at)?.focus();
  }, [focus]);

  return (
    <div ref={root} style={{ height: '100%' }}>
      <Form />
    </div>
  );
}

function Form(): ReactElement | null {
  const rule = useRule();
  const catalog = useCatalog();
  const selection = useSelection();
  const selected = selection.at(-1);
  if (!rule || !catalog) return null;
  if (selected === 'trigger') return <TriggerForm rule={rule} catalog={catalog} />;
  if (selected === 'scope') return <ScopeForm rule={rule} catalog={catalog} />;
  const stepId = selected === undefined ? null : stepIdOf(selected);
  const index = rule.actions.findIndex((step) => step.id === stepId);
  const step = rule.actions[index];
  if (step) return <StepForm key={step.id} rule={rule} catalog={catalog} step={step} index={index} />;
  if (selected === 'filter') return <GroupForm rule={rule} at="filter" node={null} />;
  const node = selected !== undefined && isFilterNodeId(selected) ? filterNodeAt(rule, selected) : null;
  if (selected !== undefined && node) {
    if (isLeaf(node))
      return <ConditionForm key={selected} rule={rule} catalog={catalog} at={selected} leaf={node} />;
    return <GroupForm key={selected} rule={rule} at={selected} node={node} />;
  }
  return <RuleForm rule={rule} />;
}
