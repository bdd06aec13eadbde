import type { PersonActor } from '../domain/actor';
import type { PageLocale } from './locale';

declare global {
  namespace Express {
    interface Request {
      /** Ids of the records that a list answered with, for the access log. */
      shownIds?: string[];
      /** The language of the answer. Set for every page. */
      locale: PageLocale;
      /** Legal time, read once. Set for every page. */
      now: Date;
      /** Whoever signed in, on staff pages. */
      staff: PersonActor | null;
      /** A token for the forms of this page; makes the cookie beside it. Only on staff pages. */
      formToken?: () => string;
    }
  }
}
