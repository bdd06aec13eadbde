import type { Role } from '../../../domain/actor';

/** Every role that a key can have. */
export const anybody = ['admin', 'publisher', 'dpo', 'auditor', 'system'] as const satisfies readonly Role[];
export const anybodyButSystem = ['admin', 'publisher', 'dpo', 'auditor'] as const satisfies readonly Role[];
