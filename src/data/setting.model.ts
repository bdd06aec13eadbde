import { Schema } from 'mongoose';

/** Single documents by name: `clock`, `migrations`, `sampleData`, leases of sweeps. */
export interface SettingRecord {
  _id: string;
  value: Record<string, unknown>;
  version: number;
}

export const settingSchema = new Schema(
  { _id: { type: String, required: true }, value: { type: Schema.Types.Mixed, required: true }, version: { type: Number, required: true } },
  { strict: 'throw', versionKey: false, minimize: false },
);
