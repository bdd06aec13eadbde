import type { BothLanguages } from '../outcome';
import type { ChangeType } from '../terms/terms';

/** What data, and whose. Of an agreement it is what its own description of the processing names. */
export interface DescribedData {
  dataCategories: string[];
  dataSubjects: string[];
  specialCategories: string[];
}

interface ComparedChange {
  changeType: ChangeType;
  details: Readonly<DescribedData>;
  /** Of a modify: how it was before. */
  previousDetails: Readonly<DescribedData> | null;
}

/**
 * What a change brings that an agreement's own description of the processing does not name; null where there is nothing, or nothing to compare with.
 *
 * Texts are the same when they differ only in case, spaces and the way letters are composed. Another word for the same thing is outside, and the purposes are not
 * compared at all: nobody but a person can say whether one sentence covers another. No data categories or no people stated means not compared; no special
 * categories means that there are none. A modify brings only what was not there before, and a removal brings nothing.
 *
 * Example: described as `['Navn', 'e-post']`, a change with `['navn', 'lyd og bilde']` is outside by `lyd og bilde`.
 */
export function outsideDescription(description: Readonly<DescribedData> | null, change: ComparedChange): DescribedData | null {
  const { changeType, details, previousDetails } = change;
  if (!description || changeType === 'remove') return null;
  const before = changeType === 'modify' ? previousDetails : null;
  const outside = (name: keyof DescribedData, isCompared: boolean): string[] => {
    const named = new Set([...description[name], ...(before?.[name] ?? [])].map(normalised));
    return isCompared ? details[name].filter((text) => !named.has(normalised(text))) : [];
  };
  const found = {
    dataCategories: outside('dataCategories', description.dataCategories.length > 0),
    dataSubjects: outside('dataSubjects', description.dataSubjects.length > 0),
    specialCategories: outside('specialCategories', true),
  };
  return Object.values(found).some((texts) => texts.length > 0) ? found : null;
}

function normalised(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLocaleLowerCase('nb');
}

const names: Record<keyof DescribedData, BothLanguages> = {
  dataCategories: { nb: 'Personopplysninger', en: 'Personal data' },
  dataSubjects: { nb: 'Personer', en: 'People' },
  specialCategories: { nb: 'Særlige kategorier', en: 'Special categories' },
};

/** "Utenfor avtalens beskrivelse – Personopplysninger: lyd og bilde." A sentence for each list that has something. */
export function outsideInWords(outside: DescribedData): BothLanguages[] {
  return (Object.keys(names) as (keyof DescribedData)[]).flatMap((name) => {
    const texts = outside[name].join(', ');
    if (texts === '') return [];
    return [
      {
        nb: `Utenfor avtalens egen beskrivelse – ${names[name].nb.toLowerCase()}: ${texts}.`,
        en: `Outside the agreement's own description – ${names[name].en.toLowerCase()}: ${texts}.`,
      },
    ];
  });
}
