import { Schema } from 'mongoose';

/** Any value: checked by the record's type and by whoever makes it. */
export const anything: unknown = Schema.Types.Mixed;

/**
 * The compiler learns a record's shape from its interface alone. Letting Mongoose infer it from the schema as well costs every compilation half a minute
 * and two gigabytes (measured with `tsc --extendedDiagnostics`: 780,000 types instead of 20,000).
 */
const UntypedSchema = Schema as unknown as new (fields: object, options: object) => object;

/** The schema of a collection: unknown fields throw, versions are the record's own, empty objects are kept. */
export function recordSchema(fields: object): object {
  return new UntypedSchema(fields, { strict: 'throw', versionKey: false, minimize: false });
}

/** The schema of a part of a record: no id of its own, unknown fields throw. */
export function partSchema(fields: object): object {
  return new UntypedSchema(fields, { _id: false, strict: 'throw', minimize: false });
}
