import type { NoticeContent } from '../data/notice.model';
import type { ChangeTraits, Terms } from '../domain/terms/terms';
import { canonicalJson, sha256Hex } from './canonical';

/** SHA-256, hex, over what notices under the same rules share: the content but for whose it is, the terms, and what the change is like. */
export function commonHashOf(content: NoticeContent, terms: Terms, traits: ChangeTraits): string {
  const { agreementReference: _reference, controllerName: _name, ...shared } = content;
  return sha256Hex(canonicalJson({ content: shared, terms, traits }));
}

/** SHA-256, hex, over everything that a notice says: what it shares with others, by its hash, and whose it is. */
export function contentHashOf(commonHash: string, { agreementReference, controllerName }: NoticeContent): string {
  return sha256Hex(canonicalJson({ agreementReference, commonHash, controllerName }));
}
