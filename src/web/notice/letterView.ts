import { readMailAddress } from '../../mail/addresses';
import type { Comparison, Fact, MailDeployment, Section } from '../../mail/letter';
import { documentTexts } from '../../mail/texts/documentTexts';
import { noticeTexts as mailTexts } from '../../mail/texts/noticeTexts';
import { revisionTexts } from '../../mail/texts/revisionTexts';
import { noticeLetter } from '../../mail/viewModels/noticeLetter';
import type { NoticeVisit } from '../../workflows/answers/visitNotice';
import { statedDeadlines } from '../../workflows/delivery/noteEvidence';
import { sendingsFor } from '../../workflows/delivery/planMail';
import type { PageLocale } from '../locale';
import { noticeTexts } from './noticeTexts';

export interface LetterView {
  title: string;
  lead: string[];
  sections: { heading: string; facts: Fact[]; comparisons: Comparison[]; paragraphs: string[] }[];
  words: { before: string; after: string };
}

/**
 * What the notice says, from the view model that its mail is made from, so that the two never differ: as of now, in the page's language. What the mail
 * says of itself is said of the page, and what no longer holds is left out: a notice that was withdrawn must not promise a day of effect.
 */
export function letterView(visit: NoticeVisit, deployment: MailDeployment, locale: PageLocale): LetterView {
  const { notice, change, agreement, controller, contact, openObjection, now } = visit;
  const mail = { kind: 'notice' as const, dedupe: 'page', contacts: [contact], host: 'page.invalid', readyAt: now };
  const [sending] = sendingsFor({ ...mail, noticeId: notice._id, agreementId: agreement._id });
  if (!sending) throw new Error(`notice ${notice._id} has nobody to read it`);
  const letter = noticeLetter({
    sending: { ...sending, locale },
    // What the mail said of an objection that was open then is said as long as it is.
    notice: { ...notice, carriedObjection: openObjection ? notice.carriedObjection : null },
    change,
    addressee: { agreementReference: agreement.reference, controllerName: controller.name, contactName: contact.name ?? '' },
    shortReference: agreement.reference,
    terms: notice.terms,
    contacts: controller.contacts,
    objection: null,
    question: null,
    deadlines: statedDeadlines(notice, now),
    statedAt: now,
    link: null,
    code: null,
    repeat: false,
    deployment,
    locale,
  });
  const isOver = new Set(headingsThatAreOver(visit, locale));
  const sections = letter.sections.filter(({ heading }) => !isOver.has(heading)).map(printed);
  const words = wordsOnPage(visit, deployment, locale);
  return {
    title: letter.title,
    lead: letter.lead,
    sections: sections.map((section) => ({ ...section, paragraphs: section.paragraphs.map((each) => words.get(each) ?? each) })),
    words: letter.words,
  };
}

/** What silence means is over once somebody spoke or the change is decided; how to answer, once there is no such answer to give. */
function headingsThatAreOver(visit: NoticeVisit, locale: PageLocale): string[] {
  const { silenceHeading, approvalHeading, objectHeading } = mailTexts[locale];
  const { notice, agreement, openObjection, acts } = visit;
  const undecided = (notice.effect === 'pending' || notice.effect === 'held') && agreement.state === 'active';
  const spoken = openObjection !== null && !openObjection.late && !notice.carriedObjection;
  return [
    ...(undecided && !spoken ? [] : [silenceHeading]),
    ...(acts.approve.length > 0 || acts.refuse.length > 0 ? [] : [approvalHeading]),
    ...(acts.object ? [] : [objectHeading]),
  ];
}

/** The mail's sentences about itself, each with the page's own. */
function wordsOnPage({ notice }: NoticeVisit, { replyTo }: MailDeployment, locale: PageLocale): Map<string, string> {
  const { onPage } = noticeTexts[locale];
  const { howToObject, howElse, howToApprove } = mailTexts[locale];
  const { openHow, requestHow } = documentTexts[locale];
  const { objectionStands, objectionLate } = revisionTexts[locale];
  const { address } = readMailAddress(replyTo);
  const reference = notice.carriedObjection?.reference ?? '';
  return new Map([
    [howToObject, onPage.howToObject],
    [howElse(address), onPage.howElse(address)],
    [howToApprove, onPage.howToApprove],
    [openHow, onPage.openHow],
    [requestHow, onPage.requestHow],
    [objectionStands(reference), onPage.objectionStands(reference)],
    [objectionLate(reference), onPage.objectionLate(reference)],
  ]);
}

function printed({ heading, facts = [], comparisons = [], paragraphs = [] }: Section): LetterView['sections'][number] {
  return { heading, facts, comparisons, paragraphs };
}
