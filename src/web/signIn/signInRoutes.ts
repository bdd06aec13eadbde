import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { Dependencies } from '../../dependencies';
import { signIn, signOut } from '../../workflows/accounts/signIn';
import { type PageProblem, showPage } from '../page';
import { getPage, type PageRoute, postPage } from '../pageRoute';
import { createRateLimit, type RateLimitSettings, senderOf } from '../rateLimit';
import { endSession, startSession } from '../staffSession';
import { signInTexts } from '../texts/signInTexts';
import { safeNext } from './safeNext';

const form = z.object({
  email: z.string().max(1_000).default(''),
  password: z.string().max(2_000).default(''),
  next: z.string().max(2_000).default(''),
});

/** Signing in and out. What is wrong is never told apart: user and password are one answer. */
export function signInRoutes({ config, context }: Pick<Dependencies, 'config' | 'context'>): PageRoute[] {
  function showForm(
    request: Request,
    response: Response,
    { status, email, next, problems }: { status?: number; email: string; next: string; problems?: PageProblem[] },
  ): void {
    const texts = signInTexts[request.locale];
    showPage(request, response, {
      view: 'pages/signIn/form',
      title: texts.title,
      status,
      problems,
      model: {
        next,
        submit: texts.submit,
        help: config.production ? null : texts.demoHelp,
        email: { name: 'email', label: texts.email, value: email, kind: 'email', autocomplete: 'username' },
        password: { name: 'password', label: texts.password, value: '', kind: 'password', autocomplete: 'current-password' },
      },
    });
  }

  return [
    getPage({
      path: '/sign-in',
      access: 'public',
      handler: ({ request, response }) => {
        if (request.staff) return response.redirect(303, '/desk');
        showForm(request, response, { email: '', next: safeNext(request.query.next) });
      },
    }),
    postPage({
      path: '/sign-in',
      access: 'public',
      body: form,
      handler: async ({ request, response, now, locale, body: { email, password, next } }) => {
        const texts = signInTexts[locale];
        const problems: PageProblem[] = [];
        if (!email.trim()) problems.push({ field: 'email', text: texts.emailMissing });
        if (!password) problems.push({ field: 'password', text: texts.passwordMissing });
        if (problems.length > 0) return showForm(request, response, { status: 422, email, next: safeNext(next), problems });
        const outcome = await signIn(context, { email, password, now });
        if (!outcome.ok) {
          const failed = [{ field: 'email', text: texts.failed }];
          return showForm(request, response, { status: 422, email, next: safeNext(next), problems: failed });
        }
        await startSession(request, outcome.value);
        response.redirect(303, safeNext(next));
      },
    }),
    postPage({
      path: '/sign-out',
      access: 'public',
      body: z.object({}),
      handler: async ({ request, response, now }) => {
        if (request.staff) await signOut(context, { actor: request.staff, now });
        await endSession(request);
        response.redirect(303, '/sign-in');
      },
    }),
  ];
}

const quarter = 15 * 60 * 1000;

/** Failed attempts per account and per sender. Both count also for accounts that do not exist. */
export function signInLimits(settings: RateLimitSettings): RequestHandler[] {
  const refuse = (request: Request, response: Response): void => {
    const texts = signInTexts[request.locale];
    showPage(request, response, {
      view: 'pages/error',
      title: texts.title,
      status: 429,
      self: '/sign-in',
      model: { explanation: texts.tooMany, reference: null, home: { href: '/sign-in', label: texts.title } },
    });
  };
  const account = (request: Request): string => (typeof request.body?.email === 'string' ? request.body.email.trim().toLowerCase() : '');
  return [
    createRateLimit(settings, { name: 'sign-in-sender', windowMs: quarter, limit: 100, keyOf: senderOf, failuresOnly: true, refuse }),
    createRateLimit(settings, { name: 'sign-in-account', windowMs: quarter, limit: 10, keyOf: account, failuresOnly: true, refuse }),
  ];
}
