import type { NoticeEffect } from '../../domain/notice/noticeEffect';
import type { EvidenceKind } from '../../domain/receipt/receipt';

const nb = {
  title: { change: 'Bevis for en endring', agreement: 'Bevis for en avtale' },
  footer: (processor: string, made: string) => `${processor}. Laget ${made}`,
  otherLanguage: 'In English: index.en.html and index.en.pdf.',
  statement: 'Erklæring',
  lead: {
    change: (processor: string) =>
      `Her er alt som er gjort med denne endringen hos ${processor}: hva som ble endret, hvem som fikk vite det, og hva de svarte.`,
    agreement: (processor: string) =>
      `Her er alt som ${processor} har gjort etter denne avtalen: hva som ble varslet, når det ble mottatt, og hva som kom ut av det. Ingen andre avtaler er nevnt.`,
  },
  rows: {
    what: 'Hva ble endret',
    agreement: 'Avtale',
    changes: 'Hva ble varslet',
    reached: 'Hvem det nådde',
    evidence: 'Med hvilket bevis',
    clocks: 'Fristene løp fra',
    approvals: 'Godkjenninger',
    objections: 'Innsigelser',
    effect: 'Virkning',
    head: 'Kjedens hode',
    findings: 'Funn',
  },
  planned: (day: string) => `Planlagt ikrafttredelse ${day}`,
  noNotices: 'Ingen underretninger er laget.',
  reached: (notices: number, received: number) =>
    `${notices === 1 ? '1 underretning' : `${notices} underretninger`}: ${received} mottatt, ${notices - received} ikke mottatt`,
  superseded: (count: number) => `${count} til er avløst av en senere revisjon`,
  evidence: {
    handedOver: 'overlevert vår e-posttjener',
    presumed: 'antatt mottatt: 24 timer uten avvisning',
    accepted: 'tatt imot av mottakerens e-posttjener',
    delivered: 'levert i postkassen',
    acknowledged: 'bekreftet av en person',
    manual: 'registrert for hånd og bekreftet av en annen',
  } satisfies Record<EvidenceKind, string>,
  counted: (count: number, what: string) => `${count}: ${what}`,
  andMore: (count: number) => `og ${count} til`,
  notReceived: 'Ikke mottatt',
  otherStart: (count: number) => `${count} fra sending eller kunngjøring, slik vilkårene sier`,
  from: (day: string) => `mottak ${day}`,
  between: (first: string, last: string) => `mottak fra ${first} til ${last}`,
  none: 'Ingen',
  noFindings: 'Ingen. Meldingene som er gjengitt, er de samme som ble sendt.',
  effects: {
    pending: 'ikke avgjort ennå',
    held: 'holdt tilbake',
    inEffect: 'i kraft',
    dropped: 'falt bort for avtalen',
    cancelled: 'avlyst',
    superseded: 'avløst av en senere revisjon',
  } satisfies Record<NoticeEffect, string>,
  approvalKinds: {
    specific: 'endringen selv',
    'third-country': 'overføring ut av EØS',
    location: 'nytt behandlingssted',
    description: 'utenfor avtalens beskrivelse',
  },
  approvalStates: { requested: 'venter på svar', granted: 'godkjent', refused: 'avslått' },
  since: (day: string) => `i kraft fra ${day}`,
  sinceBetween: (count: number, first: string, last: string) =>
    first === last ? `${count}: i kraft fra ${first}` : `${count}: i kraft fra ${first} til ${last}`,
  head: (seq: number, at: string, kid: string) => `Hendelse ${seq}, signert ${at} med nøkkelen «${kid}»`,
  noHead: 'Ingen hendelser er skrevet ennå.',
  verify: 'Slik kontrollerer du pakken selv',
  verifyLead:
    'Du trenger Node.js 20 eller nyere og ikke noe nett. Kontrollen regner ut alle hasher og signaturer på nytt og sier hva som er galt, om noe er det.',
  verifyKeys: 'Sammenlign nøklene i audit-keys.json med dem databehandleren kunngjør, og kjedens hode med et som du har fra før.',
  links: 'Meldingene i pakken har lenker som fortsatt virker. Ta like godt vare på pakken som på e-posten selv.',
  notices: 'Underretningene',
  noticesCaption: 'Hver underretning: mottak, frister, svar og virkning',
  columns: {
    change: ['Avtale', 'Mottatt', 'Siste dag for innsigelse', 'Tidligst i kraft', 'Svar', 'Virkning'],
    agreement: ['Endring', 'Mottatt', 'Siste dag for innsigelse', 'Tidligst i kraft', 'Svar', 'Virkning'],
  },
  widths: [1.6, 1.3, 1, 1, 1.4, 1.2],
  more: (shown: number, all: number) => `De første ${shown} av ${all} står her. Alle står i notices.csv, og hver har sin mappe i notices/.`,
  openUntilEffect: 'til endringen trer i kraft',
  acknowledged: 'bekreftet mottatt',
  findingsTitle: 'Funn',
  findings: {
    count: (count: number) =>
      count === 1
        ? '1 melding eller vedlegg stemmer ikke. Det står under «Funn».'
        : `${count} meldinger eller vedlegg stemmer ikke. De står under «Funn».`,
    differs: (kind: string, id: string) =>
      `Meldingen ${id} («${kind}») lar seg ikke lage helt lik den som ble sendt: det den ble laget av, eller portalens tekster, er endret siden. Den ligger som messages/${id}.differs.eml.`,
    lost: (kind: string, id: string) => `Meldingen ${id} («${kind}») kan ikke lages igjen: noe den fortalte om, finnes ikke lenger.`,
    erased: (count: number, days: string) =>
      `${count === 1 ? '1 melding er' : `${count} meldinger er`} slettet ${days} etter reglene for lagring.`,
    attachment: (id: string) => `Vedlegget ${id} stemmer ikke med hashen som ble skrevet da det kom.`,
    more: (count: number) => `${count} til. Hver står i deliveries.json i sin mappe.`,
  },
  files: 'Hva som er i pakken',
  fileList: {
    change: ['change/: endringen med alle revisjoner og steg, og det som er lagt ved den'],
    agreement: [
      'agreement/: avtalen, vilkårene og kontaktpunktene',
      'annex/: vedlegget og endringene i det, som JSON og CSV',
      'changes/: endringene som er varslet',
    ],
    both: [
      'notices/: en mappe for hver underretning, med innhold og vilkår slik de ble frosset, frister med utregning, leveringer med tjenernes egne ord, svar og vedlegg',
      'messages/: meldingene, byte for byte slik de ble sendt',
      'notices.csv: alle underretningene i én tabell',
      'events.jsonl, proofs.jsonl, heads.jsonl, audit-keys.json: hendelsene, beviset for at hver står i kjeden, det signerte hodet og nøklene',
      'manifest.json: hashen til hver fil, signert; verify.mjs: kontrollprogrammet',
    ],
  },
  fileName: 'forvarsel-bevis',
};

type EvidenceTexts = typeof nb;

const en: EvidenceTexts = {
  title: { change: 'Evidence of a change', agreement: 'Evidence of an agreement' },
  footer: (processor, made) => `${processor}. Made ${made}`,
  otherLanguage: 'På norsk: index.html og index.pdf.',
  statement: 'Statement',
  lead: {
    change: (processor) =>
      `This is all that was done about this change at ${processor}: what was changed, who was told, and what they answered.`,
    agreement: (processor) =>
      `This is all that ${processor} has done under this agreement: what was announced, when it was received, and what came of it. No other agreement is mentioned.`,
  },
  rows: {
    what: 'What was changed',
    agreement: 'Agreement',
    changes: 'What was announced',
    reached: 'Whom it reached',
    evidence: 'By which evidence',
    clocks: 'The periods ran from',
    approvals: 'Approvals',
    objections: 'Objections',
    effect: 'Effect',
    head: 'Head of the chain',
    findings: 'Findings',
  },
  planned: (day) => `Planned day of effect ${day}`,
  noNotices: 'No notices have been made.',
  reached: (notices, received) =>
    `${notices === 1 ? '1 notice' : `${notices} notices`}: ${received} received, ${notices - received} not received`,
  superseded: (count) => `${count} more were superseded by a later revision`,
  evidence: {
    handedOver: 'handed over to our mail relay',
    presumed: 'presumed received: 24 hours without a bounce',
    accepted: "accepted by the recipient's mail server",
    delivered: 'delivered to the mailbox',
    acknowledged: 'acknowledged by a person',
    manual: 'recorded by hand and confirmed by another person',
  },
  counted: (count, what) => `${count}: ${what}`,
  andMore: (count) => `and ${count} more`,
  notReceived: 'Not received',
  otherStart: (count) => `${count} from sending or publication, as the terms say`,
  from: (day) => `receipt on ${day}`,
  between: (first, last) => `receipt between ${first} and ${last}`,
  none: 'None',
  noFindings: 'None. The messages shown are the ones that were sent.',
  effects: {
    pending: 'not decided yet',
    held: 'held',
    inEffect: 'in effect',
    dropped: 'dropped for the agreement',
    cancelled: 'cancelled',
    superseded: 'superseded by a later revision',
  },
  approvalKinds: {
    specific: 'the change itself',
    'third-country': 'transfer out of the EEA',
    location: 'new location',
    description: "outside the agreement's description",
  },
  approvalStates: { requested: 'waiting for an answer', granted: 'granted', refused: 'refused' },
  since: (day) => `in effect since ${day}`,
  sinceBetween: (count, first, last) =>
    first === last ? `${count}: in effect since ${first}` : `${count}: in effect between ${first} and ${last}`,
  head: (seq, at, kid) => `Event ${seq}, signed ${at} with the key "${kid}"`,
  noHead: 'No event has been written yet.',
  verify: 'How to check this bundle yourself',
  verifyLead:
    'You need Node.js 20 or newer and no network. The check works out every hash and signature anew and says what is wrong, if anything is.',
  verifyKeys:
    'Compare the keys in audit-keys.json with those that the processor publishes, and the head of the chain with one that you already have.',
  links: 'The messages in this bundle have links that still work. Keep the bundle as safe as the mail itself.',
  notices: 'The notices',
  noticesCaption: 'Each notice: receipt, deadlines, answers and effect',
  columns: {
    change: ['Agreement', 'Received', 'Last day to object', 'Earliest effect', 'Answers', 'Effect'],
    agreement: ['Change', 'Received', 'Last day to object', 'Earliest effect', 'Answers', 'Effect'],
  },
  widths: nb.widths,
  more: (shown, all) => `The first ${shown} of ${all} are here. All are in notices.csv, and each has its folder in notices/.`,
  openUntilEffect: 'until the change takes effect',
  acknowledged: 'acknowledged',
  findingsTitle: 'Findings',
  findings: {
    count: (count) =>
      count === 1
        ? '1 message or attachment does not match. It stands under "Findings".'
        : `${count} messages or attachments do not match. They stand under "Findings".`,
    differs: (kind, id) =>
      `The message ${id} ("${kind}") cannot be made exactly as it was sent: what it was made of, or the texts of the portal, have changed since. It is messages/${id}.differs.eml.`,
    lost: (kind, id) => `The message ${id} ("${kind}") cannot be made again: something that it told of is gone.`,
    erased: (count, days) => `${count === 1 ? '1 message was' : `${count} messages were`} erased on ${days} under the rules of retention.`,
    attachment: (id) => `The attachment ${id} does not match the hash that was written when it came.`,
    more: (count) => `${count} more. Each is named in the deliveries.json of its folder.`,
  },
  files: 'What is in this bundle',
  fileList: {
    change: ['change/: the change with all revisions and steps, and what was attached to it'],
    agreement: [
      'agreement/: the agreement, its terms and contacts',
      'annex/: the annex and its log, as JSON and CSV',
      'changes/: the changes that were announced',
    ],
    both: [
      "notices/: a folder for each notice, with its content and terms as frozen, deadlines with their explanation, deliveries with the servers' own words, answers and attachments",
      'messages/: the messages, byte for byte as they were sent',
      'notices.csv: all notices in one table',
      'events.jsonl, proofs.jsonl, heads.jsonl, audit-keys.json: the events, the proof that each is in the chain, the signed head and the keys',
      'manifest.json: the hash of every file, signed; verify.mjs: the verifier',
    ],
  },
  fileName: 'forvarsel-bevis',
};

export const evidenceTexts = { nb, en };
