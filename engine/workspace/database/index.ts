export { type AuditEntry, createAudit } from './audit.ts';
export { databaseFile, openWorkspaceDatabase } from './open-workspace-database.ts';
