import { type ContactKind, isStaffKind } from '../../data/sending.model';
import { cleanLetter, type Letter, type LetterInput } from '../letter';
import { acknowledgedLetter, approvalDecidedLetter, oneTimeCodeLetter } from './confirmationLetters';
import { approvalMessageLetter, consentGivenLetter, consentRequestedLetter, consentWithdrawnLetter } from './consentLetters';
import { contactCheckLetter } from './contactLetters';
import { documentsAnsweredLetter, documentsAskedLetter } from './documentLetters';
import { changeWithdrawnLetter, effectHeldLetter, effectMovedLetter } from './effectLetters';
import { noticeLetter } from './noticeLetter';
import { objectionAddedLetter, objectionDecidedLetter, objectionReceivedLetter, objectionWithdrawnLetter } from './objectionLetters';
import { questionAnsweredLetter, questionReceivedLetter } from './questionLetters';
import { approvalReminderLetter, reminderLetter, wrongPersonNotedLetter } from './reminderLetters';
import { revisionInformationLetter } from './revisionLetters';
import { terminationReminderLetter } from './stageLetters';
import { stopLiftedLetter, stopOrderedLetter } from './stopLetters';

const letters: Record<ContactKind, (input: LetterInput) => Letter> = {
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
  questionReceived: questionReceivedLetter,
  questionAnswered: questionAnsweredLetter,
  consentRequested: consentRequestedLetter,
  consentGiven: consentGivenLetter,
  consentWithdrawn: consentWithdrawnLetter,
  approvalMessage: approvalMessageLetter,
  stopOrdered: stopOrderedLetter,
  stopLifted: stopLiftedLetter,
  documentsAsked: documentsAskedLetter,
  documentsAnswered: documentsAnsweredLetter,
  contactCheck: contactCheckLetter,
  revisionInformation: revisionInformationLetter,
  terminationReminder: terminationReminderLetter,
};

/** The letter of a sending, every string of it clean. Throws when the input lacks the record that the kind is about: that is a bug of the caller. */
export function letterFor(input: LetterInput): Letter {
  const { kind } = input.sending;
  if (isStaffKind(kind)) throw new Error(`mail of the kind ${kind} goes to the staff, and to no contact`);
  return cleanLetter(letters[kind](input));
}
