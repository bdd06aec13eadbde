import type { ChangeRecord, ProposedRevision } from '../../data/change.model';
import type { NoticeRecord } from '../../data/notice.model';
import type { RevisionField } from '../../domain/change/materiality';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { type ChangePreview, preview, previewChange } from '../changes/previewChange';
import type { WorkflowContext } from '../context';
import { revisionProblems } from './judgeRevision';
import { asProposed, isMaterial, materialityOfProposal } from './revisionContent';
import { allRenewed } from './revisionReach';

interface Named {
  agreementId: string;
  reference: string;
}

/** What a proposed correction does to what runs. */
export interface RevisionReach {
  revision: number;
  changed: RevisionField[];
  /** Those of `changed` that are always material. */
  alwaysMaterial: RevisionField[];
  /** As it stands: always so, or not yet said to be immaterial. */
  material: boolean;
  /** If it is material: how many agreements get a new notice and new clocks, and what of theirs goes along or lapses. */
  newClocks: number;
  objectionsCarried: number;
  approvalsLapsing: number;
  consentsLapsing: number;
  /** Where it is in effect: they keep what they have, and a `modify` is the way for them. */
  keepsInEffect: Named[];
  /** Dropped stays dropped. */
  staysDropped: Named[];
  /** They are told that the change no longer concerns them. */
  noLongerConcerned: Named[];
  /** If it is immaterial: how many notices are told of it. */
  informed: number;
}

/** The dry run of a change; while a correction is proposed, that of the correction: the agreements are those that would get new clocks. Changes nothing. */
export async function previewNewest(
  context: WorkflowContext,
  { changeId, now }: { changeId: string; now: Date },
): Promise<Outcome<ChangePreview & { revision: RevisionReach | null }>> {
  const change = await context.data.changes.find(changeId);
  if (!change) return refuse('not-found');
  if (change.proposed) return done(await previewRevision(context, { change, proposed: change.proposed, now }));
  const plain = await previewChange(context, { changeId, now });
  return plain.ok ? done({ ...plain.value, revision: null }) : plain;
}

async function previewRevision(
  context: WorkflowContext,
  { change, proposed, now }: { change: ChangeRecord; proposed: ProposedRevision; now: Date },
): Promise<ChangePreview & { revision: RevisionReach }> {
  const revised = asProposed(change, proposed);
  const renewed = await allRenewed(context, revised);
  const dryRun = await preview(context, revised, now, renewed);
  const materiality = materialityOfProposal(change, proposed);
  const material = isMaterial(proposed, materiality);
  const reached = new Set(renewed.map(({ agreement }) => agreement._id));
  const revision: RevisionReach = {
    revision: proposed.revision,
    changed: materiality.changed,
    alwaysMaterial: materiality.material,
    material,
    ...(await countReach(context, change, reached)),
    newClocks: renewed.length,
  };
  // Clocks that run stay as they are where the correction is only told.
  const tooEarly = material && dryRun.tooEarly;
  return { ...dryRun, tooEarly, problems: revisionProblems(change, revised, dryRun.problems), revision };
}

const chunk = 500;

async function countReach({ data }: WorkflowContext, change: ChangeRecord, reached: ReadonlySet<string>) {
  const reach = { objectionsCarried: 0, approvalsLapsing: 0, consentsLapsing: 0, informed: 0 };
  const named = { keepsInEffect: [] as Named[], staysDropped: [] as Named[], noLongerConcerned: [] as Named[] };
  const open = await data.objections.listOpenOfChange(change._id);
  const objected = new Set(open.map(({ noticeId }) => noticeId));
  let cursor: string | undefined;
  do {
    const page = await data.notices.listOfChange(change._id, { limit: chunk, cursor });
    for (const notice of page.items) {
      if (notice.effect === 'inEffect') named.keepsInEffect.push(nameOf(notice));
      if (notice.effect === 'dropped') named.staysDropped.push(nameOf(notice));
      if (notice.effect !== 'pending' && notice.effect !== 'held') continue;
      reach.informed += 1;
      if (!reached.has(notice.agreementId)) {
        named.noLongerConcerned.push(nameOf(notice));
        continue;
      }
      if (objected.has(notice._id)) reach.objectionsCarried += 1;
      if (notice.approvals.some(({ state }) => state === 'granted')) reach.approvalsLapsing += 1;
      if (notice.consent) reach.consentsLapsing += 1;
    }
    cursor = page.next ?? undefined;
  } while (cursor);
  return { ...reach, ...named };
}

function nameOf({ agreementId, content }: NoticeRecord): Named {
  return { agreementId, reference: content.agreementReference };
}
