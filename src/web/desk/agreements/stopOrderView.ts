import type { AgreementRecord } from '../../../data/agreement.model';
import type { DocumentFacts } from '../../../data/document.repository';
import type { PersonActor } from '../../../domain/actor';
import { describeInstant } from '../../../domain/periods/describe';
import { sizeText } from '../../documents/fileSize';
import type { PageLocale } from '../../locale';
import { stopOrderTexts } from '../../texts/stopOrderTexts';

/** The stop order of an agreement on its page, and the next step with it; null where there is none and nothing can be done. */
export function stopOrderView(
  agreement: AgreementRecord,
  { documents, actor, locale }: { documents: DocumentFacts[]; actor: PersonActor; locale: PageLocale },
) {
  const texts = stopOrderTexts[locale];
  const { stopOrder } = agreement;
  const href = `/desk/agreements/${agreement._id}`;
  const mayAct = actor.role === 'dpo' && agreement.state !== 'ended';
  if (!stopOrder) return { order: null, links: mayAct ? [{ href: `${href}/stop`, label: texts.links.stop }] : [] };
  const at = (instant: Date): string => describeInstant(instant, agreement.terms.timeZone, locale, 'sameDay');
  const { enteredBy, lifting, documentIds } = stopOrder;
  const confirms = lifting && lifting.personId !== actor.personId;
  return {
    order: {
      title: texts.title,
      text: texts.text,
      facts: [
        { label: texts.facts.by, values: [stopOrder.by] },
        { label: texts.facts.at, values: [at(stopOrder.at)] },
        { label: texts.facts.reason, values: [stopOrder.reason] },
        { label: texts.facts.entered, values: [texts.entered(enteredBy.name, at(enteredBy.at))] },
      ],
      documents: documents
        .filter(({ _id }) => documentIds.includes(_id))
        .map(({ _id, name, size }) => ({ href: `${href}/documents/${_id}`, label: `${name} (${sizeText(size, locale)})` })),
      lifting: lifting ? texts.lifting(lifting.name, at(lifting.at)) : null,
    },
    links: mayAct
      ? [confirms ? { href: `${href}/resume/confirm`, label: texts.links.confirm } : { href: `${href}/resume`, label: texts.links.lift }]
      : [],
  };
}
