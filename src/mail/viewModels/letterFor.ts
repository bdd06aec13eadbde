import type { SendingKind } from '../../data/sending.model';
import { cleanLetter, type Letter, type LetterInput } from '../letter';
import { acknowledgedLetter, approvalDecidedLetter, oneTimeCodeLetter } from './confirmationLetters';
import { contactCheckLetter } from './contactLetters';
import { changeWithdrawnLetter, effectHeldLetter, effectMovedLetter } from './effectLetters';
import { noticeLetter } from './noticeLetter';
import { objectionAddedLetter, objectionDecidedLetter, objectionReceivedLetter, objectionWithdrawnLetter } from './objectionLetters';
import { approvalReminderLetter, reminderLetter, wrongPersonNotedLetter } from './reminderLetters';

const letters: Record<SendingKind, (input: LetterInput) => Letter> = {
  notice: noticeLetter,
  acknowledged: acknowledgedLetter,
  objectionReceived: objectionReceivedLetter,
  objectionAdded: objectionAddedLetter,
  objectionWithdrawn: objectionWithdrawnLetter,
  objectionDecided: objectionDecidedLetter,
  approvalDecided: approvalDecidedLetter,
  changeWithdrawn: changeWithdrawnLetter,
  effectHeld: effectHeldLetter,
  effectMoved: effectMovedLetter,
  oneTimeCode: oneTimeCodeLetter,
  reminder: reminderLetter,
  approvalReminder: approvalReminderLetter,
  wrongPersonNoted: wrongPersonNotedLetter,
  contactCheck: contactCheckLetter,
};

/** The letter of a sending, every string of it clean. Throws when the input lacks the record that the kind is about: that is a bug of the caller. */
export function letterFor(input: LetterInput): Letter {
  return cleanLetter(letters[input.sending.kind](input));
}
