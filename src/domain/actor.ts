export type Role = 'admin' | 'publisher' | 'dpo' | 'auditor' | 'system';

/** Somebody who signed in or holds an API key. `personId` is what four-eyes rules compare. */
export interface PersonActor {
  kind: 'person';
  personId: string;
  name: string;
  role: Role;
  via: 'session' | 'key' | 'cli';
}

/** Whoever holds the signed link of one notice. `name` and `title` are as typed. */
export interface ControllerActor {
  kind: 'controller';
  noticeId: string;
  contactId: string;
  name?: string;
  title?: string;
}

/** The portal itself: a sweep, a worker. */
export interface SystemActor {
  kind: 'system';
  name: string;
}

export type Actor = PersonActor | ControllerActor | SystemActor;
