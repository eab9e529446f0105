import { describeServer, serverFingerprint } from '../../effects/index.ts';
import { describeIssue } from '../../model/index.ts';
import { performerSettings } from '../serve/performer-settings.ts';
import { readSettings } from './settings.ts';
import { lineOfSetting } from './settings-text.ts';

/** What a text of `workspace.toml` comes to, before it is written. */
export interface SettingsReview {
  /** What is wrong with it; `line` counts from 1. Empty: it can be written. */
  issues: { message: string; line: number | null }[];
  /** The tool servers in it, and whether somebody agreed to exactly this. */
  servers: { name: string; what: string; kind: 'stdio' | 'http'; fingerprint: string; isAgreed: boolean }[];
}

/** Reads a text of `workspace.toml` and says what is wrong with it and which tool servers it names. */
export function reviewSettings(text: string): SettingsReview {
  const read = readSettings(text);
  if (!read.ok) {
    const issues = read.error.map((issue) => ({
      message: describeIssue(issue),
      line: lineOfSetting(text, issue.at) ?? lineInWords(issue.message),
    }));
    return { issues, servers: [] };
  }
  const servers = performerSettings(read.value).servers.map(({ server, consent }) => {
    const fingerprint = serverFingerprint(server);
    const { name, kind } = server;
    return { name, kind, what: describeServer(server), fingerprint, isAgreed: consent === fingerprint };
  });
  return { issues: [], servers };
}

function lineInWords(message: string): number | null {
  const line = /\bat line (\d+)/.exec(message)?.[1];
  return line === undefined ? null : Number(line);
}
