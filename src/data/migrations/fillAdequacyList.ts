import type { Connection } from 'mongoose';
import { initialAdequacyDecisions } from '../../domain/transfer/adequacy';
import { initialList } from '../adequacy.model';
import { adequacySetting } from '../adequacy.repository';
import type { SettingRecord } from '../setting.model';

/** Gives the installation its list of adequacy decisions: what the program had counted by until then. */
export async function fillAdequacyList(connection: Connection): Promise<void> {
  const { decisions } = initialList(initialAdequacyDecisions);
  await connection
    .collection<SettingRecord>('settings')
    .updateOne({ _id: adequacySetting }, { $setOnInsert: { value: { decisions }, version: 1 } }, { upsert: true });
}
