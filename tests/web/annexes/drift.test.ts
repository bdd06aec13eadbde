import { newId } from '../../../src/data/id';
import { textOf } from '../../support/contactBrowser';
import { registerAgreement, registerInUse } from '../../support/register';
import { staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';
import { as } from '../api/apiCalls';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed();
});
afterAll(() => testbed.close());

test('a thousand agreements that lack the same: told once with what to do and the agreements that share it, page by page', async () => {
  const listed = await registerInUse(testbed);
  const { agreement } = await registerAgreement(testbed, { reference: 'DRIFT-0', annex: [listed._id] });
  const auditor = await staffBrowser(testbed, 'auditor');
  expect(textOf((await auditor.get('/desk/annexes/drift')).text)).toContain('Registeret og vedleggene stemmer overens.');

  const others = Array.from({ length: 999 }, (_, index) => ({ ...agreement, _id: newId(), reference: `DRIFT-${index + 1}` }));
  await testbed.dependencies.mongoConnection.collection('agreements').insertMany(others as never[]);
  const first = await as(testbed, 'auditor').get('/annexes/drift?limit=200');
  expect(first.body.items).toHaveLength(200);
  expect(first.body.items[0]).toEqual({
    agreementId: others[0]?._id,
    reference: 'DRIFT-1',
    findings: [{ code: 'not-listed', subprocessorId: listed._id, name: 'Skybygg AS', about: ['video'] }],
  });
  let seen = 0;
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body }: { body: { items: unknown[]; next: string | null } } = await as(testbed, 'auditor').get(
      `/annexes/drift?limit=200${cursor && `&cursor=${cursor}`}`,
    );
    seen += body.items.length;
    cursor = body.next;
  }
  expect(seen).toBe(999);

  const page = await auditor.get('/desk/annexes/drift');
  expect(page.text.match(/data-finding/g)).toHaveLength(1);
  expect(textOf(page.text)).toContain('I bruk uten å stå i vedlegget Stans bruken for avtalen');
  expect(textOf(page.text)).toContain('Skybygg AS : I bruk for video, men står ikke i vedlegget. Gjelder 100 avtaler:');
  expect(textOf(page.text)).toMatch(/Gjelder 100 avtaler: DRIFT-1 DRIFT-2 .* DRIFT-10 Vis 90 til DRIFT-11/);
  expect(page.text).toContain('rel="next"');
  expect((await as(testbed, 'system').get('/annexes/drift')).status).toBe(403);
});
