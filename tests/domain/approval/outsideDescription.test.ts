import { type DescribedData, outsideDescription, outsideInWords } from '../../../src/domain/approval/outsideDescription';

const described: DescribedData = {
  dataCategories: ['Navn', 'E-post adresse'],
  dataSubjects: ['Ansatte'],
  specialCategories: [],
};
const inside: DescribedData = { dataCategories: ['navn'], dataSubjects: ['ansatte'], specialCategories: [] };

type Asked = Partial<DescribedData> & { changeType?: 'add' | 'replace' | 'modify' | 'remove'; before?: Partial<DescribedData> };

function outside({ changeType = 'add', before, ...brought }: Asked, description: DescribedData | null = described) {
  return outsideDescription(description, {
    changeType,
    details: { ...inside, ...brought },
    previousDetails: before ? { ...inside, ...before } : null,
  });
}

const nothing = { dataCategories: [], dataSubjects: [], specialCategories: [] };

describe('what a change brings that the agreement does not describe', () => {
  test.each<[string, Asked, Partial<DescribedData> | null]>([
    ['the same words', {}, null],
    ['the same words in other letters and spaces', { dataCategories: ['  NAVN', 'e-post\u00a0 adresse '] }, null],
    ['the same letter composed in another way', { dataSubjects: ['ansatte'.normalize('NFD')] }, null],
    ['another category', { dataCategories: ['navn', 'lyd og bilde'] }, { dataCategories: ['lyd og bilde'] }],
    ['other people', { dataSubjects: ['Pasienter'] }, { dataSubjects: ['Pasienter'] }],
    ['a special category where the agreement has none', { specialCategories: ['helse'] }, { specialCategories: ['helse'] }],
    ['another word for the same thing', { dataCategories: ['fornavn'] }, { dataCategories: ['fornavn'] }],
    ['a removal', { changeType: 'remove', dataCategories: ['lyd'] }, null],
    ['a modify of what was outside before', { changeType: 'modify', dataCategories: ['lyd'], before: { dataCategories: ['Lyd'] } }, null],
    [
      'a modify that brings more',
      { changeType: 'modify', dataCategories: ['lyd', 'bilde'], before: { dataCategories: ['lyd'] } },
      { dataCategories: ['bilde'] },
    ],
  ])('%s', (_, asked, expected) => {
    expect(outside(asked)).toEqual(expected && { ...nothing, ...expected });
  });

  test('an agreement without a description: nothing to compare with', () => {
    expect(outside({ dataCategories: ['lyd'] }, null)).toBeNull();
  });

  test('data and people that the description leaves open are not compared, special categories are', () => {
    const open = { dataCategories: [], dataSubjects: [], specialCategories: [] };
    expect(outside({ dataCategories: ['lyd'], dataSubjects: ['alle'] }, open)).toBeNull();
    expect(outside({ specialCategories: ['helse'] }, open)).toEqual({ ...nothing, specialCategories: ['helse'] });
  });

  test('in words: a sentence for each list that has something', () => {
    expect(outsideInWords({ dataCategories: ['lyd', 'bilde'], dataSubjects: [], specialCategories: ['helse'] })).toEqual([
      {
        nb: 'Utenfor avtalens egen beskrivelse – personopplysninger: lyd, bilde.',
        en: "Outside the agreement's own description – personal data: lyd, bilde.",
      },
      {
        nb: 'Utenfor avtalens egen beskrivelse – særlige kategorier: helse.',
        en: "Outside the agreement's own description – special categories: helse.",
      },
    ]);
  });
});
