import type { ChangeRecord } from '../../../data/change.model';
import type { ContactRecord } from '../../../data/controller.model';
import type { DocumentFacts } from '../../../data/document.repository';
import type { DocumentRequestRecord } from '../../../data/documentRequest.model';
import type { NoticeRecord } from '../../../data/notice.model';
import type { QuestionRecord } from '../../../data/question.model';
import type { SendingRecord } from '../../../data/sending.model';
import type { PersonActor } from '../../../domain/actor';
import type { GateAnswer } from '../../../domain/gate/gate';
import { describeInstant } from '../../../domain/periods/describe';
import type { PageLocale } from '../../locale';

/** What the page of a notice is made from. */
export interface NoticePageFacts {
  notice: NoticeRecord;
  change: ChangeRecord;
  /** Of the revision before; null where there is none. */
  earlier: NoticeRecord | null;
  gate: GateAnswer;
  /** The agreement's, in order of preference. */
  contacts: ContactRecord[];
  /** Every contact of the controller, to name who did what. */
  known: readonly Pick<ContactRecord, 'id' | 'email'>[];
  sendings: SendingRecord[];
  documents: DocumentFacts[];
  /** Oldest first. */
  questions: QuestionRecord[];
  /** Oldest first. */
  documentRequests: DocumentRequestRecord[];
  actor: PersonActor;
  /** Legal time. */
  now: Date;
  locale: PageLocale;
  /** What was typed in a form that was refused. */
  typed: { receivedAt: string; note: string };
}

/** An instant as the staff read it, in the agreement's zone. */
export function instantText(at: Date, { notice, locale }: Pick<NoticePageFacts, 'notice' | 'locale'>): string {
  return describeInstant(at, notice.terms.timeZone, locale, 'sameDay');
}
