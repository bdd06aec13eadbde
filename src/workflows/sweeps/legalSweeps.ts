import { endAgreementsSweep } from './endAgreementsSweep';
import type { LegalSweep } from './legalSweep';

/**
 * Everything that happens by itself on a day or at an instant, in the order in which it happens when several fall due together. Effects are
 * not among them: they come after all of these, and each change is asked on its own (sweeper.ts).
 */
export const legalSweeps: readonly LegalSweep[] = [endAgreementsSweep];
