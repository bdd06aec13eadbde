import { z } from 'zod';
import { email, shortText } from './primitives';

export const staffRole = z.enum(['admin', 'publisher', 'dpo', 'auditor']);
export const keyRole = z.enum(['admin', 'publisher', 'dpo', 'auditor', 'system']);

/** As it was typed, spaces and all. */
export const newPassword = z.string().min(12).max(1_000);

/** A new user of the desk. */
export const userInput = z.strictObject({
  email,
  name: shortText(),
  role: staffRole,
  locale: z.enum(['nb', 'en']).optional(),
  password: newPassword,
});

/** A new API key: of the user with this address, or without one of a system that is a person of its own. */
export const apiKeyInput = z.strictObject({ label: shortText(), role: keyRole, userEmail: email.optional() });

export type UserInput = z.output<typeof userInput>;
export type ApiKeyInput = z.output<typeof apiKeyInput>;
