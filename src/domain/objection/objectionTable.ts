export const objectionStates = [
  'submitted',
  'underReview',
  'awaitingGrounds',
  'negotiating',
  'late',
  'withdrawn',
  'settled',
  'upheld',
  'terminating',
  'dismissed',
  'moot',
] as const;
export type ObjectionState = (typeof objectionStates)[number];

export const objectionEvents = [
  'object',
  'giveGrounds',
  'accept',
  'decline',
  'withdraw',
  'stands',
  'terminateByController',
  'review',
  'askGrounds',
  'propose',
  'answer',
  'uphold',
  'terminate',
  'dismiss',
  'confirm',
  'admit',
  'agreementEnded',
  'changeWithdrawn',
  'changeRevised',
  'answerLapsed',
  'silenceAccepts',
  'silenceDrops',
] as const;
export type ObjectionEvent = (typeof objectionEvents)[number];

/** The objection shuts the gate with `objection-open`. */
export const statesThatShut = ['submitted', 'underReview', 'awaitingGrounds', 'negotiating'] as const;

/** Not ended: it can still be worked on, and a second objection to the same notice adds to it. */
export const openStates = [...statesThatShut, 'late'] as const;

/** Something that must be so, or the event is refused. What each means, and the code it is refused with, is in `objectionConditions.ts`. */
export type ConditionName =
  | 'termsAskForObjectiveGrounds'
  | 'answerDayGiven'
  | 'proposalIsCoherent'
  | 'aProposalIsOut'
  | 'proposalIsTheLatest'
  | 'counterIsCoherent'
  | 'termsAllowTermination'
  | 'changeAddsOrReplaces'
  | 'reasonGiven'
  | 'endDayGiven'
  | 'answerDayPassedWithoutGrounds'
  | 'nothingWasEverProposed'
  | 'changeNotYetInEffect'
  | 'askedWhetherItStands'
  | 'clocksAreChained'
  | 'answerGiven'
  | 'notYetAnswered'
  | 'answerIsOverdue'
  | 'controllerMayTerminate'
  | 'terminationDayFits'
  | 'rightToTerminateIsOver'
  | 'silenceMeansYes'
  | 'silenceMeansNo';

/** What follows. What each does is in `objectionEffects.ts`. */
export type EffectName =
  | 'addToObjection'
  | 'confirmToContacts'
  | 'tellContacts'
  | 'tellDpo'
  | 'askForGrounds'
  | 'sendProposal'
  | 'sendAnswer'
  | 'settle'
  | 'proceed'
  | 'shutGate'
  | 'reopenGate'
  | 'reopenGateAfterFiveWorkingDays'
  | 'dropForAgreement'
  | 'endAgreement'
  | 'endAgreementForController';

/** One line of the table. */
export interface ObjectionRow {
  event: ObjectionEvent;
  /** Who may do it. `confirm` belongs to whichever line is waiting for it. */
  by: 'controller' | 'dpo' | 'system';
  from: readonly ObjectionState[];
  /** `same`: the state stays as it is. */
  to: ObjectionState | 'same';
  onlyIf: readonly ConditionName[];
  followedBy: readonly EffectName[];
  /** Decided by one person, carried out when another confirms it. */
  secondPerson?: true;
}

/**
 * The law of objections (DESIGN.md, "Objections"), one line per (event, from). What has no line is refused.
 *
 * Decided here where the text is silent:
 * - A second objection never makes two: it adds to the open one and changes no state. To one that has ended it is refused with a code that
 *   says to raise a new one.
 * - `terminating` is ended as far as the change goes: the declaration that ends the agreement has been made, and neither the agreement's
 *   end nor the change's withdrawal takes it back. The DPO is told of the latter, since the parties may agree to go on.
 * - A late objection outlives the agreement as a record; it can still be dismissed or withdrawn.
 * - A change that is in effect for the agreement is not withdrawn for it, so the objection to it is not moot.
 * - A material revision takes the objection along to its notice as it is, and what still bars the gate after its end too. Only what was offered on the
 *   earlier content lapses: a proposal without an answer leaves nobody anything to negotiate about. A late one stays late; said again, it is in time.
 * - Chained clocks (`terms.afterObjection`) are facts beside the state and not states of their own, so that everything else stays possible while they run (docs/adr/0019-chained-clocks.md). The controller's
 *   termination is its declaration, and gives nothing up that it could be cheated of: one person is enough, and no code is asked for. Silence at the end is the portal's event: a yes settles,
 *   on the proposal that is then unanswered or on the change as it was announced; a no upholds.
 */
export const objectionTable: readonly ObjectionRow[] = [
  {
    event: 'object',
    by: 'controller',
    from: openStates,
    to: 'same',
    onlyIf: [],
    followedBy: ['addToObjection', 'confirmToContacts', 'tellDpo'],
  },

  { event: 'review', by: 'dpo', from: ['submitted'], to: 'underReview', onlyIf: [], followedBy: [] },
  {
    event: 'askGrounds',
    by: 'dpo',
    from: ['underReview'],
    to: 'awaitingGrounds',
    onlyIf: ['termsAskForObjectiveGrounds', 'answerDayGiven'],
    followedBy: ['askForGrounds'],
  },
  {
    event: 'giveGrounds',
    by: 'controller',
    from: ['awaitingGrounds'],
    to: 'underReview',
    onlyIf: [],
    followedBy: ['confirmToContacts', 'tellDpo'],
  },
  {
    event: 'propose',
    by: 'dpo',
    from: ['underReview', 'negotiating'],
    to: 'negotiating',
    onlyIf: ['proposalIsCoherent'],
    followedBy: ['sendProposal'],
  },
  {
    event: 'accept',
    by: 'controller',
    from: ['negotiating'],
    to: 'settled',
    onlyIf: ['aProposalIsOut', 'proposalIsTheLatest'],
    followedBy: ['settle', 'confirmToContacts', 'tellDpo'],
  },
  {
    event: 'decline',
    by: 'controller',
    from: ['negotiating'],
    to: 'underReview',
    // A page that is out of date must not decline, unread, the proposal that came after it. A counter-proposal is a no with a text.
    onlyIf: ['proposalIsTheLatest', 'counterIsCoherent'],
    followedBy: ['confirmToContacts', 'tellDpo'],
  },
  {
    event: 'withdraw',
    by: 'controller',
    from: statesThatShut,
    to: 'withdrawn',
    onlyIf: [],
    followedBy: ['reopenGate', 'confirmToContacts', 'tellDpo'],
  },
  { event: 'withdraw', by: 'controller', from: ['late'], to: 'withdrawn', onlyIf: [], followedBy: ['confirmToContacts', 'tellDpo'] },
  // Silence means the same: it is only said aloud.
  {
    event: 'stands',
    by: 'controller',
    from: statesThatShut,
    to: 'same',
    onlyIf: ['askedWhetherItStands'],
    followedBy: ['confirmToContacts'],
  },
  {
    event: 'answer',
    by: 'dpo',
    from: statesThatShut,
    to: 'same',
    onlyIf: ['clocksAreChained', 'notYetAnswered', 'answerGiven'],
    followedBy: ['sendAnswer'],
  },
  {
    event: 'terminateByController',
    by: 'controller',
    from: statesThatShut,
    to: 'terminating',
    onlyIf: ['controllerMayTerminate', 'terminationDayFits'],
    followedBy: ['endAgreementForController', 'confirmToContacts', 'tellDpo'],
  },
  { event: 'uphold', by: 'dpo', from: openStates, to: 'upheld', onlyIf: [], followedBy: ['dropForAgreement', 'tellContacts'] },
  {
    event: 'terminate',
    by: 'dpo',
    from: statesThatShut,
    to: 'terminating',
    onlyIf: ['termsAllowTermination', 'changeAddsOrReplaces', 'reasonGiven', 'endDayGiven'],
    followedBy: ['endAgreement', 'tellContacts'],
    secondPerson: true,
  },
  {
    event: 'dismiss',
    by: 'dpo',
    from: ['late'],
    to: 'dismissed',
    onlyIf: ['reasonGiven'],
    followedBy: ['tellContacts'],
    secondPerson: true,
  },
  {
    event: 'dismiss',
    by: 'dpo',
    from: ['awaitingGrounds'],
    to: 'dismissed',
    onlyIf: ['answerDayPassedWithoutGrounds', 'nothingWasEverProposed', 'reasonGiven'],
    followedBy: ['tellContacts', 'reopenGateAfterFiveWorkingDays'],
    secondPerson: true,
  },
  { event: 'admit', by: 'dpo', from: ['late'], to: 'submitted', onlyIf: [], followedBy: ['shutGate', 'tellContacts'] },

  { event: 'agreementEnded', by: 'system', from: statesThatShut, to: 'moot', onlyIf: [], followedBy: ['tellDpo'] },
  { event: 'agreementEnded', by: 'system', from: ['terminating'], to: 'same', onlyIf: [], followedBy: [] },
  { event: 'changeWithdrawn', by: 'system', from: openStates, to: 'moot', onlyIf: ['changeNotYetInEffect'], followedBy: ['tellDpo'] },
  { event: 'changeWithdrawn', by: 'system', from: ['terminating'], to: 'same', onlyIf: ['changeNotYetInEffect'], followedBy: ['tellDpo'] },
  {
    event: 'changeRevised',
    by: 'system',
    from: ['submitted', 'underReview', 'awaitingGrounds', 'late', 'settled', 'terminating', 'dismissed'],
    to: 'same',
    onlyIf: [],
    followedBy: [],
  },
  { event: 'changeRevised', by: 'system', from: ['negotiating'], to: 'underReview', onlyIf: [], followedBy: [] },

  {
    event: 'answerLapsed',
    by: 'system',
    from: statesThatShut,
    to: 'same',
    onlyIf: ['clocksAreChained', 'notYetAnswered', 'answerIsOverdue'],
    followedBy: ['tellContacts', 'tellDpo'],
  },
  {
    event: 'silenceAccepts',
    by: 'system',
    from: ['negotiating'],
    to: 'settled',
    onlyIf: ['silenceMeansYes', 'rightToTerminateIsOver'],
    followedBy: ['settle', 'tellContacts', 'tellDpo'],
  },
  {
    event: 'silenceAccepts',
    by: 'system',
    from: ['submitted', 'underReview', 'awaitingGrounds'],
    to: 'settled',
    onlyIf: ['silenceMeansYes', 'rightToTerminateIsOver'],
    followedBy: ['proceed', 'tellContacts', 'tellDpo'],
  },
  {
    event: 'silenceDrops',
    by: 'system',
    from: statesThatShut,
    to: 'upheld',
    onlyIf: ['silenceMeansNo', 'rightToTerminateIsOver'],
    followedBy: ['dropForAgreement', 'tellContacts', 'tellDpo'],
  },
];
