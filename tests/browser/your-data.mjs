// The part "Your data": a table is dropped, its mistakes are named, and its study is run and compared with the native
// command's.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { address, axe, counts, looks, ntk, open, savedBy, scratch, until } from './common.mjs';

const here = (page, name) => page.locator(`#your-data-part [data-part="${name}"]`);
const key = (page, name) => page.locator(`#your-data-part [data-key="${name}"]`);
const small = 'hidden_layers=1,2&width=16&training_points=40&splits=3&steps=32&epochs=5&seed=3';

// A table of two inputs, one of them of texts, and a price. Every thirtieth age is missing.
function houses() {
  const rows = ['"size, m2",age,sold on,origin,price'];
  for (let i = 0; i < 90; ++i) {
    const [a, b] = [Math.sin(i) ** 2, Math.cos(3 * i) ** 2].map((x) => Number(x.toFixed(4)));
    rows.push(
      [a, i % 30 === 7 ? 'NA' : b, `2024-05-${i}`, i % 2 ? 'usa' : 'japan', Number((3 * a + b * b).toFixed(4))].join(','),
    );
  }
  return rows.join('\n') + '\n';
}

// Drops a file on the page as a file manager does.
async function drop(page, name, content) {
  const data = await page.evaluateHandle(
    ({ name, content }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], name, { type: 'text/csv' }));
      return transfer;
    },
    { name, content },
  );
  for (const event of ['dragenter', 'dragover', 'drop']) await here(page, 'drop').dispatchEvent(event, { dataTransfer: data });
}

const wrong = async (page, pattern) => {
  await here(page, 'file-wrong').filter({ hasText: pattern }).waitFor();
  assert.ok(await here(page, 'run').isDisabled());
};

test('a dropped table: mistakes are named, then page and command agree to the bit', async (t) => {
  const page = await open(t, `${address}#your-data?${small}`);
  await axe(page);
  const file = join(scratch, 'my houses.csv');
  writeFileSync(file, houses());
  await drop(page, 'my houses.csv', houses());
  await wrong(
    page,
    /^Line 9 of my houses\.csv: column “age” has "NA".*drop these rows \(“leave out rows that miss a value”\).*9 \| /s,
  );
  await key(page, 'drop_missing').check();
  await wrong(page, /^Line 2 of my houses\.csv: column “sold on” has "2024-05-0" and 86 other texts in 87 rows: .*2 \| /s);
  await key(page, 'without').fill('sold on');
  await wrong(page, /^Line 2 of my houses\.csv: column “origin” has "japan" and no numbers.*2 \| /s);
  await key(page, 'one_hot').check();
  await here(page, 'read').filter({ hasText: 'my houses.csv: 87 rows, 5 columns. Note: 3 rows of 90 dropped' }).waitFor();
  assert.deepEqual(await key(page, 'target').locator('option').allTextContents(), ['size, m2', 'age', 'price']);
  assert.equal(await key(page, 'target').inputValue(), 'price');

  await here(page, 'run').click();
  await here(page, 'errors')
    .locator('td', { hasText: /^0\.\d+ \(20\)|^\d.* \(20\)/ })
    .first()
    .waitFor(); // kernels come first
  await here(page, 'status')
    .filter({ hasText: /^Done in/ })
    .waitFor({ timeout: 120000 });
  // Three lines: yes, no, or not known yet and what would settle it.
  const verdict = (await here(page, 'verdict').textContent()).split('\n');
  assert.equal(verdict.length, 3);
  for (const line of verdict) assert.match(line, /^Does .*\? .*(yes|no|not known yet)/);
  for (const line of verdict.filter((each) => each.includes('not known yet')))
    assert.match(line, /; more rows to train on may tell\.$/);
  await counts(here(page, 'errors').locator('tbody tr'), 4);
  await counts(page.locator('#your-data-part .picture.wide svg'), 4);
  await counts(here(page, 'errors').locator('td', { hasText: '…' }), 0);
  const control = here(page, 'errors').locator('tr', { hasText: 'Gaussian kernel' }).locator('td');
  assert.match(await control.textContent(), /^[0-9.]+ \(\d+\), a kernel of no network$/);

  const command = await here(page, 'command').textContent();
  assert.match(command, /^ntk compare 'my houses.csv' --target price .*--without 'sold on' --drop-missing --one-hot$/);
  const said = execFileSync('bash', ['-c', command.replace(/^ntk/, ntk)], { cwd: scratch, encoding: 'utf8' });
  const fingerprint = await here(page, 'fingerprint').textContent();
  assert.match(fingerprint, /^[0-9a-f]{64}$/);
  assert.ok(said.includes(`bits: ${fingerprint} `), `the command says ${said.match(/bits: .*/)}, the page ${fingerprint}`);
  assert.ok(said.includes(await here(page, 'verdict').textContent()));

  await here(page, 'copy').click();
  await here(page, 'copied')
    .filter({ hasText: /^Copied\.$|^Selected: copy it/ })
    .waitFor();

  // The files that are saved are those of the command, to the byte.
  const saved = (name) => savedBy(page, page.locator(`#your-data-part a[download="${name}"]`));
  const chart = (kind) => savedBy(page, page.getByRole('button', { name: `Save depth as ${kind}` }));
  await page.locator('#your-data-part figure summary').first().click();
  const native = (name) => readFileSync(join(scratch, 'results/compare-my-houses', name), 'utf8');
  assert.equal(String(await chart('SVG')), native('figures/depth.svg'));
  assert.equal((await chart('PNG')).subarray(1, 4).toString(), 'PNG');
  assert.equal(String(await saved('data.csv')), native('data.csv'));
  assert.match(String(await chart('CSV')), /^hidden_layers,high,low,nmse,predictor,splits,task\n(.*\n){8}$/);
  await axe(page);
  await looks(page, 'your-data');

  // With another seed or table the results are dimmed, and say what they were made from. When the seed is set back,
  // they are those of the setting again.
  await key(page, 'seed').fill('4');
  await page
    .locator('#your-data-part .stale-note', { hasText: 'These results are of seed 3, not of what is set above now.' })
    .waitFor();
  await axe(page);
  await key(page, 'seed').fill('3');
  assert.equal(await page.locator('#your-data-part .stale-note').textContent(), '');
  // A hash depends on what is in a file and not on its name, so the saved table gives the same.
  execFileSync('cp', [join(scratch, 'results/compare-my-houses/data.csv'), join(scratch, 'data.csv')]);
  const renamed = command.replace(/^ntk compare 'my houses.csv'/, `${ntk} compare data.csv`).replace(/ --without.*/, '');
  assert.ok(execFileSync('bash', ['-c', renamed], { cwd: scratch, encoding: 'utf8' }).includes(`bits: ${fingerprint} `));

  await drop(page, 'my houses.csv', houses().replace('0,', '1,'));
  await page.locator('#your-data-part .stale-note', { hasText: 'These results are of table no. 1,' }).waitFor();
});

test('a table dropped beside the box is read', async (t) => {
  const page = await open(t, `${address}#your-data`);
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['a,b\n' + '1,2\n3,5\n'.repeat(30)], 'beside.csv', { type: 'text/csv' }));
    return transfer;
  });
  for (const event of ['dragover', 'drop']) await page.locator('h1').dispatchEvent(event, { dataTransfer: data });
  await here(page, 'read').filter({ hasText: 'beside.csv: 60 rows' }).waitFor();
});

test('of files chosen one after the other the last counts, mended ones too; what is no file is said', async (t) => {
  const page = await open(t, `${address}#your-data`);
  const input = here(page, 'file');
  await here(page, 'read').evaluate((place) => {
    window.said = [];
    new MutationObserver(() => window.said.push(place.textContent)).observe(place, { childList: true });
  });
  const give = (name, csv) => input.setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(csv) });
  const long = 'a,b\n' + '1,2\n3,5\n'.repeat(300000);
  await give('long.csv', long);
  await here(page, 'read').filter({ hasText: 'long.csv: 600000 rows' }).waitFor();
  assert.ok((await page.evaluate(() => window.said)).includes('Reading long.csv, 2 MB …'));
  await give('longer.csv', long + '7,8\n'); // still being read when the next one comes
  await give('bad.csv', 'a,b\n1,x\n');
  await wrong(page, /^Line 2 of bad\.csv: column “b” has "x"/);
  await page.waitForTimeout(1000); // for what might still come of the first
  await wrong(page, /^Line 2 of bad\.csv: column “b” has "x"/);
  assert.equal(await here(page, 'read').textContent(), '');

  const file = join(scratch, 'mended.csv');
  const choose = async (content) => {
    writeFileSync(file, content);
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), input.click()]);
    await chooser.setFiles(file);
  };
  await choose('a,b\n1,y\n');
  await wrong(page, /^Line 2 of mended\.csv: column “b” has "y"/);
  await choose('a,b\n' + '1,2\n3,5\n'.repeat(30));
  await here(page, 'read').filter({ hasText: 'mended.csv: 60 rows' }).waitFor();

  await page.evaluate(() => {
    const folder = Object.assign(new File([], 'folder'), { text: () => Promise.reject(new DOMException('', 'NotFoundError')) });
    const dropped = Object.assign(new Event('drop', { bubbles: true, cancelable: true }), { dataTransfer: { files: [folder] } });
    document.querySelector('h1').dispatchEvent(dropped);
  });
  await here(page, 'file-wrong')
    .filter({ hasText: 'folder can’t be read here: is it a folder, moved, or very large?' })
    .waitFor();
  assert.ok(await here(page, 'run').isEnabled()); // the table before stays
});

test('wrong options are said where they are wrong, and the link keeps the right ones', async (t) => {
  const page = await open(t, `${address}#your-data?file=diabetes.csv&${small}&target=bmi`);
  await here(page, 'read').filter({ hasText: 'diabetes.csv: 442 rows' }).waitFor();
  assert.equal(await key(page, 'target').inputValue(), 'bmi');
  await key(page, 'hidden_layers').fill('3,1');
  assert.equal(await key(page, 'hidden_layers').getAttribute('aria-invalid'), 'true');
  await here(page, 'run').click();
  assert.equal(await here(page, 'run').textContent(), 'Compare');
  await key(page, 'hidden_layers').fill('1,3');
  await key(page, 'training_points').fill('440');
  await here(page, 'run').click();
  const label = page.locator('#your-data-part label', { has: page.locator('[data-key="training_points"]') });
  await label
    .filter({ hasText: '442 rows are too few for 440 to train on and 20 to test on; train on fewer (“Training points”).' })
    .waitFor();
  await key(page, 'training_points').fill('50');
  await key(page, 'width').fill('24');
  await page.reload();
  await here(page, 'read').filter({ hasText: 'diabetes.csv: 442 rows' }).waitFor();
  for (const [name, value] of Object.entries({ target: 'bmi', hidden_layers: '1,3', training_points: '50', width: '24' }))
    assert.equal(await key(page, name).inputValue(), value);
  await page.goto(`${address}#your-data?file=diabetes.csv&target=height`);
  await here(page, 'read').filter({ hasText: '“height” is no column to predict here, so “' }).waitFor();
});

test('a chosen file by the keyboard; stopped, it goes on from there', async (t) => {
  const page = await open(t, `${address}#your-data?${small.replace('steps=32', 'steps=2000')}`);
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), here(page, 'file').press('Enter')]);
  await chooser.setFiles({
    name: 'plain.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      houses()
        .replaceAll(/usa|japan|2024-05-/g, '1')
        .replaceAll('NA', '0'),
    ),
  });
  await here(page, 'read').filter({ hasText: 'plain.csv: 90 rows' }).waitFor();
  await here(page, 'run').press('Enter');
  await until(page, () => Number(document.querySelector('#your-data-part progress').value) > 0.4);
  await here(page, 'run').press('Enter');
  await here(page, 'status').filter({ hasText: 'Stopped.' }).waitFor();
  const before = await here(page, 'time').textContent();
  await here(page, 'run').press('Enter');
  await until(
    page,
    (n) => Number(document.querySelector('#your-data-part [data-part="time"]').textContent.split(' ')[0]) >= n,
    parseInt(before),
  );
  await here(page, 'status')
    .filter({ hasText: /^Done in/ })
    .waitFor({ timeout: 120000 });
});

test('the first rows are shown, and what makes a file readable is offered, a press each', async (t) => {
  const page = await open(t, `${address}#your-data`);
  const table =
    'age,origin,price\n' +
    Array.from({ length: 60 }, (_, i) => `${i % 20 === 3 ? 'NA' : i},${i % 2 ? 'usa' : 'japan'},${(i * i) % 17}`).join('\n');
  await drop(page, 'cars.csv', table);
  await wrong(page, /cars\.csv/);
  const repair = here(page, 'repairs').getByRole('button', {
    name: 'leave out the rows that miss a value, code text columns (57 rows stay)',
  });
  await axe(page);
  await repair.click();
  await here(page, 'read').filter({ hasText: 'cars.csv: 57 rows' }).waitFor();
  assert.ok((await key(page, 'drop_missing').isChecked()) && (await key(page, 'one_hot').isChecked()));
  await counts(here(page, 'repairs').locator('button'), 0);
  const rows = here(page, 'first-rows').locator('tbody tr');
  await counts(rows, 5);
  assert.match(await rows.first().textContent(), /^10/); // row 1, age 0
  await axe(page);

  // A column that nothing makes into numbers can be left out.
  await page.goto(`${address}#your-data?splits=3`);
  await page.reload();
  await drop(page, 'names.csv', 'name,a,b\n' + Array.from({ length: 400 }, (_, i) => `n${i},${i % 7},${i % 11}`).join('\n'));
  await here(page, 'repairs')
    .getByRole('button', { name: /^leave out the column “name” \(400 rows stay\)$/ })
    .click();
  await here(page, 'read').filter({ hasText: 'names.csv: 400 rows, 2 columns' }).waitFor();
});
