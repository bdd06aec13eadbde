import { anything, recordSchema } from './strictSchema';

/** Single documents by name: `clock`, `migrations`, `sampleData`, `adequacyDecisions`, leases of sweeps. */
export interface SettingRecord {
  _id: string;
  value: Record<string, unknown>;
  version: number;
}

export const settingSchema = recordSchema({
  _id: { type: String, required: true },
  value: { type: anything, required: true },
  version: { type: Number, required: true },
});
