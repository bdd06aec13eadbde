/** Where the pages of one notice are. */
export const noticeAddress = {
  link: (token: string): string => `/n/${token}`,
  notice: (shortId: string): string => `/notice/${shortId}`,
  act: (shortId: string, act: string): string => `/notice/${shortId}/${act}`,
  check: (shortId: string, draftId: string): string => `/notice/${shortId}/object/${draftId}`,
  checkTermination: (shortId: string, draftId: string): string => `/notice/${shortId}/terminate/${draftId}`,
  change: (shortId: string, draftId: string, form = 'object'): string => `/notice/${shortId}?draft=${draftId}#${form}`,
  code: (shortId: string, draftId: string): string => `/notice/${shortId}/code/${draftId}`,
  codeAgain: (shortId: string, draftId: string): string => `/notice/${shortId}/code/${draftId}/again`,
  document: (shortId: string, documentId: string): string => `/notice/${shortId}/documents/${documentId}`,
  confirmation: (shortId: string, reference: string): string => `/notice/${shortId}/confirmation/${reference}`,
};
