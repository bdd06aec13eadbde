import { createSmtpPool } from '../../src/mail/smtpPool';
import { startTinySmtpServer } from './tinySmtpServer';

describe('an address beyond ASCII', () => {
  const to = 'blåbær@xn--blbr-roah.example';
  const raw = Buffer.from('Subject: hi\r\n\r\nhi\r\n');

  async function sendTo(extensions: string[]) {
    const smtp = await startTinySmtpServer({ extensions });
    const pool = createSmtpPool({ url: smtp.url, connections: 1 });
    const delivery = await pool.send({ from: 'varsel@processor.example', to }, raw);
    await pool.close();
    await smtp.close();
    return { delivery, commands: smtp.commands };
  }

  test('the server offers SMTPUTF8: it is said, and the message goes', async () => {
    const { delivery, commands } = await sendTo(['SMTPUTF8']);
    expect(delivery.outcome).toMatchObject({ code: 250 });
    expect(commands).toContain('MAIL FROM:<varsel@processor.example> SMTPUTF8');
    expect(commands).toContain(`RCPT TO:<${to}>`);
  });

  test('it does not: refused here in words, and nothing is said to it', async () => {
    const { delivery, commands } = await sendTo([]);
    expect(delivery.outcome).toEqual({ kind: 'answered', code: 553, stage: 'recipient' });
    expect(delivery.response).toContain('does not offer SMTPUTF8');
    expect(commands.filter((command) => /^(MAIL|RCPT)/.test(command))).toEqual([]);
  });
});
