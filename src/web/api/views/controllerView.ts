import { z } from 'zod';
import type { ControllerRecord } from '../../../data/controller.model';
import { moment, momentOf, recordId, wholeNumber } from './wire';

export const controllerView = z
  .object({
    id: recordId,
    name: z.string(),
    organisationNumber: z.string().nullable(),
    contacts: z
      .array(
        z.object({
          id: recordId,
          email: z.string(),
          name: z.string().nullable(),
          locale: z.enum(['nb', 'en', 'nn']).nullable(),
          purpose: z.enum(['subprocessorChanges', 'securityBreach']),
        }),
      )
      .meta({ description: 'In order of preference' }),
    version: wholeNumber,
    createdAt: moment,
    updatedAt: moment,
  })
  .meta({ id: 'Controller' });

export function viewController(record: ControllerRecord): z.infer<typeof controllerView> {
  return {
    id: record._id,
    name: record.name,
    organisationNumber: record.organisationNumber,
    contacts: record.contacts.map(({ id, email, name, locale, purpose }) => ({ id, email, name, locale, purpose })),
    version: record.version,
    createdAt: momentOf(record.createdAt),
    updatedAt: momentOf(record.updatedAt),
  };
}
