import type { z } from 'zod';
import type { NoticeRecord } from '../../../data/notice.model';
import type { Outcome } from '../../../domain/outcome';
import { manualApproval, manualConsent } from '../../../schemas/answers';
import { confirmAnswer } from '../../../workflows/approvals/confirmAnswer';
import { enterAnswer } from '../../../workflows/approvals/enterAnswer';
import { readUploads } from '../../../workflows/documents/readUploads';
import { type ApiCall, type ApiRoute, postRoute } from '../apiRoute';
import { noticeAnswersView, viewNoticeAnswers } from '../views/noticeAnswersView';
import { viewed } from './routeHelpers';

type Call = ApiCall<z.output<typeof manualApproval> | z.output<typeof manualConsent>, unknown>;

async function takeAnswer({ dependencies: { context }, actor, now, id: noticeId, body }: Call): Promise<Outcome<NoticeRecord>> {
  if ('confirm' in body) return confirmAnswer(context, { actor, now, noticeId, answerId: body.id });
  const { documents = [], decidedAt, name, title, note } = body;
  const files = readUploads(documents, (index) => `/documents/${index}/content`);
  if (!files.ok) return files;
  const says =
    'effectiveOn' in body
      ? { kind: 'consent' as const, effectiveOn: body.effectiveOn }
      : { kind: 'approval' as const, kinds: [...new Set(body.kinds)], decision: body.decision, grounds: body.grounds ?? null };
  return enterAnswer(context, { actor, now, noticeId, input: { says, decidedAt, name, title, note }, files: files.value });
}

const enters = (body: unknown): boolean => !(typeof body === 'object' && body !== null && 'confirm' in body);

// biome-ignore format: a route says everything on one line
export const answerRoutes: ApiRoute[] = [
  postRoute({ path: '/notices/{id}/approvals', roles: ['dpo'], summary: 'Enter an approval or a refusal that came by mail, letter or phone, or confirm one that another person entered', body: manualApproval, withFiles: true, status: 201, isMade: enters, answer: noticeAnswersView,
    handler: async (call) => viewed(await takeAnswer(call), viewNoticeAnswers) }),
  postRoute({ path: '/notices/{id}/consents', roles: ['dpo'], summary: 'Enter a consent to an earlier day that came by mail, letter or phone, or confirm one that another person entered', body: manualConsent, withFiles: true, status: 201, isMade: enters, answer: noticeAnswersView,
    handler: async (call) => viewed(await takeAnswer(call), viewNoticeAnswers) }),
];
