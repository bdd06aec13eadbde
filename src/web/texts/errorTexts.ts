import { defineTexts } from './defineTexts';

/** Pages for what went wrong before any page of its own could say so. */
export const errorTexts = defineTexts({
  nb: {
    notFound: { title: 'Vi finner ikke siden', text: 'Adressen kan være skrevet feil, eller siden finnes ikke lenger.' },
    forbidden: { title: 'Du har ikke tilgang', text: 'Rollen din gir ikke tilgang til denne siden. En administrator kan endre roller.' },
    staleForm: {
      title: 'Skjemaet er for gammelt',
      text: 'Siden har stått åpen for lenge, eller du har logget inn på nytt i mellomtiden. Gå tilbake, last siden på nytt og prøv en gang til. Ingenting er lagret.',
    },
    unreadableForm: {
      title: 'Vi kunne ikke lese skjemaet',
      text: 'Noe mangler eller har feil form. Gå tilbake, last siden på nytt og prøv en gang til. Ingenting er lagret.',
    },
    tooLarge: {
      title: 'Du sendte for mye på en gang',
      text: 'Skjemaet tar imot mindre enn dette. Gå tilbake og kort ned teksten. Ingenting er lagret.',
    },
    tooMany: { title: 'For mange forsøk', text: 'Vent noen minutter og prøv igjen.' },
    unexpected: { title: 'Noe gikk galt hos oss', text: 'Prøv igjen om litt. Gir det samme resultat, gi oss denne referansen:' },
    reference: 'Referanse',
    toStart: 'Til forsiden',
  },
  en: {
    notFound: { title: 'Page not found', text: 'The address may be mistyped, or the page no longer exists.' },
    forbidden: { title: 'You do not have access', text: 'Your role does not give access to this page. An administrator can change roles.' },
    staleForm: {
      title: 'The form is too old',
      text: 'The page has been open for too long, or you have signed in again in the meantime. Go back, reload the page and try once more. Nothing has been saved.',
    },
    unreadableForm: {
      title: 'We could not read the form',
      text: 'Something is missing or has the wrong shape. Go back, reload the page and try once more. Nothing has been saved.',
    },
    tooLarge: {
      title: 'You sent too much at once',
      text: 'The form accepts less than this. Go back and shorten the text. Nothing has been saved.',
    },
    tooMany: { title: 'Too many attempts', text: 'Wait a few minutes and try again.' },
    unexpected: { title: 'Something went wrong on our side', text: 'Try again in a while. If the same happens, give us this reference:' },
    reference: 'Reference',
    toStart: 'To the front page',
  },
});
