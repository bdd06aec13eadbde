import type { DocumentType } from '../../data/document.model';
import type { ChangeDocumentFacts } from '../../data/document.repository';
import { type CalendarDate, localDateOf } from '../../domain/calendar/calendarDate';
import { type DocumentStanding, documentStanding } from '../../domain/change/changeDocuments';
import { describeDate } from '../../domain/periods/describe';
import { documentTexts } from '../../mail/texts/documentTexts';
import { documentName } from '../../mail/viewModels/documentLetters';
import type { NoticeVisit } from '../../workflows/answers/visitNotice';
import { sizeText } from '../documents/fileSize';
import type { PageLocale } from '../locale';
import { noticeAddress } from './noticeAddress';
import { noticeDocumentTexts } from './noticeDocumentTexts';

type Documents = Pick<NoticeVisit, 'notice' | 'changeDocuments' | 'documentRequests' | 'now'>;

const typeNames: Record<DocumentType, string> = {
  'application/pdf': 'PDF',
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'text/plain': 'TXT',
  'message/rfc822': 'EML',
};

/** How one of the change's documents stands for whoever holds this link. */
export function standingOf({ _id, ofChange }: ChangeDocumentFacts, { notice, documentRequests, now }: Documents): DocumentStanding {
  const facts = { documentId: _id, access: ofChange.access, isWithdrawn: ofChange.withdrawn !== null };
  return documentStanding(facts, documentRequests, localDateOf(now, notice.terms.timeZone));
}

/** Those that can be asked for now: by a link that still serves a right, of the notice that counts. */
export function askableDocuments(visit: Documents & Pick<NoticeVisit, 'standing' | 'newest'>): ChangeDocumentFacts[] {
  if (visit.standing !== 'usable' || visit.newest) return [];
  return visit.changeDocuments.filter((document) => ['onRequest', 'expired'].includes(standingOf(document, visit).state));
}

/** What the document is, in a line below its name. */
export function documentLine({ type, size, ofChange: { kind, language } }: ChangeDocumentFacts, locale: PageLocale): string {
  const words = documentTexts[locale];
  return noticeDocumentTexts[locale].facts(words.kinds[kind], words.languages[language], typeNames[type], sizeText(size, locale));
}

/** Everything there is to read about the change; of what cannot be read now, why not and what can be done. */
export function documentsView(visit: Documents & Pick<NoticeVisit, 'standing' | 'newest'>, locale: PageLocale) {
  const { notice, changeDocuments } = visit;
  const texts = noticeDocumentTexts[locale];
  const askable = askableDocuments(visit);
  const dayOf = (at: Date): string => inWords(localDateOf(at, notice.terms.timeZone), locale);
  const told = new Set((notice.content.documents ?? []).map(({ documentId }) => documentId));
  return {
    heading: texts.heading,
    title: texts.documents,
    none: texts.none,
    logged: texts.logged,
    rows: changeDocuments.map((document) => {
      const { _id, name, at, ofChange } = document;
      const standing = standingOf(document, visit);
      const isReadable = standing.state === 'open' || standing.state === 'given';
      return {
        name: documentName({ title: ofChange.title, name }, locale),
        href: isReadable ? noticeAddress.document(notice.shortId, _id) : null,
        facts: documentLine(document, locale),
        lines: [
          ...(told.has(_id) || ofChange.withdrawn ? [] : [texts.later(dayOf(at))]),
          ...(ofChange.withdrawn
            ? [texts.withdrawn(dayOf(ofChange.withdrawn.at), ofChange.withdrawn.reason)]
            : standingLines(standing, locale)),
        ],
        ask: askable.includes(document) ? { href: '#askDocuments', label: texts.ask } : null,
      };
    }),
  };
}

function standingLines(standing: DocumentStanding, locale: PageLocale): string[] {
  const texts = noticeDocumentTexts[locale];
  switch (standing.state) {
    case 'onRequest':
      return [texts.onRequest];
    case 'asked':
      return [texts.asked];
    case 'given':
    case 'expired':
      return [texts[standing.state](inWords(standing.until, locale))];
    default:
      return [];
  }
}

function inWords(day: CalendarDate, locale: PageLocale): string {
  return describeDate(day, locale);
}
