import type { Request } from 'express';
import type { Dependencies } from '../../../dependencies';
import { type DescribedObjection, describeObjection } from '../../../workflows/objections/describeObjection';
import { type PageProblem, showPage } from '../../page';
import type { PageRequest } from '../../pageRoute';
import { showErrorPage } from '../../showErrorPage';
import { objectionDeskTexts } from '../../texts/objectionDeskTexts';
import { objectionTexts } from '../../texts/objectionTexts';
import { isRecordId } from '../lookUps';
import { doneNotice, pathId } from '../pageAddress';
import { objectionPage, type TypedPage } from './objectionPage';

export type ObjectionDependencies = Pick<Dependencies, 'data' | 'context'>;

/** The objection that the address names; null, and a plain page, where there is none. */
export async function describedOr404(
  { context }: ObjectionDependencies,
  { request, response, actor, now }: Pick<PageRequest, 'request' | 'response' | 'actor' | 'now'>,
): Promise<DescribedObjection | null> {
  const objectionId = pathId(request.params);
  const described = isRecordId(objectionId) ? await describeObjection(context, { objectionId, actor, now }) : null;
  if (described?.ok) return described.value;
  showErrorPage(request, response, { status: 404, text: 'notFound' });
  return null;
}

/** The page of one objection; with problems, the form that was refused as it was filled. */
export async function showObjection(
  { data }: ObjectionDependencies,
  { request, response, locale, actor }: Pick<PageRequest, 'request' | 'response' | 'locale' | 'actor'>,
  described: DescribedObjection,
  more: { problems?: PageProblem[]; status?: number; typed?: TypedPage } = {},
): Promise<void> {
  const texts = objectionTexts[locale];
  const mayDecide = actor.role === 'dpo';
  const dpos = mayDecide ? await data.accounts.listActive('dpo') : [];
  const done = { ...texts.done, ...objectionDeskTexts[locale].done };
  showPage(request, response, {
    view: 'pages/objections/show',
    title: texts.title(described.objection.reference),
    section: 'objections',
    status: more.status,
    problems: more.problems,
    notice: request.method === 'GET' ? doneNotice(request.query.done, done) : null,
    self: `/desk/objections/${described.objection._id}`,
    breadcrumbs: objectionCrumbs(request, null),
    model: objectionPage(described, { locale, typed: more.typed ?? {}, mayDecide, dpos }),
  });
}

/** The way to an objection, or to a page below it. */
export function objectionCrumbs(request: Request, described: DescribedObjection | null) {
  const texts = objectionTexts[request.locale];
  return [
    { href: '/desk/objections', label: texts.listTitle },
    ...(described ? [{ href: `/desk/objections/${described.objection._id}`, label: texts.title(described.objection.reference) }] : []),
  ];
}
