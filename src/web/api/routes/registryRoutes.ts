import { z } from 'zod';
import type { AgreementRecord } from '../../../data/agreement.model';
import type { Repositories } from '../../../data/repositories';
import { done, type Outcome, refuse } from '../../../domain/outcome';
import { agreementEnd, agreementInput, agreementPatch } from '../../../schemas/agreements';
import { controllerInput, controllerPatch } from '../../../schemas/controllers';
import { id, pageQuery } from '../../../schemas/primitives';
import { resumeInput, stopInput } from '../../../schemas/stopOrders';
import { subprocessorInput, subprocessorPatch } from '../../../schemas/subprocessors';
import { readUploads } from '../../../workflows/documents/readUploads';
import { createAgreement } from '../../../workflows/registry/createAgreement';
import { createController } from '../../../workflows/registry/createController';
import { endAgreement } from '../../../workflows/registry/endAgreement';
import { registerSubprocessor } from '../../../workflows/registry/registerSubprocessor';
import { updateAgreement } from '../../../workflows/registry/updateAgreement';
import { updateController } from '../../../workflows/registry/updateController';
import { updateSubprocessor } from '../../../workflows/registry/updateSubprocessor';
import { confirmLifting, enterLifting } from '../../../workflows/stopOrders/liftStop';
import { orderStop } from '../../../workflows/stopOrders/orderStop';
import { type ApiCall, type ApiRoute, getRoute, patchRoute, postRoute } from '../apiRoute';
import { agreementView, agreementWithAnnexView, viewAgreement, viewAgreementWithAnnex } from '../views/agreementView';
import { controllerView, viewController } from '../views/controllerView';
import { subprocessorView, viewSubprocessor } from '../views/subprocessorView';
import { pageOfViews, viewPage } from '../views/wire';
import { anybody } from './roles';
import { found, pageAsked, viewed } from './routeHelpers';

const pages = z.strictObject(pageQuery);
const agreementPages = z.strictObject({ ...pageQuery, controllerId: id.optional() });

async function withAnnex(data: Repositories, outcome: Outcome<AgreementRecord>): Promise<Outcome<z.infer<typeof agreementView>>> {
  if (!outcome.ok) return outcome;
  const { _id } = outcome.value;
  const annexes = await data.annexes.subprocessorsInForce([_id]);
  return done(viewAgreement(outcome.value, annexes.get(_id) ?? []));
}

async function takeStop({
  dependencies: { context },
  actor,
  now,
  id: agreementId,
  body,
}: ApiCall<z.output<typeof stopInput>, unknown>): Promise<Outcome<AgreementRecord>> {
  const { document, ...input } = body;
  const files = readUploads(document ? [document] : [], () => '/document/content');
  return files.ok ? orderStop(context, { actor, now, agreementId, input, files: files.value }) : files;
}

// biome-ignore format: a route says everything on one line
export const registryRoutes: ApiRoute[] = [
  postRoute({ path: '/controllers', roles: ['admin'], summary: 'Register a controller', body: controllerInput, status: 201, answer: controllerView,
    handler: async ({ dependencies: { context }, actor, now, body }) => viewed(await createController(context, { actor, now, input: body }), viewController) }),
  getRoute({ path: '/controllers', roles: anybody, summary: 'Controllers, by id', query: pages, answer: pageOfViews(controllerView),
    handler: async ({ dependencies: { data }, query }) => done(viewPage(await data.controllers.list(pageAsked(query)), viewController)) }),
  getRoute({ path: '/controllers/{id}', roles: anybody, summary: 'One controller', answer: controllerView,
    handler: async ({ dependencies: { data }, id: controllerId }) => found(await data.controllers.find(controllerId), viewController) }),
  patchRoute({ path: '/controllers/{id}', roles: ['admin'], summary: 'Edit a controller', body: controllerPatch, answer: controllerView,
    handler: async ({ dependencies: { context }, actor, now, id: controllerId, body }) => viewed(await updateController(context, { actor, now, controllerId, patch: body }), viewController) }),

  postRoute({ path: '/agreements', roles: ['admin'], summary: 'Register an agreement', body: agreementInput, status: 201, answer: agreementView,
    handler: async ({ dependencies: { context }, actor, now, body }) => withAnnex(context.data, await createAgreement(context, { actor, now, input: body })) }),
  getRoute({ path: '/agreements', roles: anybody, summary: 'Agreements, by id; of one controller with controllerId', query: agreementPages, answer: pageOfViews(agreementView),
    handler: async ({ dependencies: { data }, query }) => {
      const page = await data.agreements.list({ ...pageAsked(query), controllerId: query.controllerId });
      const annexes = await data.annexes.subprocessorsInForce(page.items.map(({ _id }) => _id));
      return done(viewPage(page, (agreement) => viewAgreement(agreement, annexes.get(agreement._id) ?? [])));
    } }),
  getRoute({ path: '/agreements/{id}', roles: anybody, summary: 'One agreement with its annex', answer: agreementWithAnnexView,
    handler: async ({ dependencies: { data }, id: agreementId }) => {
      const agreement = await data.agreements.find(agreementId);
      if (!agreement) return refuse('not-found');
      const [entries, lines] = await Promise.all([data.annexes.listEntries(agreementId), data.annexes.listLines(agreementId)]);
      return done(viewAgreementWithAnnex(agreement, { entries, lines }));
    } }),
  patchRoute({ path: '/agreements/{id}', roles: ['admin'], summary: 'Edit an agreement; notices that are out keep their terms', body: agreementPatch, answer: agreementView,
    handler: async ({ dependencies: { context }, actor, now, id: agreementId, body }) => withAnnex(context.data, await updateAgreement(context, { actor, now, agreementId, patch: body })) }),
  postRoute({ path: '/agreements/{id}/stop', roles: ['dpo'], summary: 'Record an order to stop the processing: every gate of the agreement is shut at once', body: stopInput, withFiles: true, answer: agreementView,
    handler: async (call) => withAnnex(call.dependencies.data, await takeStop(call)) }),
  postRoute({ path: '/agreements/{id}/resume', roles: ['dpo'], summary: 'Enter that the stop order is lifted, or confirm it as another person, with the `version` of the agreement that was read', body: resumeInput, answer: agreementView,
    handler: async ({ dependencies: { context }, actor, now, id: agreementId, body }) => withAnnex(context.data, 'confirm' in body ? await confirmLifting(context, { actor, now, agreementId, version: body.version }) : await enterLifting(context, { actor, now, agreementId, reason: body.reason })) }),
  postRoute({ path: '/agreements/{id}/end', roles: ['admin'], summary: 'End an agreement on its last day', body: agreementEnd, answer: agreementView,
    handler: async ({ dependencies: { context }, actor, now, id: agreementId, body }) => withAnnex(context.data, await endAgreement(context, { actor, now, agreementId, input: body })) }),

  postRoute({ path: '/subprocessors', roles: ['admin', 'publisher'], summary: 'Register a subprocessor', body: subprocessorInput, status: 201, answer: subprocessorView,
    handler: async ({ dependencies: { context }, actor, now, body }) => viewed(await registerSubprocessor(context, { actor, now, input: body }), viewSubprocessor) }),
  getRoute({ path: '/subprocessors', roles: anybody, summary: 'Subprocessors, by id', query: pages, answer: pageOfViews(subprocessorView),
    handler: async ({ dependencies: { data }, query }) => done(viewPage(await data.subprocessors.list(pageAsked(query)), viewSubprocessor)) }),
  getRoute({ path: '/subprocessors/{id}', roles: anybody, summary: 'One subprocessor', answer: subprocessorView,
    handler: async ({ dependencies: { data }, id: subprocessorId }) => found(await data.subprocessors.find(subprocessorId), viewSubprocessor) }),
  patchRoute({ path: '/subprocessors/{id}', roles: ['admin', 'publisher'], summary: 'Edit a subprocessor; what is in force takes a change instead', body: subprocessorPatch, answer: subprocessorView,
    handler: async ({ dependencies: { context }, actor, now, id: subprocessorId, body }) => viewed(await updateSubprocessor(context, { actor, now, subprocessorId, patch: body }), viewSubprocessor) }),
];
