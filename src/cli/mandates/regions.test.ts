import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EXIT } from '../command.ts';
import { remit } from '../testing/spoken.ts';

const HARBOUR = 'harbour-summit';
const OTHER = 'milano-cortina-2026';

const mandate = (...argv: readonly string[]) => remit(['mandate', ...argv]);

describe('`--regions`', () => {
  test('bounds the regions that are gathered; where they end the search, the words name the option', async () => {
    const few = await mandate('compare', HARBOUR, OTHER, '--regions', '20');
    assert.match(few.out, /\n {2}and others that were not looked for \(`--regions N` looks for more\)\n/);
    const italian = await mandate('compare', HARBOUR, OTHER, '--regions', '20', '--italian');
    assert.match(italian.out, /\n {2}e altre che non sono state cercate \(`--regions N` ne cerca di più\)\n/);
    const short = await mandate('compare', HARBOUR, OTHER, '--regions', '200000', '--budget', '80');
    assert.match(short.out, /\n {2}and others that were not looked for\n/, 'of the budget another option is the lever');
  });

  test('lets all of them be had, which a smaller number cuts off', async () => {
    const logicOf = async (...more: readonly string[]) =>
      JSON.parse((await mandate('compare', HARBOUR, OTHER, '--json', ...more)).out).logic;
    const [cut, all] = [await logicOf('--regions', '20'), await logicOf('--regions', '200000')];
    assert.deepEqual([cut.complete, cut.ended], [false, 'regions']);
    assert.deepEqual([all.complete, all.ended], [true, undefined]);
    assert(all.counterexamples.length > cut.counterexamples.length);
  });

  test('goes with `prove` too, of commitments and of what is asked', async () => {
    const asked = ['--always', 'activity=group:protection'];
    const one = JSON.parse((await mandate('prove', HARBOUR, ...asked, '--regions', '1', '--json')).out);
    assert.deepEqual([one.inForce.counterexamples.length, one.inForce.ended], [1, 'regions']);
    const alone = (await mandate('prove', `${HARBOUR}/drafts/guest-a-2.yaml`, '--regions', '1')).out;
    assert.match(alone, /REFUTED, by 1 region/);
  });

  test('is a whole number in bounds', async () => {
    for (const regions of ['0', '200001', 'all', '-1']) {
      const { code, err } = await mandate('compare', HARBOUR, OTHER, `--regions=${regions}`);
      assert.equal(code, EXIT.usage);
      assert.match(err, /`--regions` is a whole number from 1 to 200000, not /);
    }
  });
});
