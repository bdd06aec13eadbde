/** What has become of a change for one agreement. superseded: a material revision took the notice's place, and nothing of it counts any more. */
export const noticeEffects = ['pending', 'held', 'inEffect', 'dropped', 'cancelled', 'superseded'] as const;
export type NoticeEffect = (typeof noticeEffects)[number];
