import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { test } from 'node:test';
import { suppliedScenario } from '../exercise/testing/scenarios.ts';
import { assembleSet, setId } from '../mandates/compile.ts';
import type { Scenario } from '../mandates/scenario.ts';
import { updatedOf } from './pages/frame.ts';
import type { PublicView } from './public-view.ts';
import { shownProofs } from './shown-proofs.ts';
import { publicFiles } from './site.ts';
import { checkHtml } from './testing/html-check.ts';
import { viewOf } from './testing/views.ts';

const DAY = '2026-02-05';
/** What is written beside the pages by the server. */
const BESIDE = ['public.css', 'icon.svg', 'verify.js', 'remit-verify.mjs', 'ledger/checkpoint', 'ledger/vkey'];

async function siteOf(...given: Parameters<typeof viewOf>): Promise<Map<string, string>> {
  return new Map(publicFiles(await viewOf(...given)).map(({ path, text }) => [path, text(DAY)]));
}

for (const name of ['milano-cortina-2026', 'harbour-summit', 'empty-room']) {
  test(`every page of \`${name}\` is in order, and every link leads somewhere`, async () => {
    const site = await siteOf(name);
    const pages = new Map(
      [...site].filter(([path]) => path.endsWith('.html')).map(([path, text]) => [path, checkHtml(text)]),
    );
    assert.equal(pages.size, 20);
    for (const [path, { problems, links }] of pages) {
      assert.deepEqual(problems, [], path);
      for (const link of links) {
        if (link === 'mailto:public@remit.example') continue;
        assert.doesNotMatch(link, /^([a-z]+:|\/)/, `${path}: \`${link}\` is not relative`);
        const [file = '', fragment] = link.split('#');
        const target = file === '' ? path : posix.join(posix.dirname(path), file);
        assert.ok(site.has(target) || BESIDE.includes(target), `${path}: \`${link}\` leads nowhere`);
        if (fragment !== undefined)
          assert.ok(pages.get(target)?.ids.has(fragment), `${path}: \`${link}\` has no such part`);
      }
    }
  });
}

test('where there is nobody to write to, no page asks to, and all are in order', async () => {
  for (const [path, text] of await siteOf('harbour-summit', { feedback: null })) {
    if (!path.endsWith('.html')) continue;
    const { problems, links } = checkHtml(text);
    assert.deepEqual(problems, [], path);
    assert.ok(!/Write to us|Scrivici|mailto:|href="null"/.test(text), path);
    assert.ok(links.includes('accessibility.html'), path);
  }
});

test('both languages hold the same, each page says its day, its ledger and that it is an exercise', async () => {
  const site = await siteOf('milano-cortina-2026');
  for (const [path, text] of site) {
    if (!path.endsWith('.html')) continue;
    const other = path.startsWith('it/') ? path.slice(3) : `it/${path}`;
    assert.deepEqual([...checkHtml(text).ids], [...checkHtml(site.get(other) ?? '').ids], path);
    assert.equal(updatedOf(text), DAY, path);
    assert.match(text, path.startsWith('it/') ? /ESERCITAZIONE\. / : /EXERCISE\. Everything in it is invented/, path);
    assert.match(text, /milano-cortina-2026\.exercise\.remit\.example\/0123456789ab/, path);
  }
  for (const name of ['counts.json', 'mandates.json', 'proofs.json', 'statements.json']) {
    assert.match(JSON.parse(site.get(`data/${name}`) ?? '').note, /^EXERCISE/);
  }
  const live = await siteOf('empty-room', { mode: 'live' });
  for (const [path, text] of live) assert.doesNotMatch(text, /EXERCISE|ESERCITAZIONE/, path);
});

test('who is admitted and who is not, what rests on an assumption, and what nobody said', async () => {
  const digest = '0'.repeat(64);
  const standings = new Map([
    ['us-hsi', { version: 1, digest, status: 'suspended' as const, since: Date.UTC(2026, 1, 6, 12, 30) }],
    ['us-dss', { version: 1, digest, status: 'in-force' as const, since: Date.UTC(2026, 1, 5, 6, 3) }],
  ]);
  const site = await siteOf('milano-cortina-2026', { standings });
  const guests = checkHtml(site.get('guests.html') ?? '').text;
  assert.match(
    guests,
    /Enforcement and Removal Operations\s*Not admitted: no clause of any mandate permits it anything\. Ruled out in so many words by us-hsi\/15/,
  );
  assert.match(guests, /Homeland Security Investigations\s*Not admitted now: us-hsi is suspended\./);
  assert.match(guests, /Not admitted now: [a-z-]+ was not put in force yet\./);
  assert.match(guests, /none stated/);
  assert.match(guests, /suspended since 06\/02\/2026 12:30 Z/);
  assert.match(guests, /in force since 05\/02\/2026 06:03 Z/);
  assert.match(guests, /not in force: it was not put in force yet/);
  assert.match(guests, /No armed presence\. Whether investigators are armed is not stated \(Q2\)\.an assumption/);
  assert.match(guests, /What it states beside its clauses: 9 of 18/);
  assert.match(guests, /Arms and equipment\s*not stated\s*Q2/);
  assert.match(
    guests,
    /Direction\s*The agency: every security operation stays under Italian authority\.[\s\S]*?The rest is not stated\.\s*Q9/,
  );
  const italian = checkHtml(site.get('it/guests.html') ?? '').text;
  assert.match(italian, /Armi ed equipaggiamento\s*non indicato\s*Q2/);
  const { mandates } = JSON.parse(site.get('data/mandates.json') ?? '');
  const hsi = mandates.find(({ id }: { id: string }) => id === 'us-hsi');
  const arms = hsi.terms.find(({ name }: { name: string }) => name === 'arms');
  assert.deepEqual(arms, { name: 'arms', text: null, source: [], open: 'Q2' });
  const commitments = checkHtml(site.get('commitments.html') ?? '').text;
  for (const n of Array.from({ length: 18 }, (_, k) => k + 1)) assert.ok(commitments.includes(`K${n}`), `K${n}`);
  assert.match(commitments, /A statement, no rule: describes what is done; no act is ruled out by it/);
  assert.match(checkHtml(site.get('questions.html') ?? '').text, /Q2 Are they armed/);
  const statements = site.get('statements.html') ?? '';
  assert.match(statements, /Contradicts: <a href="#S5">S5<\/a>, <a href="#S6">S6<\/a>/);
  assert.match(
    checkHtml(site.get('how-to-verify.html') ?? '').text,
    /npx remit verify URL[\s\S]*about the text, not about conduct/,
  );
});

test('the checker in one file is led to with its digest, in both languages, and by nothing where there is none', async () => {
  const site = await siteOf('harbour-summit');
  for (const path of ['verify.html', 'it/verify.html', 'how-to-verify.html', 'it/how-to-verify.html']) {
    const page = site.get(path) ?? '';
    const root = path.startsWith('it/') ? '../' : '';
    assert.ok(page.includes(`<a href="${root}remit-verify.mjs" download>`), path);
    assert.ok(page.includes('cd'.repeat(32)) && page.includes('node remit-verify.mjs URL'), path);
  }
  const without = await siteOf('harbour-summit', { programDigest: null });
  for (const [path, page] of without) assert.ok(!page.includes('remit-verify.mjs'), path);
});

test('beside the checkpoint stands who outside vouches for it: nobody, so many, or too few since a time', async () => {
  const textIn = async (path: string, witnesses: PublicView['witnesses']) => {
    const { text, problems } = checkHtml((await siteOf('harbour-summit', { witnesses })).get(path) ?? '');
    assert.deepEqual(problems, []);
    return text;
  };
  const [page, italian] = ['how-to-verify.html', 'it/how-to-verify.html'];
  assert.match(await textIn(page, null), /Nobody outside witnesses this ledger/);
  assert.match(await textIn(italian, null), /Nessuno all’esterno fa da testimone/);
  assert.doesNotMatch(await textIn(page, null), /ledger\/policy/);
  const fresh = { count: 2, unwitnessedSince: null };
  assert.match(await textIn(page, fresh), /ledger\/policy[\s\S]*2 witnesses outside cosign that the ledger only grows/);
  assert.match(await textIn(page, { ...fresh, count: 1 }), /One witness outside cosigns/);
  assert.doesNotMatch(await textIn(page, fresh), /Too few|Nobody outside/);
  const overdue = { count: 2, unwitnessedSince: Date.UTC(2026, 8, 15, 9) };
  assert.match(await textIn(page, overdue), /Too few of them have cosigned since:\s+15\/09\/2026 09:00 Z/);
  assert.match(await textIn(italian, overdue), /Troppo pochi lo hanno attestato dal:\s+15\/09\/2026 09:00 Z/);
});

test('an exception is public with its reason, beside the commitment that it is to', async () => {
  const exception = {
    mandate: 'guest-a',
    version: 2,
    commitment: 'C1',
    reason: 'told to <both> parliaments',
    at: Date.UTC(2026, 8, 15, 9),
  };
  const site = await siteOf('harbour-summit', { exceptions: [exception] });
  const page = site.get('commitments.html') ?? '';
  assert.match(
    checkHtml(page).text,
    /Exception signed for: Mandate guest-a, version 2\.[\s\S]*?15\/09\/2026 09:00 Z\. told to/,
  );
  assert.match(page, /told to &lt;both&gt; parliaments/);
  const guestsOf = async (version: number) => {
    const scenario = await suppliedScenario('harbour-summit');
    const mandates = scenario.mandates.map((one) => (one.mandate === 'guest-a' ? { ...one, version } : one));
    const pages = await siteOf('harbour-summit', { exceptions: [exception], scenario: { ...scenario, mandates } });
    return checkHtml(pages.get('guests.html') ?? '').text;
  };
  assert.match(
    await guestsOf(2),
    /an exception was signed:\s*C1\s*\.\s*Signed\s*15\/09\/2026 09:00 Z\s*\.\s*told to/,
    'and beside the mandate that it is for',
  );
  assert.doesNotMatch(await guestsOf(3), /an exception was signed/, 'it is of one version');
  assert.match(
    checkHtml(site.get('it/commitments.html') ?? '').text,
    /Eccezione firmata per: Mandato guest-a, versione 2/,
  );
  const { commitments } = JSON.parse(site.get('data/mandates.json') ?? '');
  const [first, second] = commitments;
  assert.deepEqual(first.exceptions, [
    { mandate: 'guest-a', version: 2, reason: 'told to <both> parliaments', signed: '2026-09-15T09:00:00.000Z' },
  ]);
  assert.deepEqual(second.exceptions, []);
});

test('a commitment that does not hold is shown with the acts that break it, in the words of the page', async () => {
  const scenario = await suppliedScenario('harbour-summit');
  const promise = scenario.commitments.find(({ id }) => id === 'C3');
  assert.ok(promise?.form === 'rule');
  // As if the set in force had been made before the promise.
  const set = assembleSet({ ...scenario, commitments: [] });
  const way = { id: 'guest-b/90', effect: 'permit', ...promise.scope } as const;
  const broken = { ...set, rules: [...set.rules, { ...way, agency: ['guest-b-police'], windows: null }] };
  const proofs = shownProofs(setId(broken), broken, scenario);
  assert.equal(proofs.of.get('C3')?.proof.result, 'refuted');
  const site = await siteOf('harbour-summit', { proofs });
  const english = checkHtml(site.get('commitments.html') ?? '');
  assert.deepEqual(english.problems, []);
  assert.match(english.text, /Does not hold\. Acts that break it:[^.]*: permitted, where /);
  assert.match(english.text, new RegExp(proofs.set));
  assert.match(
    checkHtml(site.get('it/commitments.html') ?? '').text,
    /Non vale\. Atti che lo infrangono:[^.]*: consentito/,
  );
  const { claims } = JSON.parse(site.get('data/proofs.json') ?? '');
  const [claim] = claims.filter(({ commitment }: { commitment: string }) => commitment === 'C3');
  assert.ok(claim.counterexamples.length > 0 && claim.region.activity.length > 0);
  const before = await siteOf('harbour-summit');
  assert.match(
    checkHtml(before.get('commitments.html') ?? '').text,
    /No mandate is in force yet, so that nothing is proved/,
  );
  assert.equal(JSON.parse(before.get('data/proofs.json') ?? '').set, null);
});

test('what holds by the commitment alone is told so, with what the mandates would allow; what they keep by themselves too', async () => {
  const scenario = await suppliedScenario('harbour-summit');
  const promise = scenario.commitments.find(({ id }) => id === 'C3');
  assert.ok(promise?.form === 'rule');
  const set = assembleSet(scenario);
  const way = { id: 'guest-b/90', effect: 'permit', ...promise.scope, agency: ['guest-b-police'] } as const;
  const leaning = { ...set, rules: [...set.rules, { ...way, windows: null }] };
  const proofs = shownProofs(setId(leaning), leaning, scenario);
  const site = await siteOf('harbour-summit', { proofs });
  const { claims } = JSON.parse(site.get('data/proofs.json') ?? '');
  const by = new Map<string, (typeof claims)[number]>(
    claims.map((one: { commitment: string }) => [one.commitment, one]),
  );
  assert.deepEqual([by.get('C3').result, by.get('C3').mandatesAlone.result], ['proved', 'refuted']);
  assert.deepEqual(by.get('C3').mandatesAlone.counterexamples[0].region.agency, ['guest-b-police']);
  assert.deepEqual([by.get('C3').unkept, by.get('C1').unkept], [['guest-b'], []]);
  assert.equal(by.get('C1').mandatesAlone.result, 'proved');
  const english = checkHtml(site.get('commitments.html') ?? '');
  assert.deepEqual(english.problems, []);
  assert.match(
    english.text,
    /Holds: proved [^.]*\. ?It holds because the room refuses by this commitment; the mandates alone would allow:[^.]*: permitted, where [\s\S]*?Not kept by the text of: guest-b\./,
  );
  // What the proofs take for granted; of records, nothing.
  assert.deepEqual(
    by.get('C3').rests.inForce.map(({ source }: { source: string }) => source),
    ['act', 'roster', 'approvals'],
  );
  assert.match(
    english.text,
    /Of facts, taken as stated: the activity \(what its actor claims and signs\); the agency \(the roster\)/,
  );
  assert.match(english.text, /the room’s records are not public/);
  for (const [path, text] of site) assert.doesNotMatch(text, /on the roster of today|oggi qualcuno|"reach"/, path);
  assert.match(english.text, /The mandates alone would keep it\./);
  assert.match(english.text, /Each commitment is itself among the rules that it was proved over/);
  const italian = checkHtml(site.get('it/commitments.html') ?? '').text;
  assert.match(italian, /i soli mandati consentirebbero:[^.]*: consentito/);
  assert.match(italian, /Anche i soli mandati lo manterrebbero\./);
  // Of the supplied documents none leans on a commitment.
  const sound = await siteOf('harbour-summit', { proofs: shownProofs(setId(set), set, scenario) });
  assert.doesNotMatch(checkHtml(sound.get('commitments.html') ?? '').text, /would allow:|Not kept by/);
});

test('beside each commitment that forbids stands how many recorded acts touched it, and what became of them', async () => {
  const before = await viewOf('milano-cortina-2026');
  const numbers = { refused: 15, reported: 5, 'let-through': 0 };
  const touched = before.counts.touched.map((one) =>
    one.commitment === 'K3' ? { ...one, atLeast: numbers[one.as] } : one,
  );
  const site = await siteOf('milano-cortina-2026', { counts: { ...before.counts, touched } });
  const english = checkHtml(site.get('commitments.html') ?? '').text;
  assert.match(english, /touch it: refused 15; reported as happened 5; neither refused nor reported &lt;5\./);
  assert.equal(english.match(/touch it: refused &lt;5; reported as happened &lt;5; /g)?.length, touched.length / 3 - 1);
  assert.match(english, /A proof is about the text\./);
  const italian = checkHtml(site.get('it/commitments.html') ?? '').text;
  assert.match(italian, /lo toccano: rifiutati 15; segnalati come avvenuti 5; né rifiutati né segnalati &lt;5\./);
  const { touched: data } = JSON.parse(site.get('data/counts.json') ?? '');
  assert.deepEqual(data, touched);
});

test('the Italian pages call words as the event does in Italian, and mark as English what it does not name', async () => {
  const named = await siteOf('milano-cortina-2026');
  const page = (site: Map<string, string>, path: string) => site.get(path) ?? '';
  assert.match(page(named, 'it/guests.html'), /<h3 id="it-interior"><bdi>Ministero dell’Interno<\/bdi><\/h3>/);
  assert.match(page(named, 'it/guests.html'), /<caption>Componenti di Polizia di Stato<\/caption>/);
  assert.match(page(named, 'it/guests.html'), /<bdi>Indagini per la sicurezza interna \(HSI\)<\/bdi>/);
  assert.match(page(named, 'it/statements.html'), /S4: <bdi>Ambasciata degli Stati Uniti a Roma<\/bdi>/);
  assert.match(page(named, 'it/statements.html'), /<h2>Tema: <bdi>ruolo<\/bdi><\/h2>/);
  assert.match(page(named, 'it/statements.html'), /\(<bdi>data dell’articolo<\/bdi>\)/);
  assert.match(page(named, 'it/commitments.html'), /<bdi>senza data<\/bdi>/);
  assert.match(page(named, 'it/commitments.html'), /<bdi>Dipartimento di Stato degli Stati Uniti<\/bdi>/);
  assert.match(page(named, 'it/counts.html'), /<bdi>Guardia di Finanza<\/bdi>/);
  assert.match(page(named, 'guests.html'), /<h3 id="it-interior"><bdi>Ministry of the Interior<\/bdi><\/h3>/);
  for (const path of named.keys())
    if (!path.startsWith('it/')) assert.doesNotMatch(page(named, path), /Ministero dell|Guardia di Finanza/, path);
  const unnamed = await siteOf('harbour-summit');
  assert.match(page(unnamed, 'it/guests.html'), /<h3 id="summit-office"><bdi lang="en">Summit office<\/bdi><\/h3>/);
});

test('data to download is the same with names in Italian and without', async () => {
  const { scenario } = await viewOf('milano-cortina-2026');
  const site = await siteOf('milano-cortina-2026', { scenario: { ...scenario, names: { it: {} } } });
  for (const [path, text] of await siteOf('milano-cortina-2026'))
    if (path.startsWith('data/')) assert.equal(text, site.get(path), path);
});

/** Every text of a scenario replaced by something hostile, names in Italian among them; words and ids stay. */
function hostile(scenario: Scenario, evil: string): Scenario {
  const TEXTS = ['title', 'name', 'text', 'by', 'why', 'note', 'dateNote', 'where', 'instrument'];
  const turn = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return TEXTS.includes(key) ? evil : value;
    if (Array.isArray(value)) return value.map((item) => turn(item, ''));
    if (value === null || typeof value !== 'object') return key === 'instrument' || key === 'where' ? evil : value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, turn(member, key === 'it' ? 'name' : name)]),
    );
  };
  return turn(scenario, '') as Scenario;
}

test('hostile texts stay text: HTML, ways out of attributes, turned writing, formulas, ends of scripts', async () => {
  const { scenario } = await viewOf('milano-cortina-2026');
  for (const evil of [
    '<img src=x onerror=alert(1)>',
    '"><script>alert(1)</script>',
    `' onmouseover='alert(1)`,
    '</main></body></html><!--',
    '<svg/onload=alert(1)>\u202e\u2066txet\u0000',
    '=HYPERLINK("http://evil.example","x")',
    '{7*7} `x` &lt;b&gt; &amp',
  ]) {
    const site = await siteOf('milano-cortina-2026', { scenario: hostile(scenario, evil) });
    const quiet = await siteOf('milano-cortina-2026', { scenario: hostile(scenario, 'quiet') });
    for (const [path, text] of site) {
      assert.doesNotMatch(text, /\p{Bidi_Control}/u, `${path} for ${evil}`);
      assert.ok(!text.includes('\u0000'), `${path} for ${evil}`);
      if (path.endsWith('.html')) {
        assert.deepEqual(checkHtml(text).problems, [], `${path} for ${evil}`);
        const tags = (page = '') => page.match(/<[a-z]+/g)?.length;
        assert.equal(tags(text), tags(quiet.get(path)), `${path} has other tags for ${evil}`);
      }
      if (path.endsWith('.csv')) {
        assert.ok(!/(^|,)"[=+\-@\t\r]/m.test(text), `a formula in ${path}`);
      }
      if (path.endsWith('.json')) JSON.parse(text);
    }
  }
});

test('what is opened entry by entry adds up on the page of counts, with how to count it again, in both languages', async () => {
  const { scenario } = await viewOf('harbour-summit');
  const [agency] = scenario.vocabulary.agencies;
  const cells = [
    { agency: agency?.id ?? '', activityClass: 'presence', entries: 35 },
    { agency: null, activityClass: 'coercive', entries: 5 },
    { agency: agency?.id ?? '', activityClass: null, entries: 10 },
  ];
  const numbers = { size: 173, opened: 50, withheld: 108, erased: 5, filler: 10, cells };
  const site = await siteOf('harbour-summit', { opened: { batches: 3, numbers } });
  for (const [path, batches, classes] of [
    ['counts.html', '3 batches', ['presence', 'executive powers', 'not opened']],
    ['it/counts.html', '3 lotti', ['presenza', 'poteri esecutivi', 'non aperta']],
  ] as const) {
    const { text } = checkHtml(site.get(path) ?? '');
    assert.ok(text.includes('50 + 108 + 5 + 10 = 173'), path);
    assert.ok(text.includes(batches) && text.includes('npx remit verify URL'), path);
    for (const word of classes) assert.ok(text.includes(word), `${path} ${word}`);
    assert.match(text, /35/);
  }
  assert.match(site.get('verify.html') ?? '', /data-batches="3"/);
  assert.deepEqual(JSON.parse(site.get('data/counts.json') ?? '').openedEntries, { batches: 3, numbers });
  const none = await siteOf('harbour-summit');
  assert.match(none.get('verify.html') ?? '', /data-batches="0"/);
  assert.ok(checkHtml(none.get('counts.html') ?? '').text.includes('No entry is opened to everybody yet'));
  const broken = await siteOf('harbour-summit', { opened: { batches: 1, numbers: null } });
  assert.ok(checkHtml(broken.get('it/counts.html') ?? '').text.includes('non si conta nulla'));
});

test('a ledger whose key was changed says so to the checker in the page, and leads to each link', async () => {
  const [first, changed] = [await siteOf('harbour-summit'), await siteOf('harbour-summit', { keyChanges: 2 })];
  assert.match(first.get('verify.html') ?? '', /data-keys="first"/);
  assert.doesNotMatch(first.get('how-to-verify.html') ?? '', /ledger\/keys/);
  for (const path of ['', 'it/']) {
    assert.match(changed.get(`${path}verify.html`) ?? '', /data-keys="changed"/);
    const links = [...(changed.get(`${path}how-to-verify.html`) ?? '').matchAll(/href="([^"]*ledger\/keys\/[^"]*)"/g)];
    const up = path === '' ? '' : '../';
    assert.deepEqual(
      links.map(([, href]) => href),
      [`${up}ledger/keys/1`, `${up}ledger/keys/2`],
    );
  }
});
