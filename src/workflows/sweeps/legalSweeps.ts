import { retentionSweep } from '../retention/retentionSweep';
import { digestSweep } from '../staff/digestSweep';
import { contactCheckSweep } from './contactCheckSweep';
import { endAgreementsSweep } from './endAgreementsSweep';
import { lateAgreementsSweep } from './lateAgreementsSweep';
import type { LegalSweep } from './legalSweep';
import { missingRowsSweep } from './missingRowsSweep';
import { noticesSweep } from './noticesSweep';
import { objectionStagesSweep } from './objectionStagesSweep';
import { transferBasisSweep } from './transferBasisSweep';

/**
 * Everything that happens by itself on a day or at an instant, in the order in which it happens when several fall due together. Effects are
 * not among them: they come after all of these, and each change is asked on its own (sweeper.ts).
 */
export const legalSweeps: readonly LegalSweep[] = [
  endAgreementsSweep,
  transferBasisSweep,
  lateAgreementsSweep,
  missingRowsSweep,
  objectionStagesSweep,
  noticesSweep,
  contactCheckSweep,
  digestSweep,
  retentionSweep,
];
