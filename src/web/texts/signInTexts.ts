import { defineTexts } from './defineTexts';

export const signInTexts = defineTexts({
  nb: {
    title: 'Logg inn',
    email: 'E-post',
    password: 'Passord',
    submit: 'Logg inn',
    emailMissing: 'Skriv inn e-postadressen din',
    passwordMissing: 'Skriv inn passordet ditt',
    failed: 'E-postadressen eller passordet stemmer ikke. Prøv igjen.',
    tooMany: 'Det har vært for mange mislykkede forsøk. Vent et kvarter og prøv igjen.',
    demoHelp:
      'Dette er en demo. Brukerne er publisher@, dpo@, admin@ og auditor@forvarsel.example; passordet skrives ut når tjenesten starter.',
  },
  en: {
    title: 'Sign in',
    email: 'E-mail',
    password: 'Password',
    submit: 'Sign in',
    emailMissing: 'Enter your e-mail address',
    passwordMissing: 'Enter your password',
    failed: 'The e-mail address or the password is not right. Try again.',
    tooMany: 'There have been too many failed attempts. Wait a quarter of an hour and try again.',
    demoHelp:
      'This is a demo. The users are publisher@, dpo@, admin@ and auditor@forvarsel.example; the password is printed when the service starts.',
  },
});
