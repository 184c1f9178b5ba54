/** The script of the page "verify in this browser". It needs no more of the page than the elements `verify-…`. */
import type { Primitives } from '../hash.ts';
import { httpSource } from '../http.ts';
import { parsePolicy, policyBytesMax } from '../policy.ts';
import { receiptBytesMax } from '../receipt.ts';
import { isFault } from '../report.ts';
import type { Source } from '../source.ts';
import { verifyLedger } from '../verify.ts';
import type { WitnessOptions } from '../witnessed.ts';
import { browserPins } from './browser-pins.ts';
import { element, item, verdict } from './elements.ts';
import { browserPrimitives } from './primitives.ts';
import { checkBrought } from './receipt-of-reader.ts';
import { reported, reportedReceipt } from './reported.ts';
import { pageWords, type Whose } from './words.ts';

const words = pageWords(document.documentElement.lang);
const start = element('verify-start', HTMLButtonElement);
const chosen = element('verify-receipt', HTMLInputElement);
const whole = element('verify', HTMLElement);
const ownPolicy = element('verify-policy', HTMLInputElement);
const result = element('verify-result', HTMLElement);
const progress = element('verify-progress', HTMLProgressElement);
const pins = browserPins(() => localStorage, 'this browser');

start?.addEventListener('click', () => void run(checkLedger));
chosen?.addEventListener('change', () => takeReceipt(chosen.files?.[0]));
whole?.addEventListener('dragover', (event) => event.preventDefault());
whole?.addEventListener('drop', (event) => {
  event.preventDefault();
  takeReceipt(event.dataTransfer?.files[0]);
});

function takeReceipt(file: File | undefined): void {
  if (file !== undefined) void run((primitives, source) => checkFile(file, primitives, source));
}

type Check = (primitives: Primitives, source: Source) => Promise<Node[]>;

/** One check at a time; whatever happens, something is said. */
async function run(check: Check): Promise<void> {
  if (start === undefined || result === undefined || start.disabled) return;
  start.disabled = true;
  result.replaceChildren();
  try {
    const primitives = await browserPrimitives();
    if (typeof primitives === 'string') {
      result.replaceChildren(verdict('unclear', `? ${words.notChecked}`, words.blocked[primitives]));
      return;
    }
    const base = new URL(whole?.dataset['base'] || './', location.href);
    result.replaceChildren(...(await check(primitives, published(base))));
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    result.replaceChildren(verdict('unclear', `? ${words.notChecked}`, `${words.blocked.failed} ${why}`));
  } finally {
    if (progress !== undefined) progress.hidden = true;
    start.disabled = false;
    // The same file may be chosen again.
    if (chosen !== undefined) chosen.value = '';
  }
}

async function checkLedger(primitives: Primitives, source: Source): Promise<Node[]> {
  const { whose, witnesses, broken } = await policyFor(primitives, source);
  const report = await verifyLedger(source, {
    primitives,
    vkey: givenKey(),
    pins,
    // The page says whether the ledger's key was ever changed, as it says whether there is a policy.
    askEarlierKeys: whole?.dataset['keys'] === 'changed',
    witnesses,
    progress: ({ entries, size }) => showProgress(entries, size),
  });
  return [...reported(report, whose, words), ...(broken === undefined ? [] : [item(broken)])];
}

async function checkFile(file: File, primitives: Primitives, source: Source): Promise<Node[]> {
  if (file.size > receiptBytesMax) throw new Error(words.receiptTooLong);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const vkey = givenKey();
  const { whose, witnesses, broken } = await policyFor(primitives, source);
  const checked = await checkBrought({ name: file.name, bytes, vkey, witnesses, pins, source }, primitives);
  return [...reportedReceipt(checked, whose, words), ...(broken === undefined ? [] : [item(broken)])];
}

function givenKey(): string | undefined {
  const given = element('verify-key', HTMLInputElement)?.value.trim() ?? '';
  return given === '' ? undefined : given;
}

/** Whom a check asks for witnesses, and whose wish that is. `broken`, in words: the operator's policy is none, so nobody is asked for. */
type Asked = { readonly whose: Whose; readonly witnesses?: WitnessOptions; readonly broken?: string };

/** The reader's own policy, whose logs are keys as they have them; else the operator's, whose logs are no keys of the reader's. */
async function policyFor(primitives: Primitives, source: Source): Promise<Asked> {
  const now = () => Date.now();
  const own = ownPolicy?.files?.[0];
  if (own !== undefined) {
    if (own.size > policyBytesMax) throw new Error(words.policyTooLong);
    const policy = parsePolicy(new Uint8Array(await own.arrayBuffer()), primitives);
    // Nobody is to take a check without it for the one that they asked for.
    if (isFault(policy)) throw new Error(words.witnesses.broken.reader(policy.fault));
    return { whose: 'reader', witnesses: { policy, now } };
  }
  // The page says whether there is one: nobody is to read of a file that failed.
  if (whole?.dataset['policy'] !== 'published') return { whose: 'operator' };
  const read = await source.read('ledger/policy', policyBytesMax);
  if (read.kind === 'missing') return { whose: 'operator' };
  const policy = read.kind === 'bytes' ? parsePolicy(read.bytes, primitives) : { fault: read.kind };
  if (isFault(policy)) return { whose: 'operator', broken: words.witnesses.broken.operator(policy.fault) };
  return { whose: 'operator', witnesses: { policy: { ...policy, logs: [] }, now } };
}

/**
 * The published folder. An export is never put on the web, and of batches that are opened the page says how many there are: what is not there is not even
 * asked for, so that nobody reads of a file that failed.
 */
function published(base: URL): Source {
  const source = httpSource(base.href, { fetch: fetchNow });
  const batches = Number(whole?.dataset['batches'] ?? 0);
  const isThere = (path: string) => {
    const batch = /^opened\/([0-9]+)[./]/.exec(path)?.[1];
    return path !== 'export.json' && (batch === undefined || Number(batch) <= batches);
  };
  return {
    name: source.name,
    read: async (path, bytesMax) => (isThere(path) ? await source.read(path, bytesMax) : { kind: 'missing' }),
  };
}

/** What is published now: tiles may be kept for ever, and a copy from before would be checked instead. */
function fetchNow(input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> {
  return fetch(input, { ...init, cache: 'no-store' });
}

function showProgress(entries: number, size: number): void {
  if (progress === undefined) return;
  progress.hidden = false;
  progress.max = Math.max(size, 1);
  progress.value = entries;
  progress.textContent = words.working(entries, size);
}
