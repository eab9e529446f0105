import { memo, type ReactElement, useEffect, useMemo, useRef } from 'react';
import {
  filterNodeAt,
  isFilterNodeId,
  type NodeId,
  placeOfNode,
  stepIdOf,
} from '../../engine/editing/index.ts';
import { isLeaf, type Rule } from '../../engine/model/index.ts';
import { presentOf, useCatalog, useRule, useSelection } from '../state/selectors.ts';
import { get, useStudio } from '../state/store.ts';
import { ConditionForm } from './ConditionForm.tsx';
import { findField } from './find-field.ts';
import { GroupForm } from './GroupForm.tsx';
import styles from './Inspector.module.css';
import { RuleForm } from './RuleForm.tsx';
import { ScopeForm } from './ScopeForm.tsx';
import { StepForm } from './StepForm.tsx';
import { TriggerForm } from './TriggerForm.tsx';
import { useAfterPaint } from './use-after-paint.ts';

/** The rule and what is selected in it, which the form is for. */
interface Subject {
  rule: Rule | null;
  selected: NodeId | undefined;
}

/** The form for the selected node; with nothing selected, for the rule itself. */
export function Inspector(): ReactElement {
  const root = useRef<HTMLDivElement>(null);
  const focus = useStudio((state) => state.focus);
  const subject = useSubject();
  const focused = useRef<typeof focus>(null);
  const selection = useSelection();
  const isCurrent = selection.at(-1) === subject.selected;

  // Focus is the browser's: it can move into the form only after the form for the new selection is there.
  useEffect(() => {
    const rule = presentOf(get())?.rule;
    if (!focus || focus === focused.current || !isCurrent || !rule || !root.current) return;
    focused.current = focus;
    findField(root.current, placeOfNode(rule, focus.at) ?? focus.at)?.focus();
  }, [focus, isCurrent]);

  return (
    // A form that is a moment old takes no edits: they would be of the rule as it was.
    <div ref={root} className={styles.root} inert={!isCurrent}>
      {selection.length > 1 ? (
        <p className={styles.several}>
          {selection.length} selected; this is the last one. What is typed here changes it alone; copy,
          disable, move and delete are for all of them.
        </p>
      ) : null}
      <Form rule={subject.rule} selected={subject.selected} />
    </div>
  );
}

/** A form of another node may come one frame after the canvas has shown the selection; the same one follows at once. */
function useSubject(): Subject {
  const rule = useRule();
  const selected = useSelection().at(-1);
  const now = useMemo(() => ({ rule, selected }), [rule, selected]);
  const later = useAfterPaint(now);
  return later.selected === selected ? now : later;
}

const Form = memo(function FormOf({ rule, selected }: Subject): ReactElement | null {
  const catalog = useCatalog();
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
});
