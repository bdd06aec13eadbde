import type { Comparison, Fact, MailDeployment, Section } from '../../mail/letter';
import { noticeLetter } from '../../mail/viewModels/noticeLetter';
import type { NoticeVisit } from '../../workflows/answers/visitNotice';
import { statedDeadlines } from '../../workflows/delivery/noteEvidence';
import { sendingsFor } from '../../workflows/delivery/planMail';
import type { PageLocale } from '../locale';

export interface LetterView {
  title: string;
  lead: string[];
  sections: { heading: string; facts: Fact[]; comparisons: Comparison[]; paragraphs: string[] }[];
  words: { before: string; after: string };
}

/** What the notice says, from the view model that its mail is made from, so that the two never differ: as of now, in the page's language. */
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
  return { title: letter.title, lead: letter.lead, sections: letter.sections.map(printed), words: letter.words };
}

function printed({ heading, facts = [], comparisons = [], paragraphs = [] }: Section): LetterView['sections'][number] {
  return { heading, facts, comparisons, paragraphs };
}
