import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { builtInPacks } from '../../engine/catalog/index.ts';
import { folderWith, main } from '../unit/cli/run-cli.ts';

const hasStrace =
  process.platform === 'linux' && spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;

/** The calls to the kernel by which a program reaches out of itself. */
function reachesOut(trace: string): string[] {
  return readFileSync(trace, 'utf8')
    .split('\n')
    .filter((line) => /^\d+ +(?:(?:connect|sendto|sendmsg|bind)\(.*AF_INET|execve\()/.test(line));
}

function traced(trace: string, input: readonly string[]) {
  const calls = 'trace=connect,sendto,sendmsg,bind,execve';
  const options = ['-f', '--seccomp-bpf', '-e', calls, '-s', '120', '-o', trace];
  return spawnSync('strace', [...options, process.execPath, ...input], { encoding: 'utf8' });
}

/** For each pack a rule with every action it has, on each of its event types, and all sample events. */
function everything() {
  const packs = builtInPacks();
  const rules = packs.flatMap((pack) =>
    pack.eventTypes.map(({ type, samples }) => ({
      id: `r_${pack.name}_${type.replace(/\W/g, '_')}`,
      name: type,
      createdBy: pack.workspace.defaultCreator,
      scope: { apps: [...new Set(samples.map(({ event }) => event.app))] },
      trigger: { kind: 'event', eventType: type },
      actions: pack.actionTypes.map((action, index) => ({
        id: `s${index + 1}`,
        type: action.type,
        params: action.sampleParams,
      })),
    })),
  );
  const events = packs.flatMap(({ eventTypes }) =>
    eventTypes.flatMap(({ samples }) => samples.map(({ event }) => event)),
  );
  return { rules, events };
}

describe.skipIf(!hasStrace)('under the eyes of the kernel', () => {
  const { rules, events } = everything();
  const files = Object.fromEntries(rules.map((rule) => [`${rule.id}.rule.json`, rule]));
  const [event] = events;
  const own = rules.find((rule) => rule.name === event?.type);
  const expectation = {
    rule: own?.id,
    cases: [{ name: 'runs', given: [event], expect: { outcome: 'would-execute' } }],
  };

  it('a connection or a program that is started would be seen', () => {
    const { path } = folderWith({});
    const script = `require('net').connect(9, '127.0.0.1').on('error', () => {});
      require('child_process').spawnSync('/bin/true')`;
    traced(path('trace'), ['-e', script]);
    const seen = reachesOut(path('trace'));
    expect(seen).toHaveLength(3);
    expect(seen.filter((line) => /^\d+ +connect\(.*127\.0\.0\.1/.test(line))).toHaveLength(1);
    expect(seen.filter((line) => line.includes('execve("/bin/true"'))).toHaveLength(1);
  });

  it.each([
    ['a dry run', ['eval', '--rule', `${own?.id}.rule.json`, '--event', 'event.json', '--json']],
    [
      'a replay in threads',
      ['replay', '--rules', '.', '--events', 'events.jsonl', '--workers', '2', '--json'],
    ],
    ['a run of expectations', ['test', '.', '--json']],
  ])('%s of every action makes no connection and starts no program', (_what, input) => {
    const recording = events.map((each) => `${JSON.stringify(each)}\n`).join('');
    const { folder, path } = folderWith({
      ...files,
      'event.json': event,
      'events.jsonl': recording,
      'all.expect.json': expectation,
    });
    const inFolder = input.map((each) => (/json|^\.$/.test(each) && each !== '--json' ? path(each) : each));
    const done = traced(path('trace'), [main, '--data', `${folder}/data`, ...inFolder]);
    expect({ status: done.status, stderr: done.stderr }).toEqual({ status: 0, stderr: '' });
    expect(done.stdout).toMatch(/would-execute|"passed": 1/);
    // Node itself, and nothing after it.
    expect(reachesOut(path('trace'))).toEqual([expect.stringContaining('execve')]);
  });
});
