import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createCatalog,
  findActionType,
  findEventType,
  packOfActionType,
  packOfEventType,
} from '../../catalog/index.ts';
import { type ActionType, type EventType, nearestNames, type Pack } from '../../model/index.ts';
import { addedPacksFolder } from '../../studio/index.ts';
import { readPackFile, readPacks } from '../catalog-option.ts';
import type { CliContext, RegisterCommand } from '../command.ts';
import { explain } from '../input.ts';
import { paintFor } from '../report/paint.ts';
import { textTable } from '../report/text-table.ts';

interface Output {
  json?: boolean;
}

/** `catalog …`: the packs that say which events and actions there are. */
export const registerCatalog: RegisterCommand = (program, context) => {
  const catalog = program
    .command('catalog')
    .description('the packs that say which events and actions there are')
    .addHelpText('after', '\nExample:\n  rulewright catalog show cx');
  catalog
    .command('list')
    .description('the packs in use')
    .option('--json', 'print a JSON list')
    .addHelpText('after', '\nExample:\n  rulewright catalog list')
    .action((output: Output) => list(context, output));
  catalog
    .command('show')
    .description('a pack, or one of its event or action types')
    .argument('<name>', 'the name of a pack, an event type or an action type')
    .option('--json', 'print it whole, as JSON')
    .addHelpText('after', '\nExample:\n  rulewright catalog show session.opened --json')
    .action((name: string, output: Output) => show(context, name, output));
  catalog
    .command('add')
    .description('copy a pack, or the events that a JSON Schema describes, into the data folder')
    .argument('<file>', 'the pack, or the JSON Schema; - for standard input')
    .option('--json', 'print {"added", "version", "eventTypes", "actionTypes"}')
    .addHelpText(
      'after',
      '\nExamples:\n  rulewright catalog add our-events.pack.json\n  rulewright catalog add webhooks.schema.json',
    )
    .action((file: string, output: Output) => add(context, file, output));
};

async function list(context: CliContext, { json }: Output): Promise<void> {
  const packs = await readPacks(context);
  if (!packs.ok) return context.fail(2, packs.error);
  if (json) {
    const summaries = packs.value.map(({ name, version, title, description, eventTypes, actionTypes }) => ({
      name,
      version,
      title,
      description,
      eventTypes: eventTypes.map(({ type }) => type),
      actionTypes: actionTypes.map(({ type }) => type),
    }));
    return context.print(JSON.stringify(summaries, null, 2));
  }
  const rows = packs.value.map(({ name, version, title, eventTypes, actionTypes }) => [
    name,
    version,
    title,
    `${eventTypes.length} events`,
    `${actionTypes.length} actions`,
  ]);
  context.print(textTable(['pack', 'version', 'title', 'events', 'actions'], rows, paintFor(context)));
}

async function show(context: CliContext, name: string, { json }: Output): Promise<void> {
  const packs = await readPacks(context);
  if (!packs.ok) return context.fail(2, packs.error);
  const catalog = createCatalog(packs.value);
  const pack = packs.value.find((candidate) => candidate.name === name);
  const event = findEventType(catalog, name);
  const action = findActionType(catalog, name);
  const found = pack ?? event ?? action;
  if (found === undefined) {
    const known = [
      ...packs.value.map((known) => known.name),
      ...catalog.eventTypes.keys(),
      ...catalog.actionTypes.keys(),
    ];
    const near = nearestNames(name, known);
    const hint = near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '';
    return context.fail(2, `there is no pack, event type or action type "${name}"${hint}`);
  }
  if (json) return context.print(JSON.stringify(found, null, 2));
  if (pack) context.print(packInWords(pack));
  else if (event) context.print(eventInWords(event, packOfEventType(catalog, name)));
  else if (action) context.print(actionInWords(action, packOfActionType(catalog, name)));
}

async function add(context: CliContext, file: string, { json }: Output): Promise<void> {
  const read = await readPackFile(context, file);
  if (!read.ok) return context.fail(2, read.error);
  const pack = read.value;
  const folder = addedPacksFolder(context.options().data);
  const target = join(folder, `${pack.name}.pack.json`);
  try {
    mkdirSync(folder, { recursive: true });
    // Named only once it is whole: a half-written pack would be told of at every start.
    writeFileSync(`${target}.partial`, `${JSON.stringify(pack, null, 2)}\n`, { flush: true });
    renameSync(`${target}.partial`, target);
  } catch (error) {
    return context.fail(1, `${target} could not be written: ${explain(error)}`);
  }
  if (json) {
    const types = {
      eventTypes: pack.eventTypes.map(({ type }) => type),
      actionTypes: pack.actionTypes.map(({ type }) => type),
    };
    return context.print(JSON.stringify({ added: pack.name, version: pack.version, ...types }, null, 2));
  }
  context.print(
    `added ${pack.name} ${pack.version}  ${pack.eventTypes.length} events, ${pack.actionTypes.length} actions`,
  );
}

function packInWords(pack: Pack): string {
  return [
    `${pack.name} ${pack.version}  ${pack.title}`,
    pack.description,
    '',
    `Workspace  ${pack.workspace.title} (${pack.workspace.tenant})`,
    `Apps       ${pack.directory.apps.map(({ id }) => id).join(', ') || 'none'}`,
    '',
    'Events',
    ...pack.eventTypes.map(({ type, title }) => `  ${type}  ${title}`),
    '',
    'Actions',
    ...pack.actionTypes.map(({ type, title }) => `  ${type}  ${title}`),
  ].join('\n');
}

function eventInWords(
  { type, title, description, subjectPath, payloadSchema, samples }: EventType,
  pack?: Pack,
): string {
  return [
    `${type}  ${title}${pack ? ` (pack ${pack.name})` : ''}`,
    description,
    '',
    `Subject  ${subjectPath ?? 'streamId'}`,
    'Samples',
    ...samples.map(({ name, event }) => `  ${name} (app ${event.app})`),
    'Payload',
    indented(payloadSchema),
  ].join('\n');
}

function actionInWords(action: ActionType, pack?: Pack): string {
  return [
    `${action.type}  ${action.title}${pack ? ` (pack ${pack.name})` : ''}`,
    action.description,
    '',
    `Effects  ${action.effects.join(', ')}`,
    `Raises   ${action.raises.join(', ') || 'nothing'}`,
    'Parameters',
    indented(action.paramsSchema),
    'Sample',
    indented(action.sampleParams),
  ].join('\n');
}

function indented(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll(/^/gm, '  ');
}
