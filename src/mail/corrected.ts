import type { CorrectionRecord, NoticeContent } from '../data/notice.model';

interface Corrigible {
  content: Partial<NoticeContent>;
  commonHash: string;
  corrections: readonly CorrectionRecord[];
}

/** The corrections that were made at `at` (legal time) or before, oldest first. */
export function correctionsUntil<Correction extends Pick<CorrectionRecord, 'at'>>(
  { corrections }: { corrections: readonly Correction[] },
  at: Date,
): Correction[] {
  return corrections.filter((correction) => correction.at <= at);
}

/**
 * The notice as it tells at `at` (legal time): with the facts of the last correction made by then, and the hash of what it shares with others so corrected.
 * A message of before a correction is made again without it. To be given the record itself, which keeps its frozen content.
 */
export function asCorrected<Notice extends Corrigible>(notice: Notice, at: Date): Notice {
  const corrections = correctionsUntil(notice, at);
  const last = corrections.at(-1);
  if (!last) return corrections.length === notice.corrections.length ? notice : { ...notice, corrections };
  return { ...notice, content: { ...notice.content, ...last.facts }, commonHash: last.commonHash, corrections };
}
