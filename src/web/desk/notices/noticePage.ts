import { localized } from '../../../data/localText';
import type { AttentionRecord } from '../../../data/notice.model';
import { waitingReceipt } from '../../../workflows/delivery/manualReceipts';
import { sizeText } from '../../documents/fileSize';
import { changePageTexts } from '../../texts/changePageTexts';
import { noticePageTexts } from '../../texts/noticePageTexts';
import { revisionPageTexts } from '../../texts/revisionPageTexts';
import { changeTitle } from '../changes/changeLabels';
import { deadlineTexts, gateTag } from '../changes/deliveriesView';
import { gateReasonTexts } from '../changes/gateReasons';
import { pageAddress } from '../pageAddress';
import { answersView } from './answersView';
import { deliveryTag, takenOverTag } from './deliveryTags';
import { instantText, type NoticePageFacts } from './noticePageFacts';
import { sendingsView } from './sendingsView';

/** Everything of one notice's delivery, in finished strings. */
export function noticePage(facts: NoticePageFacts) {
  const { notice, change, locale, actor } = facts;
  const texts = noticePageTexts[locale];
  const href = `/desk/notices/${notice._id}`;
  const isUndecided = notice.effect === 'pending' || notice.effect === 'held';
  const mayAct = actor.role === 'dpo';
  return {
    tags: [deliveryTag(notice, locale), takenOverTag(notice.takenOver, locale)].filter((tag) => tag !== null),
    takenOver: notice.takenOver && !notice.receivedAt ? texts.takenOverText : null,
    links: [
      link(texts.about.change, `/desk/changes/${change._id}`, changeTitle(change, locale)),
      link(texts.about.agreement, `/desk/agreements/${notice.agreementId}`, notice.content.agreementReference),
      link(texts.about.controller, `/desk/controllers/${notice.controllerId}`, notice.content.controllerName),
      ...revisionLinks(facts),
      link(texts.about.file, `${href}/notice.pdf`, texts.about.openFile),
    ],
    stateTitle: texts.stateTitle,
    facts: standing(facts),
    whyShut: {
      title: notice.effect === 'inEffect' ? texts.whyShutAgain : texts.whyShut,
      reasons: gateReasonTexts(reasonsToTell(facts), locale),
    },
    why:
      notice.receivedAt && notice.deadlines
        ? { label: changePageTexts[locale].preview.why, lines: notice.deadlines.explanation[locale] }
        : null,
    attention: attentionView(facts, { href, mayAct }),
    proposals: proposalsView(facts, { href, mayAct }),
    answers: answersView(facts),
    evidence: evidenceView(facts),
    receipts: receiptsView(facts, { href, mayAct: mayAct && isUndecided }),
    resend: mayAct && isUndecided ? resendView(facts, href) : null,
    sendings: sendingsView(facts.sendings, facts),
    historyTitle: texts.history,
  };
}

function link(label: string, href: string, text: string) {
  return { label, links: [{ href, label: text }], none: '' };
}

/** The notice that took this one's place, and the one whose place this one took. */
function revisionLinks({ notice, earlier, locale }: NoticePageFacts) {
  const texts = revisionPageTexts[locale];
  const to = (label: string, id: string, text: string) => [link(label, `/desk/notices/${id}`, text)];
  return [
    ...(notice.supersededBy ? to(texts.toNewest, notice.supersededBy.noticeId, texts.superseded) : []),
    ...(earlier ? to(texts.toEarlier, earlier._id, earlier.shortId) : []),
  ];
}

function correctionFacts(facts: NoticePageFacts) {
  const { notice, locale } = facts;
  if (notice.corrections.length === 0) return [];
  const values = notice.corrections.map(({ at, reason }) => `${instantText(at, facts)}: ${localized(reason, locale)}`);
  return [{ label: revisionPageTexts[locale].corrections, values }];
}

/** What was decided for good needs no reasons: why stands with the objection or in the history. In effect, what is left shuts it again. */
function reasonsToTell({ notice, gate }: NoticePageFacts) {
  return notice.effect === 'pending' || notice.effect === 'held' || notice.effect === 'inEffect' ? gate.reasons : [];
}

function standing(facts: NoticePageFacts) {
  const { notice, locale, gate } = facts;
  const texts = noticePageTexts[locale];
  const { evidence, deliveries } = changePageTexts[locale];
  const received = notice.receivedAt ? instantText(notice.receivedAt, facts) : texts.facts.notReceived;
  const kind = notice.receiptEvidence ? evidence[notice.receiptEvidence] : null;
  const { deadlines } = notice;
  const coming = (['presumedAt', 'unconfirmedAt', 'secondContactAt', 'remindAt'] as const).flatMap((name) => {
    const at = notice.followUps[name];
    return at ? [`${texts.next[name]}: ${instantText(at, facts)}`] : [];
  });
  const tag = gateTag({ effect: notice.effect, inEffectSince: notice.inEffectSince, gate }, locale);
  return [
    { label: texts.about.number, values: [notice.shortId] },
    { label: texts.facts.received, values: [kind ? `${received} – ${kind}` : received] },
    { label: texts.facts.asks, values: [texts.asks[notice.terms.receiptEvidence]] },
    {
      label: changePageTexts[locale].deliveries.deadlines,
      values: deadlines?.receivedOn ? deadlineTexts(deadlines, locale) : [deliveries.noDeadlines],
    },
    { label: texts.facts.effect, values: [tag.label] },
    ...correctionFacts(facts),
    { label: texts.facts.next, values: coming.length > 0 ? coming : [texts.facts.nothingNext] },
  ];
}

function attentionView(facts: NoticePageFacts, { href, mayAct }: { href: string; mayAct: boolean }) {
  const { notice, locale, known } = facts;
  const texts = noticePageTexts[locale].attention;
  const rows = notice.attention.map((entry, index) => ({
    index: String(index),
    title: texts.codes[entry.code],
    at: [texts.at(instantText(entry.at, facts)), ...whomToTell(entry, known)].join(' – '),
    detail: entry.detail,
    clear: mayAct && entry.clearedAt === null ? texts.clearLabel(texts.codes[entry.code]) : null,
    cleared: entry.clearedAt && (entry.clearedBy === 'system' ? texts.clearedBySystem : texts.cleared)(instantText(entry.clearedAt, facts)),
  }));
  return {
    title: texts.title,
    none: texts.none,
    action: `${href}/attention`,
    button: texts.clear,
    open: rows.filter(({ cleared }) => cleared === null),
    seenTitle: texts.seen,
    seen: rows.filter(({ cleared }) => cleared !== null),
  };
}

/** Servers do not always say which address they mean. */
function whomToTell({ contactId, detail }: AttentionRecord, known: NoticePageFacts['known']): string[] {
  const address = known.find(({ id }) => id === contactId)?.email;
  return address && !detail?.toLowerCase().includes(address.toLowerCase()) ? [address] : [];
}

function proposalsView(facts: NoticePageFacts, { href, mayAct }: { href: string; mayAct: boolean }) {
  const { notice, locale, known } = facts;
  const texts = noticePageTexts[locale].proposals;
  return {
    title: texts.title,
    rows: notice.contactProposals.map(({ id, email, name, proposedBy, at, decision }) => ({
      address: name ? `${name} – ${email}` : email,
      by: texts.by(addressOf(known, proposedBy), instantText(at, facts)),
      decision: decision ? { label: texts[decision], color: decision === 'accepted' ? 'success' : 'neutral' } : null,
      decide: mayAct && decision === null ? { href: pageAddress(`${href}/contact`, { proposal: id }), label: texts.decide } : null,
    })),
  };
}

function addressOf(known: NoticePageFacts['known'], contactId: string | null): string {
  return known.find(({ id }) => id === contactId)?.email ?? '–';
}

function evidenceView(facts: NoticePageFacts) {
  const { notice, locale, known } = facts;
  const texts = noticePageTexts[locale].evidence;
  const names = changePageTexts[locale].evidence;
  return {
    title: texts.title,
    none: texts.none,
    caption: texts.caption,
    columns: texts.columns,
    rows: notice.evidence.map(({ kind, at, contactId, detail, voidedAt }) => ({
      kind: names[kind],
      at: instantText(at, facts),
      datetime: at.toISOString(),
      whom: contactId ? addressOf(known, contactId) : '–',
      words: detail ?? '–',
      voided: voidedAt ? { label: texts.voided(instantText(voidedAt, facts)), color: 'danger' } : null,
    })),
  };
}

function receiptsView(facts: NoticePageFacts, { href, mayAct }: { href: string; mayAct: boolean }) {
  const { notice, locale, actor, documents, typed } = facts;
  const texts = noticePageTexts[locale].receipts;
  const waiting = waitingReceipt(notice);
  const isOwn = waiting?.enteredBy.personId === actor.personId;
  const isConfirmed = notice.manualReceipts.some(({ confirmedBy }) => confirmedBy);
  return {
    title: texts.title,
    none: texts.none,
    rows: notice.manualReceipts.map((receipt) => {
      const file = documents.find(({ _id }) => _id === receipt.documentId);
      return {
        received: texts.received(instantText(receipt.receivedAt, facts)),
        note: receipt.note,
        by: [
          texts.entered(receipt.enteredBy.name, instantText(receipt.enteredBy.at, facts)),
          ...(receipt.confirmedBy ? [texts.confirmed(receipt.confirmedBy.name, instantText(receipt.confirmedBy.at, facts))] : []),
        ],
        waiting: receipt.confirmedBy ? null : { label: texts.waiting, color: 'warning' },
        document: file ? { href: `${href}/documents/${file._id}`, label: texts.document(file.name, sizeText(file.size, locale)) } : null,
      };
    }),
    own: mayAct && waiting && isOwn ? texts.own : null,
    confirm: mayAct && waiting && !isOwn ? { href: `${href}/receipts/confirm`, label: texts.confirm } : null,
    form:
      mayAct && !isConfirmed
        ? {
            title: texts.formTitle,
            hint: [texts.formHint, ...(waiting ? [texts.replaces] : [])],
            action: `${href}/receipts`,
            fields: [
              {
                name: 'receivedAt',
                label: texts.receivedAt,
                hint: texts.receivedAtHint(notice.terms.timeZone),
                value: typed.receivedAt,
                kind: 'datetime-local',
                width: 'short',
              },
              { name: 'note', label: texts.note, hint: texts.noteHint, value: typed.note, kind: 'textarea', rows: 3 },
            ],
            file: { name: 'file', label: texts.file, hint: texts.fileHint },
            save: texts.save,
          }
        : null,
  };
}

function resendView({ contacts, locale, sendings, notice }: NoticePageFacts, href: string) {
  const texts = noticePageTexts[locale].resend;
  const sent = sendings.filter(({ kind }) => kind === 'notice');
  const tried = new Set(sent.map(({ to }) => to.toLowerCase()));
  const untried = contacts.find(({ email }) => !tried.has(email.toLowerCase()));
  const usual = notice.state === 'undeliverable' ? untried?.id : sent.at(-1)?.contactId;
  return {
    title: texts.title,
    hint: texts.hint,
    none: contacts.length === 0 ? texts.none : null,
    action: `${href}/resend`,
    contact: {
      name: 'contactId',
      label: texts.contact,
      options: contacts.map(({ id, email, name }) => ({ value: id, label: name ? `${name} – ${email}` : email, selected: id === usual })),
    },
    continue: texts.continue,
  };
}
