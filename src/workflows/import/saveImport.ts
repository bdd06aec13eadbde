import type { ClientSession } from 'mongoose';
import type { NewAuditEvent } from '../../data/auditEvent.repository';
import type { SubprocessorRecord } from '../../data/subprocessor.model';
import type { Actor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';
import { markInUse } from '../registry/signedAnnex';
import type { PlannedAgreement } from './planAgreements';
import type { PlannedController } from './planControllers';

/** Documents of one transaction: some thousand agreements. MongoDB keeps an open transaction in its cache, and 25,000 did not fit into one of 256 MB. */
const documentsPerTransaction = 5_000;

/** What one import changes, in pieces that each fit into a transaction. A controller is saved with the first agreement that needs it. */
function piecesOf(planned: readonly PlannedAgreement[]): PlannedAgreement[][] {
  const pieces: PlannedAgreement[][] = [];
  let documents = documentsPerTransaction;
  for (const agreement of planned) {
    if (agreement.counts === 'unchanged') continue;
    // Itself, its controller, their two events, and its annex.
    const size = 4 + agreement.newEntries.length;
    if (documents + size > documentsPerTransaction) {
      pieces.push([]);
      documents = 0;
    }
    pieces.at(-1)?.push(agreement);
    documents += size;
  }
  return pieces;
}

/**
 * Saves a plan in one transaction, or in several where it is too large for one. The first refusal (`stale-version`: somebody else changed the
 * registry since it was read) ends it; pieces before it stay, and the same file imported again adds the rest.
 */
export async function saveImport(
  context: WorkflowContext,
  { actor, now, planned, facts }: { actor: Actor; now: Date; planned: readonly PlannedAgreement[]; facts: Record<string, unknown> },
): Promise<Outcome<null>> {
  const pieces = piecesOf(planned);
  const savedControllers = new Set<PlannedController>();
  const listed = new Map<string, SubprocessorRecord>();
  for (const subprocessor of planned.flatMap(({ newlyListed }) => newlyListed)) listed.set(subprocessor._id, subprocessor);
  const event: NewAuditEvent = { at: now, type: 'import.done', actor, subject: { kind: 'import', id: String(facts.sha256) }, facts };

  // At least one transaction: that nothing changed is worth its event, too.
  for (let index = 0; index < Math.max(1, pieces.length); index += 1) {
    const piece = pieces[index] ?? [];
    const controllers = [...new Set(piece.map(({ controller }) => controller))].filter(
      (each) => each.act !== 'none' && !savedControllers.has(each),
    );
    const outcome = await allOrNothing(context, async (session): Promise<Outcome<null>> => {
      if (index === 0 && !(await markInUse(context.data, [...listed.values()], now, session))) return refuse('stale-version');
      if (!(await savePiece(context, { actor, now, piece, controllers }, session))) return refuse('stale-version');
      if (index >= pieces.length - 1) await context.data.auditEvents.record(event, session);
      return done(null);
    });
    if (!outcome.ok) return outcome;
    for (const controller of controllers) savedControllers.add(controller);
  }
  return done(null);
}

async function savePiece(
  { data }: WorkflowContext,
  {
    actor,
    now,
    piece,
    controllers,
  }: { actor: Actor; now: Date; piece: readonly PlannedAgreement[]; controllers: readonly PlannedController[] },
  session: ClientSession,
): Promise<boolean> {
  const bulk = data.registryBulk;
  const recordsOf = (act: 'insert' | 'replace') => piece.filter((each) => each.act === act).map(({ record }) => record);
  const controllersTo = (act: 'insert' | 'replace') => controllers.filter((each) => each.act === act).map(({ record }) => record);
  await bulk.insertControllers(controllersTo('insert'), session);
  if (!(await bulk.replaceControllers(controllersTo('replace'), session))) return false;
  await bulk.insertAgreements(recordsOf('insert'), session);
  if (!(await bulk.replaceAgreements(recordsOf('replace'), session))) return false;
  for (const { record } of piece.filter(({ redated }) => redated)) await data.annexes.redateSigned([record._id], record.signedOn, session);
  await bulk.insertEntries(
    piece.flatMap(({ newEntries }) => newEntries),
    session,
  );
  await data.auditEvents.record(
    [...controllers.map((each) => controllerEvent(each, actor, now)), ...piece.flatMap((each) => agreementEvents(each, actor, now))],
    session,
  );
  return true;
}

function controllerEvent({ record, act, identityChanged }: PlannedController, actor: Actor, now: Date): NewAuditEvent {
  return {
    at: now,
    type: act === 'insert' ? 'controller.created' : 'controller.updated',
    actor,
    subject: { kind: 'controller', id: record._id },
    controllerId: record._id,
    facts: { byImport: true, contacts: record.contacts.length, ...(act === 'replace' ? { identityChanged } : {}) },
  };
}

function agreementEvents({ record, act, fields }: PlannedAgreement, actor: Actor, now: Date): NewAuditEvent[] {
  if (act === 'none') return [];
  const facts =
    act === 'insert'
      ? { preset: record.preset, services: record.services, signedOn: record.signedOn, annex: record.signedAnnex }
      : { fields };
  return [
    {
      at: now,
      type: act === 'insert' ? 'agreement.created' : 'agreement.updated',
      actor,
      subject: { kind: 'agreement', id: record._id },
      agreementId: record._id,
      controllerId: record.controllerId,
      facts: { byImport: true, ...facts },
    },
  ];
}
