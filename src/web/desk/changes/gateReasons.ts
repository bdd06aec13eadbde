import { type GateReason, reasonsThatMatter } from '../../../domain/gate/gate';
import { gateTexts } from '../../../domain/gate/gateTexts';
import { describeDate } from '../../../domain/periods/describe';
import type { PageLocale } from '../../locale';
import { changePageTexts } from '../../texts/changePageTexts';

/** Why a gate is shut, in words: what it is, until when, and what to do. What no longer matters is left out. */
export function gateReasonTexts(reasons: GateReason[], locale: PageLocale): { title: string; whatToDo: string }[] {
  const { until: untilText } = changePageTexts[locale].deliveries;
  return reasonsThatMatter(reasons).map(({ code, until }) => {
    const { title, whatToDo } = gateTexts[code];
    return { title: until ? `${title[locale]} (${untilText(describeDate(until, locale))})` : title[locale], whatToDo: whatToDo[locale] };
  });
}
