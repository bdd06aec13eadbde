import { calendarDate } from '../domain/calendar/calendarDate';
import type { WorkflowContext } from './context';
import type { DueItem } from './dueItem';

/** What waits for an answer or a second person in the dialogue with controllers: their questions and requests for documents, and answers and agreements that were entered by hand; and what is stopped. */
export async function dueOfDialogue({ data }: WorkflowContext, most: number): Promise<DueItem[]> {
  const [questions, requests, answers, relations] = await Promise.all([
    data.questions.listOpen(most),
    data.documentRequests.listOpen(most),
    data.noticeTasks.listAnswerWaiting(most),
    data.agreements.listDirectRelationsWaiting(most),
  ]);
  const askers = new Map(
    (await data.agreements.findMany([...new Set([...questions, ...requests].map(({ agreementId }) => agreementId))])).map(
      ({ _id, reference }) => [_id, reference],
    ),
  );
  return [
    ...(await dueOfStops({ data }, most)),
    ...questions.map(
      ({ _id, reference, agreementId, changeId, noticeId, dueOn }): DueItem => ({
        kind: 'question',
        dueOn: calendarDate(dueOn),
        title: {
          nb: `Svar på spørsmålet ${reference} fra ${askers.get(agreementId) ?? ''}`,
          en: `Answer question ${reference} from ${askers.get(agreementId) ?? ''}`,
        },
        href: `/desk/questions/${_id}`,
        ...{ agreementId, changeId, noticeId },
      }),
    ),
    ...requests.map(
      ({ _id, reference, agreementId, changeId, noticeId, dueOn }): DueItem => ({
        kind: 'documentRequest',
        dueOn: calendarDate(dueOn),
        title: {
          nb: `Svar på forespørselen ${reference} om dokumenter fra ${askers.get(agreementId) ?? ''}`,
          en: `Answer request ${reference} for documents from ${askers.get(agreementId) ?? ''}`,
        },
        href: `/desk/document-requests/${_id}`,
        ...{ agreementId, changeId, noticeId },
      }),
    ),
    ...answers.map(
      ({ _id, changeId, agreementId, content }): DueItem => ({
        kind: 'confirmAnswer',
        dueOn: null,
        title: {
          nb: `Bekreft et svar registrert for hånd: ${content.agreementReference} (${content.details.legalName})`,
          en: `Confirm an answer entered by hand: ${content.agreementReference} (${content.details.legalName})`,
        },
        href: `/desk/notices/${_id}`,
        ...{ agreementId, changeId, noticeId: _id },
      }),
    ),
    ...relations.map(
      ({ _id, reference }): DueItem => ({
        kind: 'confirmDirectRelation',
        dueOn: null,
        title: {
          nb: `Bekreft en egen avtale med en tredjepart for ${reference}`,
          en: `Confirm an agreement of the controller’s own for ${reference}`,
        },
        href: `/desk/agreements/${_id}/direct`,
        agreementId: _id,
      }),
    ),
  ];
}

/** Stop orders, and uses that are suspended because a transfer lost its basis: nothing to be done by a day, but somebody has to follow them. */
async function dueOfStops({ data }: Pick<WorkflowContext, 'data'>, most: number): Promise<DueItem[]> {
  const [stopped, lapsed] = await Promise.all([
    data.agreements.listStopped(most),
    data.annexes.listSuspended('transfer-basis-missing', most),
  ]);
  const agreements = await data.agreements.findMany([...new Set(lapsed.map(({ agreementId }) => agreementId))]);
  const references = new Map(agreements.map(({ _id, reference }) => [_id, reference]));
  return [
    ...stopped.map(
      ({ _id, reference, stopOrder }): DueItem => ({
        kind: stopOrder?.lifting ? 'confirmLifting' : 'stopped',
        dueOn: null,
        title: stopOrder?.lifting
          ? { nb: `Bekreft at stansordren for ${reference} er opphevet`, en: `Confirm that the stop order for ${reference} is lifted` }
          : { nb: `Stansordre gjelder for ${reference}`, en: `A stop order is in force for ${reference}` },
        href: `/desk/agreements/${_id}`,
        agreementId: _id,
      }),
    ),
    ...lapsed.map(
      ({ agreementId, details }): DueItem => ({
        kind: 'suspended',
        dueOn: null,
        title: {
          nb: `Overføringsgrunnlaget er falt bort: ${details.legalName} er stanset for ${references.get(agreementId) ?? ''}`,
          en: `The transfer basis has lapsed: ${details.legalName} is suspended for ${references.get(agreementId) ?? ''}`,
        },
        href: `/desk/agreements/${agreementId}`,
        agreementId,
      }),
    ),
  ];
}
