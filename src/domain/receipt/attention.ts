/** Why a person should look at a delivery, beyond its state; cleared by a person who has. */
export const attentionCodes = [
  'bouncedAfterAcceptance',
  'complaint',
  'unconfirmed',
  'wrongPerson',
  'possibleDuplicate',
  'refusedForOurSake',
  'contactNotReached',
  'unclearReport',
] as const;
export type AttentionCode = (typeof attentionCodes)[number];
