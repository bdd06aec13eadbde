import type { Request, Response } from 'express';
import type { Role } from '../domain/actor';
import { describeInstant } from '../domain/periods/describe';
import type { PageLocale } from './locale';
import type { AppFrame } from './setUpViews';
import { frameTexts } from './texts/frameTexts';

export interface PageLink {
  href: string;
  label: string;
}

/** One thing to put right. `field` is the id of the field it belongs to; null for the page as a whole. */
export interface PageProblem {
  field: string | null;
  text: string;
  /** In the list on top, where it stands alone: the text with the field's name. */
  summary?: string;
  /** Where to put it right, if that is on another page. */
  href?: string;
}

export interface PageContent {
  /** The template below `views/`, e.g. `pages/changes/show`. */
  view: string;
  /** Of the tab, and usually the heading. Without a prefix: problems add "Feil: " by themselves. */
  title: string;
  /** 200 unless told; 422 for a form with problems. */
  status?: number;
  breadcrumbs?: PageLink[];
  /** Shown on top, linking to the fields. */
  problems?: PageProblem[];
  /** The page's own address, where it differs from the request's (a POST that shows a page again). Path only. */
  self?: string;
  /** A word of what has just been done, after a redirect. */
  notice?: string | null;
  /** Which entry of the main menu it belongs to. */
  section?: Section;
  /** Everything that the template prints, in finished strings. It is `model` in the template. */
  model?: object;
}

export type Section =
  | 'due'
  | 'changes'
  | 'subprocessors'
  | 'controllers'
  | 'agreements'
  | 'objections'
  | 'approvals'
  | 'questions'
  | 'audit'
  | 'import'
  | 'retention'
  | 'users';

const everybody: readonly Role[] = ['admin', 'publisher', 'dpo', 'auditor'];

/** The main menu: where each entry leads and who has it. */
const menu: readonly { section: Section; href: string; roles: readonly Role[] }[] = [
  { section: 'due', href: '/desk', roles: everybody },
  { section: 'changes', href: '/desk/changes', roles: everybody },
  { section: 'subprocessors', href: '/desk/subprocessors', roles: everybody },
  { section: 'controllers', href: '/desk/controllers', roles: everybody },
  { section: 'agreements', href: '/desk/agreements', roles: everybody },
  { section: 'objections', href: '/desk/objections', roles: ['dpo', 'auditor'] },
  { section: 'approvals', href: '/desk/approvals', roles: ['dpo', 'auditor'] },
  { section: 'questions', href: '/desk/questions', roles: ['dpo', 'auditor'] },
  { section: 'audit', href: '/desk/audit', roles: ['dpo', 'auditor'] },
  { section: 'import', href: '/desk/import', roles: ['admin'] },
  { section: 'retention', href: '/desk/retention', roles: ['admin'] },
  { section: 'users', href: '/desk/users', roles: ['admin'] },
];

/** Renders a page in its frame. Templates get `page` (the frame) and `model`, and only print. */
export function showPage(request: Request, response: Response, content: PageContent): void {
  const texts = frameTexts[request.locale];
  const problems = content.problems ?? [];
  const app = response.app.locals.frame as AppFrame;
  const page = {
    texts,
    locale: request.locale,
    tabTitle: `${problems.length > 0 ? texts.errorPrefix : ''}${content.title} – ${texts.product}`,
    title: content.title,
    heading: problems.some(({ field, href }) => field || href) ? texts.errorSummary : texts.refusalSummary,
    problems: problems.map(({ field, text, summary, href }) => ({ href: href ?? (field ? `#${field}` : null), text: summary ?? text })),
    /** The message at one field, '' where there is none. */
    problemAt: (field: string): string => problems.find((problem) => problem.field === field)?.text ?? '',
    breadcrumbs: content.breadcrumbs ?? [],
    notice: content.notice ?? null,
    assets: app.assets,
    processorName: app.processorName,
    footer: [
      ...app.footer.map(({ href, label }) => ({ href, label: label[request.locale] })),
      { href: null, label: texts.processor(app.processorName) },
      { href: null, label: texts.dpo(app.processorDpo) },
    ],
    languageSwitch: { href: languageHref(request, content.self), lang: request.locale === 'nb' ? 'en' : 'nb' },
    formToken: request.formToken?.() ?? '',
    ...staffFrame(request, content, app),
  };
  response.status(content.status ?? 200).render(content.view, { page, model: content.model ?? {} });
}

function staffFrame(request: Request, { section, self }: Pick<PageContent, 'section' | 'self'>, app: AppFrame) {
  const texts = frameTexts[request.locale];
  const staff = request.staff;
  if (!staff) return { staff: null, navigation: [], clock: null, home: '/' };
  const navigation = menu
    .filter(({ roles }) => roles.includes(staff.role))
    .map(({ section: entry, href }) => ({ href, label: texts.navigation[entry], current: entry === section }));
  const clock = app.demoClock
    ? {
        now: describeInstant(request.now, 'Europe/Oslo', request.locale, 'sameDay'),
        mayMove: staff.role === 'dpo' || staff.role === 'admin',
        back: self ?? request.originalUrl,
      }
    : null;
  return { staff: texts.signedInAs(staff.name, texts.roles[staff.role]), navigation, clock, home: '/desk' };
}

/** This page in the other language; what else the address says is kept. */
function languageHref(request: Request, self: string | undefined): string {
  const other: PageLocale = request.locale === 'nb' ? 'en' : 'nb';
  const address = new URL(self ?? request.originalUrl, 'http://page.invalid');
  address.searchParams.set('lang', other);
  return `${address.pathname}${address.search}`;
}
