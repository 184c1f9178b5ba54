import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { MemoryActsView } from '../../views/memory.ts';
import { ViewBusy } from '../../views/port.ts';
import type { TestBrowser } from '../sign-in/testing/browser.ts';
import { SigningRoom } from '../sign-in/testing/signing-room.ts';
import { actOf, signOn } from '../testing/test-room.ts';

/** A view that is asked for more than it can read, while `isBusy`. */
class BusyView extends MemoryActsView {
  isBusy = false;

  override async searchMatters(...asked: Parameters<MemoryActsView['searchMatters']>) {
    if (this.isBusy) throw new ViewBusy('timeout');
    return await super.searchMatters(...asked);
  }
}

const view = new BusyView();
let signing: SigningRoom;
let browser: TestBrowser;

before(async () => {
  signing = await SigningRoom.open({ view });
  await signOn(signing.room, 'duty-a', 'host-room.duty');
  browser = await signing.byLink('duty-a');
});
after(async () => {
  await signing.close();
});

test('a view that is busy is no error that nobody foresaw: 503, with a time to try again', async () => {
  view.isBusy = true;
  const answer = await browser.ask('GET', '/api/search?q=x');
  view.isBusy = false;
  assert.deepEqual([answer.statusCode, answer.json().code, answer.headers['retry-after']], [503, 'busy', '1']);
  assert.deepEqual(signing.unforeseen, []);
});

test('searches of one person are counted, and previews, where one of a mandate counts for ten', async () => {
  const untilTooMany = async (ask: () => Promise<number>) => {
    for (let n = 0; n < 400; n++) if ((await ask()) === 429) return n;
    return assert.fail('there is no limit');
  };
  const searches = await untilTooMany(async () => (await browser.ask('GET', '/api/search?q=x')).statusCode);
  assert(searches >= 239 && searches < 300, `${searches} searches`);
  const preview = async (kind: 'alert.raise' | 'mandate.suspend', detail: Record<string, string>) => {
    const { act } = actOf(signing.room, 'duty-a', { kind, detail });
    return (await browser.ask('POST', '/api/preview', { act })).statusCode;
  };
  const previews = await untilTooMany(() => preview('mandate.suspend', { mandate: 'guest-b', reason: 'x' }));
  assert(previews >= 60 && previews < 90, `${previews} previews`);
});
