import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Dependencies } from './dependencies';
import type { Actor, PersonActor } from './domain/actor';
import type { Outcome } from './domain/outcome';
import { projectRoot } from './projectRoot';
import { pendelAnnexB2 } from './sample/pendelAnnexB2';
import { newMailProvider, sampleChange } from './sample/sampleChange';
import { videonorAnnexA } from './sample/videonorAnnexA';
import type { SubprocessorInput } from './schemas/subprocessors';
import { ensureDemoUsers } from './workflows/accounts/ensureDemoUsers';
import { draftChange } from './workflows/changes/draftChange';
import type { WorkflowContext } from './workflows/context';
import { importAgreements } from './workflows/import/importAgreements';
import { processorDay } from './workflows/processorDay';
import { registerSubprocessor } from './workflows/registry/registerSubprocessor';
import { slugOf } from './workflows/registry/slugOf';

const settingName = 'sampleData';
const actor: Actor = { kind: 'system', name: 'sample data' };

/**
 * Loads the sample once, where `SAMPLE_DATA` is `seeds`: the subprocessors of the two real annexes, made-up controllers with agreements on both kinds of
 * terms by the import that an admin uses, and a draft that affects both. Every step looks for what is there already, so a load that was killed half way
 * is completed by the next start; after a whole load nothing is touched again, whatever people have changed or removed.
 */
export async function loadSampleDataOnce({ config, context, clock, data }: Dependencies): Promise<void> {
  if (config.sampleData !== 'seeds' || (await data.settings.find(settingName))) return;
  const now = await clock.now();
  if (config.demoPassword !== undefined) await ensureDemoUsers(context, { password: config.demoPassword, now });
  for (const input of [...videonorAnnexA, ...pendelAnnexB2]) await enterOnce(context, input, now);
  const csv = readFileSync(path.join(projectRoot(), 'src', 'sample', 'agreements.csv'));
  valueOrThrow(await importAgreements(context, { actor, now, csv }), 'agreements');
  await draftOnce(context, now);
  await data.settings.write(settingName, { loadedAt: now.toISOString() }, 0);
}

async function isRegistered({ data }: WorkflowContext, legalName: string): Promise<boolean> {
  return (await data.subprocessors.findByAnyName([slugOf(legalName)])).length > 0;
}

async function enterOnce(context: WorkflowContext, input: SubprocessorInput, now: Date): Promise<void> {
  if (await isRegistered(context, input.legalName)) return;
  valueOrThrow(await registerSubprocessor(context, { actor, now, input, allowIncomplete: true }), input.legalName);
}

/** The draft and its proposed subprocessor are written in one transaction, so that the one tells of the other. */
async function draftOnce(context: WorkflowContext, now: Date): Promise<void> {
  if (await isRegistered(context, newMailProvider)) return;
  const publisher = await context.data.accounts.findUserByEmail('publisher@forvarsel.example');
  const author: PersonActor = publisher
    ? { kind: 'person', personId: publisher._id, name: publisher.name, role: publisher.role, via: 'session' }
    : { kind: 'person', personId: 'sample-data', name: 'sample data', role: 'publisher', via: 'cli' };
  valueOrThrow(await draftChange(context, { actor: author, now, input: sampleChange(processorDay(now)) }), 'the draft');
}

/** Sample data that is refused is a bug of ours; the refusal says which. */
function valueOrThrow<T>(outcome: Outcome<T>, what: string): T {
  if (outcome.ok) return outcome.value;
  throw new Error(
    `The sample data were refused (${what}): ${JSON.stringify(outcome.refusal)}. Start with SAMPLE_DATA=none to go without them.`,
  );
}
