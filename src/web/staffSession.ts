import { MongoStore } from 'connect-mongo';
import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import type { UserRecord } from '../data/account.model';
import type { Repositories } from '../data/repositories';
import type { PersonActor } from '../domain/actor';
import { preferLocale } from './locale';

declare module 'express-session' {
  interface SessionData {
    userId: string;
    /** Real time, milliseconds. */
    signedInAt: number;
  }
}

/** Real time. Nobody works on after an hour away, nor for more than a working day. */
export const idleTimeoutMs = 60 * 60 * 1000;
export const absoluteTimeoutMs = 12 * 60 * 60 * 1000;
/** A session that is used is written down again no more often: its hour begins up to a minute before the last page, and most pages write nothing. */
const noteUseAfterSeconds = 60;

type SessionClient = NonNullable<Parameters<typeof MongoStore.create>[0]['client']>;

/** Sessions in MongoDB; nothing is stored before somebody signs in. `secrets`: newest first, older ones only verify. */
export function createSessions({
  client,
  databaseName,
  secrets,
  secureCookies,
}: {
  client: unknown;
  databaseName: string;
  secrets: string[];
  secureCookies: boolean;
}): RequestHandler {
  return session({
    name: secureCookies ? '__Host-forvarsel-staff' : 'forvarsel-staff',
    secret: secrets,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    // Behind a proxy that ends TLS the connection itself is plain.
    proxy: secureCookies,
    cookie: { sameSite: 'lax', httpOnly: true, path: '/', secure: secureCookies, maxAge: idleTimeoutMs },
    store: MongoStore.create({
      // Mongoose brings a driver of its own; the store only reads and writes one collection through it.
      client: client as SessionClient,
      dbName: databaseName,
      collectionName: 'sessions',
      stringify: false,
      touchAfter: noteUseAfterSeconds,
      // The index that removes them stands with all others in src/data/indexes.ts.
      autoRemove: 'disabled',
    }),
  });
}

/** Sets `request.staff` from the session, if its time is not over and the user may still sign in. The role is read anew with every request. */
export function knowStaff(accounts: Repositories['accounts']): RequestHandler {
  return async (request, _response, next) => {
    request.staff = null;
    const { userId, signedInAt } = request.session;
    if (!userId || !signedInAt) return next();
    const user = Date.now() - signedInAt < absoluteTimeoutMs ? await accounts.findUser(userId) : null;
    if (!user || user.disabled) {
      await endSession(request);
      return next();
    }
    request.staff = actorOf(user);
    preferLocale(request, user.locale);
    next();
  };
}

export function actorOf(user: UserRecord): PersonActor {
  return { kind: 'person', personId: user._id, name: user.name, role: user.role, via: 'session' };
}

/** A new session with a new id (a planted one is worth nothing) for `user`, saved before the answer is sent. */
export async function startSession(request: Request, user: UserRecord): Promise<void> {
  await called((done) => request.session.regenerate(done));
  request.session.userId = user._id;
  request.session.signedInAt = Date.now();
  await called((done) => request.session.save(done));
}

/** Removes the session from the record, so that a copied cookie is worth nothing either; the request goes on with an empty one. */
export async function endSession(request: Request): Promise<void> {
  await called((done) => request.session.regenerate(done));
}

function called(work: (done: (error?: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    work((error) => (error ? reject(error) : resolve()));
  });
}
