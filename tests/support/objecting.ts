import type { NoticeRecord } from '../../src/data/notice.model';
import type { ObjectionRecord } from '../../src/data/objection.model';
import type { ControllerActor } from '../../src/domain/actor';
import { answerGate } from '../../src/workflows/gate/answerGate';
import { confirmObjection } from '../../src/workflows/objections/confirmObjection';
import { decideObjection, type ObjectionEventInput } from '../../src/workflows/objections/decideObjection';
import { prepareObjection } from '../../src/workflows/objections/prepareObjection';
import { expectValue, type RegisteredAgreement } from './register';
import type { Testbed } from './testbed';

/** The notice of a change to an agreement. */
export async function noticeOf(testbed: Testbed, changeId: string, { agreement }: RegisteredAgreement): Promise<NoticeRecord> {
  const [notice] = await testbed.context.data.notices.findFor(changeId, [agreement._id]);
  if (!notice) throw new Error(`no notice to ${agreement.reference}`);
  return notice;
}

/** The agreement's first contact, as who acts by the link. */
export async function contactOf(testbed: Testbed, changeId: string, registered: RegisteredAgreement): Promise<ControllerActor> {
  const { _id } = await noticeOf(testbed, changeId, registered);
  return { kind: 'controller', noticeId: _id, contactId: registered.controller.contacts[0]?.id ?? '' };
}

/** The latest objection to the notice. */
export async function objectionOf(testbed: Testbed, changeId: string, registered: RegisteredAgreement): Promise<ObjectionRecord> {
  const { _id } = await noticeOf(testbed, changeId, registered);
  const objection = (await testbed.context.data.objections.listOfNotices([_id])).at(-1);
  if (!objection) throw new Error(`no objection of ${registered.agreement.reference}`);
  return objection;
}

/** Objects now, as by the form of the link. */
export async function object(testbed: Testbed, changeId: string, registered: RegisteredAgreement): Promise<ObjectionRecord> {
  const actor = await contactOf(testbed, changeId, registered);
  const now = await testbed.now();
  const answers = { grounds: 'Vi vil ikke ha opptak der.', name: 'En rådgiver', title: 'Rådgiver' };
  const { draftId } = expectValue(await prepareObjection(testbed.context, { actor, now, answers, postedAt: [now] }));
  expectValue(await confirmObjection(testbed.context, { actor, now, draftId }));
  return objectionOf(testbed, changeId, registered);
}

/** A step of the DPO's, on the objection as it stands. */
export async function decide(testbed: Testbed, objectionId: string, input: Omit<ObjectionEventInput, 'version'>): Promise<ObjectionRecord> {
  const { version } = (await testbed.context.data.objections.find(objectionId)) ?? { version: 0 };
  const act = { actor: testbed.person('dpo'), now: await testbed.now(), objectionId, input: { ...input, version } };
  return expectValue(await decideObjection(testbed.context, act));
}

/** What the gate says of the agreement and the change's subprocessor now: `open`, or its reasons with their days. */
export async function gateOf(testbed: Testbed, changeId: string, { agreement }: RegisteredAgreement): Promise<string> {
  const change = await testbed.context.data.changes.find(changeId);
  const query = { agreementId: agreement._id, subprocessorId: change?.subprocessorId ?? '' };
  const answer = expectValue(await answerGate(testbed.context, { now: await testbed.now(), query }));
  return answer.mayProcess ? 'open' : answer.reasons.map(({ code, until }) => (until ? `${code} ${until}` : code)).join(', ');
}
