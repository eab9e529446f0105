import {
  Bot,
  CircleCheck,
  FileSearch,
  Flag,
  Globe,
  type LucideIcon,
  Mail,
  MessageSquareText,
  RotateCcw,
  Tag,
  Tags,
  UserCheck,
  Users,
  Workflow,
  Wrench,
  Zap,
} from 'lucide-react';
import type { Catalog } from '../../engine/catalog/index.ts';
import { findActionType } from '../../engine/catalog/index.ts';

const byEffect: Readonly<Record<string, LucideIcon>> = {
  'session.assign': UserCheck,
  'session.tag': Tags,
  'email.send': Mail,
  'human.escalate': Users,
  'search.run': FileSearch,
  'model.ask': Bot,
  'http.post': Globe,
  'mcp.call': Wrench,
  'ticket.assign': UserCheck,
  'ticket.tag': Tag,
  'ticket.priority': Flag,
  'ticket.close': CircleCheck,
  'ticket.reopen': RotateCcw,
  'ticket.note': MessageSquareText,
};

/** An action's icon: that of the first effect it asks for. */
export function actionIcon(type: string, catalog: Catalog): LucideIcon {
  return byEffect[findActionType(catalog, type)?.effects[0] ?? ''] ?? Workflow;
}

export { Zap as EventIcon };
