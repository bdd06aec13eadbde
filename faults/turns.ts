/** What the sink does to one try at one recipient, instead of taking the message. */
export const turns = {
  busyAtRcpt: { stage: 'rcpt', reply: '421 4.3.2 Service not available, come back in 1 second', takes: false },
  greylisted: { stage: 'rcpt', reply: '451 4.7.1 Greylisted, try again', takes: false },
  fullAtData: { stage: 'data', reply: '452 4.3.1 Insufficient system storage', takes: false },
  errorAfterDot: { stage: 'message', reply: '451 4.3.0 Error in processing', takes: false },
  hangsAtRcpt: { stage: 'rcpt', reply: 'hang', takes: false },
  hangsAfterDot: { stage: 'message', reply: 'hang', takes: false },
  takesAndHangs: { stage: 'message', reply: 'hang', takes: true },
  dropsAtRcpt: { stage: 'rcpt', reply: 'drop', takes: false },
  dropsBeforeDot: { stage: 'body', reply: 'drop', takes: false },
  dropsAfterDot: { stage: 'message', reply: 'drop', takes: false },
  takesAndDrops: { stage: 'message', reply: 'drop', takes: true },
  slow: { stage: 'message', reply: 'slow', takes: true },
} as const satisfies Record<string, { stage: 'rcpt' | 'data' | 'body' | 'message'; reply: string; takes: boolean }>;

export type TurnName = keyof typeof turns;

export const turnNames = Object.keys(turns) as TurnName[];

/** Nobody can tell whether the message was taken. */
export const silentTurns = turnNames.filter((name) => turns[name].stage === 'message' && /^(hang|drop)$/.test(turns[name].reply));

/** Answered with a 4xx. */
export const putOffTurns = turnNames.filter((name) => turns[name].reply.startsWith('4'));

/** `550` for good: this address does not exist there. */
export const refusal = '550 5.1.1 No such mailbox';

/** What the sink is told of one recipient. Tries after the last turn are taken. */
export interface RecipientScript {
  turns: TurnName[];
  /** Never taken, whatever `turns` says. */
  refused: boolean;
}

/** One message that the sink took: from then on it is the sink's, whether or not it said so. */
export interface Taken {
  /** The envelope sender: where it bounces to. */
  from: string;
  to: string;
  messageId: string;
  /** When, in milliseconds of the sink's own clock. */
  at: number;
}
