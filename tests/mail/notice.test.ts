import { termsPresets } from '../../src/domain/terms/presets';
import type { Letter } from '../../src/mail/letter';
import { letterFor } from '../../src/mail/viewModels/letterFor';
import { danishStyle, microsoft, thirtySevenSignals } from '../support/clauses';
import { deployment, type Sample, sampleInput, subprocessor, withThirdCountry } from './samples';

function letterOf(sample: Sample = {}): Letter {
  const input = sampleInput(sample);
  return letterFor({
    ...input,
    deployment,
    shortReference: input.addressee.agreementReference,
    locale: input.sending.locale === 'en' ? 'en' : 'nb',
  });
}

const boxOf = ({ box }: Letter) => Object.fromEntries((box?.facts ?? []).map(({ label, lines }) => [label, lines]));
const factsOf = (letter: Letter) =>
  Object.fromEntries(letter.sections.flatMap(({ facts }) => facts ?? []).map(({ label, lines }) => [label, lines]));
const sentencesOf = (letter: Letter) => letter.sections.flatMap(({ paragraphs }) => paragraphs ?? []);

describe('a notice under four weeks and two weeks', () => {
  const letter = letterOf();

  test('tells what changes, under which agreement and clause', () => {
    expect(letter.subject).toBe('Varsel: Ny underdatabehandler: Skylager & Sønner AS (DBA-2024-17)');
    expect(letter.lead).toEqual([
      'Til Eksempel kommune',
      'Dette er et varsel etter databehandleravtalen DBA-2024-17 (avtalens punkt 5.4).',
      'Prosessor AS vil ta i bruk Skylager & Sønner AS som ny underdatabehandler.',
    ]);
  });

  test('tells the last moment with weekday, clock time and zone, and the day of effect', () => {
    expect(boxOf(letter)).toEqual({
      'Siste frist for å motsette seg': ['tirsdag 16. juni 2026 kl. 24.00 (norsk tid)'],
      'Trer i kraft for dere': ['onsdag 1. juli 2026'],
    });
  });

  test('tells that silence lets the change take effect, and that an objection may end the agreement', () => {
    expect(letter.box?.paragraphs).toEqual([
      'Hører vi ikke fra dere innen fristen, trer endringen i kraft for dere onsdag 1. juli 2026. Dere trenger ikke gjøre noe for at det skal skje.',
    ]);
    expect(sentencesOf(letter)).toContain('Avtalen gir oss da rett til å avslutte den. Gjør vi det, får dere vite det skriftlig.');
    expect(sentencesOf(letter)).toContain('Dere trenger ikke begrunne det.');
  });

  test('tells who the subprocessor is, what it does, with which data, where and on what basis', () => {
    expect(factsOf(letter)).toMatchObject({
      Hvorfor: ['Bedre kapasitet for opptak'],
      'Juridisk navn': ['Skylager & Sønner AS'],
      Organisasjonsnummer: ['999 888 777'],
      Land: ['Norge'],
      Adresse: ['Storgata 1, 0155 Oslo'],
      Kontaktpunkt: ['personvern@skylager.example'],
      'Samme konsern som oss': ['Nei'],
      'Hva den gjør': ['Lagring av opptak fra videomøter'],
      'Typer personopplysninger': ['Navn', 'Lyd og bilde'],
      'Hvem opplysningene gjelder': ['Deltakere i møter'],
      'Særlige kategorier (artikkel 9)': ['Ingen'],
      'Lagres i': ['Norge'],
      'Behandles i': ['Sverige'],
      'Fjerntilgang fra': ['Ingen'],
      Overføringsgrunnlag: ['Ingen overføring ut av EØS'],
      Sikkerhetstiltak: ['Kryptering ved lagring og overføring'],
      'Kommer i stedet for': ['Ingen'],
      'Plass i kjeden': ['Direkte under Prosessor AS'],
      'Underleverandører i leddene under': ['Ingen'],
    });
  });

  test('tells the dates for this agreement and how each came about', () => {
    expect(factsOf(letter)).toMatchObject({
      'Planlagt dag for ikrafttredelse': ['onsdag 1. juli 2026', 'For hver avtale for seg, og aldri før den planlagte dagen.'],
      'Tidligste dag etter deres avtale': ['onsdag 1. juli 2026'],
    });
    for (const line of sampleInput().deadlines?.explanation.nb ?? []) expect(sentencesOf(letter)).toContain(line);
    expect(sentencesOf(letter).some((sentence) => sentence.includes('mottok dette varselet tirsdag 2. juni 2026'))).toBe(true);
  });

  test('tells how to object and how to reach us', () => {
    expect(letter.action).toMatchObject({ label: 'Les varselet og svar', url: sampleInput().link });
    expect(factsOf(letter)).toMatchObject({
      'Spørsmål og svar': ['personvern@prosessor.example'],
      Personvernombud: ['Personvernombudet, personvernombud@prosessor.example'],
      'Varselets nummer': ['K7RM4TQX'],
    });
  });

  test('already received: the dates are not told as an assumption', () => {
    const later = letterOf({ notice: { receivedAt: new Date('2026-06-02T08:30:00Z') } });
    expect(sentencesOf(later).some((sentence) => sentence.includes('regnet ut fra at dere mottok'))).toBe(false);
  });
});

describe('a notice under one month without a window, with objective grounds and negotiation', () => {
  const letter = letterOf({ preset: 'dfo-2020-general', locale: 'en' });

  test('tells that objecting is possible until effect: 24:00 of the day before, which is later than planned', () => {
    expect(boxOf(letter)).toEqual({
      'You can object until': [
        'Thursday 2 July 2026 at 24:00 (Norwegian time)',
        'If the change takes effect later for you, you have longer.',
      ],
      'Takes effect for you': ['Friday 3 July 2026'],
    });
  });

  test('tells the grounds it needs and that nothing happens before there is an agreement', () => {
    expect(sentencesOf(letter)).toEqual(
      expect.arrayContaining([
        'The agreement asks for objective grounds. Write them in your answer.',
        'Under the agreement we are then to negotiate a reasonable solution. The change cannot be carried out for you before we agree.',
      ]),
    );
  });

  test('with a third country: a yes is needed, silence is none, and the basis stands there with its reference', () => {
    const third = letterOf({ preset: 'dfo-2020-general', content: { details: withThirdCountry } });
    expect(boxOf(third)).toEqual({
      'Krever et ja fra dere': ['Skriftlig godkjenning av overføringen til et land utenfor EØS'],
      'Dere kan motsette dere til': [
        'torsdag 2. juli 2026 kl. 24.00 (norsk tid)',
        'Trer endringen i kraft senere for dere, har dere lenger tid.',
      ],
      'Kan tidligst tre i kraft for dere': ['fredag 3. juli 2026'],
    });
    expect(third.box?.paragraphs.join()).toMatch(/^Taushet er aldri et ja/);
    expect(JSON.stringify(third)).not.toContain('Hører vi ikke fra dere');
    expect(factsOf(third)).toMatchObject({
      'Fjerntilgang fra': ['USA'],
      Overføringsgrunnlag: ['USA: Standard personvernbestemmelser fra Kommisjonen (art. 46 nr. 2 bokstav c), referanse: TIA-2026-04'],
    });
  });

  test('with a third country under terms that only need a basis: no yes is asked for', () => {
    const third = letterOf({ content: { details: withThirdCountry } });
    expect(boxOf(third)).not.toHaveProperty('Krever et ja fra dere');
  });

  test('the approval is given already: silence is what it otherwise would be', () => {
    const at = new Date('2026-06-02T08:00:00Z');
    const granted = {
      kind: 'third-country',
      state: 'granted',
      requestedAt: at,
      decidedAt: at,
      decidedBy: null,
      grounds: null,
      reference: null,
    } as const;
    const third = letterOf({ preset: 'dfo-2020-general', content: { details: withThirdCountry }, notice: { approvals: [granted] } });
    expect(boxOf(third)).not.toHaveProperty('Krever et ja fra dere');
    expect(third.box?.paragraphs.join()).toMatch(/^Hører vi ikke fra dere før da/);
  });
});

describe('a notice by what changes', () => {
  test('specific authorisation: every change needs a yes', () => {
    const letter = letterOf({ preset: 'dfo-2020-specific' });
    expect(boxOf(letter)).toMatchObject({ 'Krever et ja fra dere': ['Skriftlig godkjenning av endringen'] });
    expect(letter.sections.map(({ heading }) => heading)).toContain('Godkjenningen vi trenger fra dere');
  });

  test('replace: who goes and who comes', () => {
    const letter = letterOf({ content: { changeType: 'replace', replacesName: 'Gammelsky AS' } });
    expect(letter.title).toBe('Skylager & Sønner AS erstatter Gammelsky AS som underdatabehandler');
    expect(letter.lead.at(-1)).toBe('Prosessor AS vil bytte ut underdatabehandleren Gammelsky AS med Skylager & Sønner AS.');
    expect(factsOf(letter)).toMatchObject({ 'Kommer i stedet for': ['Gammelsky AS'] });
  });

  test('modify: each field that differs, before and after, and only those', () => {
    const letter = letterOf({
      preset: 'dfo-2020-general',
      newLocation: true,
      content: {
        changeType: 'modify',
        details: withThirdCountry,
        previousDetails: subprocessor,
        modifiedFields: ['locations', 'transferBasis'],
      },
    });
    expect(letter.sections.flatMap(({ comparisons }) => comparisons ?? [])).toEqual([
      { label: 'Fjerntilgang fra', before: ['Ingen'], after: ['USA'] },
      {
        label: 'Overføringsgrunnlag',
        before: ['Ingen overføring ut av EØS'],
        after: ['USA: Standard personvernbestemmelser fra Kommisjonen (art. 46 nr. 2 bokstav c), referanse: TIA-2026-04'],
      },
    ]);
    expect(boxOf(letter)['Krever et ja fra dere']).toEqual([
      'Skriftlig godkjenning av overføringen til et land utenfor EØS',
      'Skriftlig godkjenning av det nye stedet',
    ]);
  });

  test('modify under terms that may end the agreement over a new subprocessor: that is not threatened with', () => {
    const letter = letterOf({
      content: { changeType: 'modify', previousDetails: { ...subprocessor, address: 'Gamleveien 1' }, modifiedFields: ['address'] },
    });
    expect(JSON.stringify(letter)).not.toContain('rett til å avslutte');
  });

  test('remove that is only announced: nothing to wait for, nothing to answer', () => {
    const letter = letterOf({ content: { changeType: 'remove' } });
    expect(boxOf(letter)).toEqual({ 'Etter planen ikke lenger i bruk fra og med': ['onsdag 1. juli 2026'] });
    expect(letter.box?.paragraphs).toEqual([
      'Dere trenger ikke svare. Avtalen krever bare at vi forteller dere det, og bruken kan stanses når som helst.',
    ]);
  });

  test('remove that counts as any change: has its dates', () => {
    const letter = letterOf({ preset: 'dfo-2020-general', content: { changeType: 'remove' } });
    expect(boxOf(letter)).toMatchObject({ 'Trer i kraft for dere': ['fredag 3. juli 2026'] });
  });

  test('nothing stated where nothing need be stated: it says so', () => {
    const letter = letterOf({
      content: {
        changeType: 'replace',
        replacesName: null,
        clause: null,
        details: { ...subprocessor, organisationNumber: null, securityMeasures: null },
      },
    });
    expect(factsOf(letter)).toMatchObject({
      Organisasjonsnummer: ['Ikke oppgitt'],
      Sikkerhetstiltak: ['Ikke oppgitt'],
      'Kommer i stedet for': ['Ikke oppgitt'],
    });
    expect(letter.lead[1]).toBe(
      'Dette er et varsel etter databehandleravtalen DBA-2024-17 (avtalens regler om endring av underdatabehandlere).',
    );
  });

  test('special categories, an emergency, a group company and a chain below: all stand there', () => {
    const letter = letterOf({
      content: {
        details: { ...subprocessor, specialCategories: ['Helseopplysninger'], intraGroup: true, parentId: '66a1b2c3d4e5f60718293a99' },
        emergencyReason: 'Driften stanser ellers.',
        chain: [
          {
            subprocessorId: '66a1b2c3d4e5f60718293a98',
            legalName: 'Underleverandør Inc.',
            country: 'US',
            locations: [{ country: 'US', kind: 'storage' }],
            transferBasis: [{ country: 'US', basis: 'Privacy Shield', reference: null }],
          },
        ],
      },
    });
    const facts = factsOf(letter);
    expect(facts).toMatchObject({
      'Særlige kategorier (artikkel 9)': ['Helseopplysninger'],
      'Hvorfor det haster': ['Driften stanser ellers.'],
      'Samme konsern som oss': ['Ja'],
      'Plass i kjeden': ['Under en annen underdatabehandler'],
    });
    expect(facts['Underleverandører i leddene under']?.join()).toMatch(
      /^Underleverandør Inc\., USA; lagres i USA; USA: Privacy Shield, som ikke har vært gyldig/,
    );
  });

  test('a third country without a basis: it is missing, in words', () => {
    const letter = letterOf({ content: { details: { ...withThirdCountry, transferBasis: [] } } });
    expect(factsOf(letter)).toMatchObject({ Overføringsgrunnlag: ['USA: ikke oppgitt'] });
  });
});

describe('a notice under terms of other agreements', () => {
  test('what comes after an objection is told where the terms say it', () => {
    expect(sentencesOf(letterOf({ terms: thirtySevenSignals, locale: 'en' }))).toEqual(
      expect.arrayContaining([
        'We are to answer or make an offer within 30 days of the objection. If that does not satisfy you, you can end the agreement within 30 days of the answer, or of the day it was due.',
        'If we then hear no more from you, the change takes effect for you.',
      ]),
    );
    expect(sentencesOf(letterOf({ terms: danishStyle }))).toContain('Hører vi da ikke mer fra dere, trer endringen i kraft for dere.');
  });

  test('an override that matches the data: its period counts', () => {
    const customerData = { ...subprocessor, dataCategories: ['customer data'] };
    expect(boxOf(letterOf({ terms: microsoft, content: { details: customerData } }))).toMatchObject({
      'Trer i kraft for dere': ['torsdag 3. desember 2026'],
    });
    expect(boxOf(letterOf({ terms: microsoft }))).toMatchObject({ 'Trer i kraft for dere': ['fredag 3. juli 2026'] });
  });

  test('not engaged on objection: that is what it says', () => {
    const letter = letterOf({ terms: { ...termsPresets.videonor, onObjection: 'notEngaged' } });
    expect(sentencesOf(letter)).toContain('Etter avtalen tar vi da ikke endringen i bruk for dere.');
  });

  test('dates that cannot be known yet: the length and the start are told instead', () => {
    const letter = letterOf({ input: { deadlines: null } });
    expect(boxOf(letter)).toMatchObject({ 'Siste frist for å motsette seg': ['2 uker fra mottak'] });
    expect(factsOf(letter)).toMatchObject({ 'Tidligste dag etter deres avtale': ['Ikke kjent ennå'] });
  });

  test('a reader of nynorsk: the frame in bokmål, texts that are given in nynorsk as given', () => {
    const letter = letterOf({ locale: 'nn', content: { reason: { nb: 'Begrunnelse på bokmål', nn: 'Grunngjeving på nynorsk' } } });
    expect(letter.locale).toBe('nb');
    expect(factsOf(letter)).toMatchObject({ Hvorfor: ['Grunngjeving på nynorsk'] });
  });
});
