import { countryName } from '../../domain/transfer/countries';
import type { WorkflowContext } from '../context';
import type { DueItem } from '../dueItem';
import { waitsForSecond } from './waitsForSecond';

/** What was said of adequacy decisions and waits for a second admin: until then gates that need it stay shut. */
export async function dueOfAdequacy({ data }: Pick<WorkflowContext, 'data'>): Promise<DueItem[]> {
  const { decisions } = await data.adequacy.read();
  return decisions.filter(waitsForSecond).map(({ id, country, waiting }): DueItem => {
    const decision = waiting?.content.decision ?? '';
    return {
      kind: 'confirmAdequacy',
      dueOn: null,
      title: {
        nb: `Bekreft ${decision} om beskyttelsesnivået (${countryName(country, 'nb')})`,
        en: `Confirm adequacy decision ${decision} (${countryName(country, 'en')})`,
      },
      href: `/desk/subprocessors/adequacy/${id}`,
    };
  });
}
