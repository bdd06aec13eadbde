import { z } from 'zod';
import { longText } from './primitives';

/** `POST /questions/{id}/answer`. */
export const questionAnswer = z.strictObject({ text: longText(10_000) });
