import { ChevronRight } from 'lucide-react';
import type { ReactElement } from 'react';
import { type FilterNode, filterChildren, type Rule } from '../../engine/model/index.ts';
import { selectNodes } from '../state/document.ts';
import { filterText } from '../words/rule-words.ts';
import styles from './GroupMembers.module.css';

interface GroupMembersProps {
  rule: Rule;
  at: string;
  /** Null: the filter itself. */
  node: FilterNode | null;
}

/** What stands in a group, each a way to it. */
export function GroupMembers({ rule, at, node }: GroupMembersProps): ReactElement | null {
  const members = node
    ? filterChildren(node, at)
    : rule.filter.map((child, index) => ({ node: child, at: `filter[${index}]` }));
  if (members.length === 0) return null;
  return (
    <ul className={styles.members} aria-label="In this group">
      {members.map((member) => (
        <li key={member.at}>
          <button
            type="button"
            data-off={member.node.disabled === true || undefined}
            onClick={() => selectNodes([member.at])}
          >
            <span>
              {filterText(member.node)}
              {member.node.disabled === true ? <small>switched off</small> : null}
            </span>
            <ChevronRight size={14} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
