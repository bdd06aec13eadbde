import { adoptRecord } from '../workflows/deployment/adoptRecord';
import { type RecordCommand, refused, told } from './cliCommand';

export const adoptRecordCommand: RecordCommand = {
  name: 'adopt-record',
  summary: 'Let mail leave from this BASE_URL: the portal has moved here, and the one before sends no more',
  positionals: [],
  options: {},
  needs: 'record',
  async run({ dependencies: { context }, actor, now }) {
    const outcome = await adoptRecord(context, { actor, now });
    if (outcome.ok) {
      const { from, to } = outcome.value;
      return told(outcome.value, [
        `The record belongs to ${to} now${from ? `, and no more to ${from}` : ''}. Start the workers here, and stop those there.`,
      ]);
    }
    const { baseUrl } = context.settings;
    const already = { nb: `Registeret hører allerede til ${baseUrl}.`, en: `The record belongs to ${baseUrl} already.` };
    return refused(outcome.refusal.code === 'wrong-state' ? { ...outcome.refusal, detail: already } : outcome.refusal);
  },
};
