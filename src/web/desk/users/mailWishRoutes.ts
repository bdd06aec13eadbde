import type { UserRecord } from '../../../data/account.model';
import type { Dependencies } from '../../../dependencies';
import { setMailWishes } from '../../../workflows/accounts/setMailWishes';
import { showPage } from '../../page';
import { getPage, type PageRequest, type PageRoute, postPage } from '../../pageRoute';
import { showErrorPage } from '../../showErrorPage';
import { userTexts } from '../../texts/userTexts';
import { formBody, textOf } from '../formBody';
import { isRecordId } from '../lookUps';
import { pathId } from '../pageAddress';

/** In which language a user of the desk is written to, and whether every morning. */
export function mailWishRoutes({ data, context }: Pick<Dependencies, 'data' | 'context'>): PageRoute[] {
  const find = async ({ request }: Pick<PageRequest, 'request'>): Promise<UserRecord | null> => {
    const id = pathId(request.params);
    return isRecordId(id) ? data.accounts.findUser(id) : null;
  };
  return [
    getPage({
      path: '/desk/users/:id/mail',
      access: ['admin'],
      handler: async (page) => {
        const user = await find(page);
        if (!user) return showErrorPage(page.request, page.response, { status: 404, text: 'notFound' });
        showForm(page, user);
      },
    }),
    postPage({
      path: '/desk/users/:id/mail',
      access: ['admin'],
      body: formBody,
      handler: async (page) => {
        const { request, response, actor, now, body } = page;
        const user = await find(page);
        if (!user) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        const wishes = {
          locale: textOf(body, 'locale') === 'en' ? ('en' as const) : ('nb' as const),
          digest: textOf(body, 'digest') !== 'no',
        };
        // Only a data protection officer has a digest: what another's form does not ask stays.
        if (user.role !== 'dpo') wishes.digest = user.digest;
        await setMailWishes(context, { actor, now, userId: user._id, wishes });
        response.redirect(303, '/desk/users?done=mailSet');
      },
    }),
  ];
}

function showForm({ request, response, locale }: Pick<PageRequest, 'request' | 'response' | 'locale'>, user: UserRecord): void {
  const texts = userTexts[locale];
  const address = `/desk/users/${user._id}/mail`;
  showPage(request, response, {
    view: 'pages/simpleForm',
    title: texts.mail.title(user.name),
    section: 'users',
    self: address,
    breadcrumbs: [{ href: '/desk/users', label: texts.title }],
    model: {
      id: 'mail',
      lead: user.role === 'dpo' ? texts.mail.lead : null,
      version: null,
      action: address,
      fields: [],
      selects: [
        {
          name: 'locale',
          label: texts.form.language,
          options: (['nb', 'en'] as const).map((value) => ({ value, label: texts.form.languages[value], selected: user.locale === value })),
        },
        ...(user.role === 'dpo'
          ? [
              {
                name: 'digest',
                label: texts.mail.digest,
                options: [
                  { value: 'yes', label: texts.mail.on, selected: user.digest },
                  { value: 'no', label: texts.mail.off, selected: !user.digest },
                ],
              },
            ]
          : []),
      ],
      save: texts.mail.save,
      cancel: { href: '/desk/users', label: texts.form.cancel },
    },
  });
}
