import type { Repositories } from '../../../data/repositories';

/** One opening of a document of a change. */
export interface DocumentReading {
  documentId: string;
  /** Real time, to the second. */
  at: Date;
  /** '' where it is not known any more. */
  name: string;
  /** Whose contact it was; null: somebody of the staff. */
  agreementId: string | null;
}

/** Who has opened these documents, oldest first, out of the access log; of a controller's contact it names the notice whose link was used. */
export async function documentReadings(
  { accessLog, noticeRevisions }: Pick<Repositories, 'accessLog' | 'noticeRevisions'>,
  documentIds: readonly string[],
): Promise<DocumentReading[]> {
  const logged = await accessLog.listOfDocuments(documentIds);
  const ofContacts = logged.filter(({ role }) => role === 'controller').flatMap(({ ids }) => ids);
  const agreementOf = await noticeRevisions.agreementsOf([...new Set(ofContacts)]);
  return logged.flatMap(({ ids, at, personName }) => {
    const agreementId = ids.map((id) => agreementOf.get(id)).find((known) => known !== undefined) ?? null;
    return ids.filter((id) => documentIds.includes(id)).map((documentId) => ({ documentId, at, name: personName, agreementId }));
  });
}
