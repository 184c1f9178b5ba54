/** Checks one receipt (formats.md §12): a proof for whoever holds it, without the ledger. Browser-safe. */
import { isEndByClock, readAct } from './acts.ts';
import { equalBytes, quote } from './bytes.ts';
import type { JsonObject } from './canonical.ts';
import { explainEntry, sealDigests } from './entry.ts';
import { formFault } from './fields.ts';
import type { Primitives } from './hash.ts';
import { placeOf, shown } from './key-links.ts';
import { type Checkpoint, openSignedBy, parseOrigin, rootText, type Vkey } from './note.ts';
import { checkDisclosure } from './openings.ts';
import { type Pin, type PinFault, pinFinding } from './pin.ts';
import { leafHash, verifyInclusion } from './proofs.ts';
import { parseReceipt, type Receipt, receiptBytesMax } from './receipt.ts';
import { type Finding, Findings, isFault, type Status, statusOf, type WitnessReport } from './report.ts';
import { givenKeys, type KeyOptions } from './signed.ts';
import { Witnessing, type WitnessOptions } from './witnessed.ts';

export interface ReceiptOptions extends Pick<KeyOptions, 'vkey'> {
  readonly primitives: Primitives;
  /** What messages call the receipt. */
  readonly name?: string | undefined;
  /** The reader's policy: whose cosignatures the checkpoint must have; its logs are keys that the reader has. */
  readonly witnesses?: WitnessOptions | undefined;
  /**
   * The reader's last good checkpoint of an origin, where there is one; its key counts as given, and so do those before it.
   * A pin that cannot be used is `pin-broken`: without it a fork would pass.
   */
  readonly pinned?: ((origin: string) => Promise<Pin | PinFault | undefined>) | undefined;
}

/** What a receipt proves. All of it is proved when `status` is OK, and nothing else. */
export interface ReceiptReport {
  readonly status: Status;
  readonly name: string;
  readonly origin: string | undefined;
  readonly vkey: string | undefined;
  /** Whose word `vkey` is: the reader's of this check, or their pin's. */
  readonly vkeySource: 'given' | 'pinned' | undefined;
  /**
   * It is INVALID for no other reason than that its key is none that the reader has, or another than the pin's: either the key of the
   * ledger was changed, or somebody else signed.
   */
  readonly isOtherKey: boolean;
  /** The key of the pin, where `vkey` is one before it: so many changes before. */
  readonly keyChanges: { readonly to: string; readonly changes: number } | undefined;
  /** Of the tree in which the entry stands. */
  readonly size: number | undefined;
  readonly root: string | undefined;
  readonly index: number | undefined;
  /** Leaf hash of the entry, where it was found to stand there. */
  readonly leaf: string | undefined;
  /** Wall clock, milliseconds since 1970. */
  readonly recorded: number | undefined;
  readonly witnessed: WitnessReport | undefined;
  /** The fields disclosed, each found in the entry. */
  readonly fields: JsonObject;
  readonly findings: readonly Finding[];
  readonly findingsTotal: number;
  readonly warnings: readonly string[];
}

/** Checks the receipt in `bytes` (hostile). Whatever is wrong is in the report; nothing is thrown for bad input. */
export async function checkReceipt(bytes: Uint8Array, options: ReceiptOptions): Promise<ReceiptReport> {
  const check = new ReceiptCheck(options);
  await check.run(bytes);
  return check.report();
}

class ReceiptCheck {
  readonly #options: ReceiptOptions;
  readonly #name: string;
  readonly #findings = new Findings();
  #receipt: Receipt | undefined;
  #vkey: Vkey | undefined;
  #given: readonly Vkey[] = [];
  #otherKey: Finding | undefined;
  #keyChanges: ReceiptReport['keyChanges'];
  #checkpoint: Checkpoint | undefined;
  #leaf: string | undefined;
  #recorded: number | undefined;
  #witnessed: WitnessReport | undefined;
  #fields: JsonObject = {};

  constructor(options: ReceiptOptions) {
    this.#options = options;
    this.#name = options.name ?? 'receipt';
  }

  async run(bytes: Uint8Array): Promise<void> {
    const receipt = parseReceipt(bytes);
    if (isFault(receipt)) {
      const code = bytes.length > receiptBytesMax ? 'too-long' : 'receipt';
      this.#say(code, receipt.fault, receipt.offset);
      return;
    }
    this.#receipt = receipt;
    const mode = await this.#signed(receipt);
    if (mode === undefined || this.#checkpoint === undefined) return;
    this.#included(receipt, this.#checkpoint);
    const checked = explainEntry(receipt.entry, this.#checkpoint.origin);
    if (isFault(checked)) {
      this.#say('entry', `the entry ${checked.fault}`, undefined);
      return;
    }
    this.#recorded = checked.recorded;
    this.#disclosed(receipt, this.#checkpoint.origin, mode);
  }

  report(): ReceiptReport {
    const { status, list, total } = this.#findings;
    const checkpoint = this.#checkpoint;
    const vkey = this.#vkey;
    return {
      status,
      name: this.#name,
      origin: checkpoint?.origin,
      vkey: vkey?.text,
      vkeySource: vkey && (placeOf(vkey, this.#given) < 0 ? 'pinned' : 'given'),
      isOtherKey: this.#isOtherKey(),
      keyChanges: this.#keyChanges,
      size: checkpoint?.size,
      root: checkpoint && rootText(checkpoint.root),
      index: this.#receipt?.index,
      leaf: this.#leaf,
      recorded: this.#recorded,
      witnessed: this.#witnessed,
      fields: this.#fields,
      findings: list,
      findingsTotal: total,
      warnings: [],
    };
  }

  /** The checkpoint, by a key that the reader has, and its cosignatures. The ledger's mode when all is well enough to go on. */
  async #signed({ note, noteOffset }: Receipt): Promise<string | undefined> {
    const { primitives, witnesses, vkey: given, pinned } = this.#options;
    const origin = new TextDecoder().decode(note.subarray(0, Math.max(note.indexOf(0x0a), 0)));
    const keys = givenKeys({ vkey: given, policy: witnesses?.policy }, primitives);
    if (isFault(keys)) return this.#say('vkey', keys.fault, undefined);
    this.#given = keys;
    const pin = this.#usable(await pinned?.(origin));
    const [first, ...others] = keysFor(origin, keys, pin);
    if (first === undefined) {
      const say = `no key to check the signature by for ${quote(origin)}: give the one of the ledger as you have it`;
      return this.#say('no-key', say, undefined);
    }
    this.#vkey = first;
    const opened = await openSignedBy(note, [first, ...others], primitives);
    if (isFault(opened)) {
      const offset = noteOffset + (opened.offset ?? 0);
      if (opened.isUnsigned === true) return this.#sayOtherKey(opened.code, opened.fault, offset);
      return this.#say(opened.code, opened.fault, offset);
    }
    const [vkey] = opened.signers;
    this.#vkey = vkey;
    const { checkpoint } = opened;
    this.#checkpoint = checkpoint;
    const mode = parseOrigin(checkpoint.origin)?.mode;
    if (mode === undefined) return this.#say('origin', 'the origin has another form than that of a ledger', noteOffset);
    if (pin !== undefined) this.#comparePin(pin, checkpoint, vkey, keys);
    if (witnesses !== undefined) {
      const witnessing = new Witnessing(witnesses, primitives, this.#findings);
      await witnessing.weighAlone({ checkpoint, note: opened.note, file: this.#name, offset: noteOffset });
      this.#witnessed = witnessing.judge(undefined, undefined);
    }
    return mode;
  }

  #usable(pin: Pin | PinFault | undefined): Pin | undefined {
    if (pin === undefined || !isFault(pin)) return pin;
    this.#findings.add(pinFinding(pin));
    return undefined;
  }

  /** Two sizes cannot be compared without the ledger; one size with two roots can. */
  #comparePin(pin: Pin, checkpoint: Checkpoint, vkey: Vkey, given: readonly Vkey[]): void {
    const { size, root } = pin.checkpoint;
    const before = placeOf(vkey, pin.earlier);
    if (pin.vkey.text !== vkey.text && before < 0 && !isOneOf(given, pin)) {
      this.#sayOtherKey('pin-key', `the ledger was signed by another key before, ${shown(pin.vkey)}`, undefined);
    } else if (size === checkpoint.size && !equalBytes(root, checkpoint.root)) {
      const roots = `\`${rootText(root)}\`; the receipt says \`${rootText(checkpoint.root)}\``;
      this.#say('pin-fork', `the pinned checkpoint of size ${size} has the root ${roots}`, undefined);
    } else if (before >= 0 && checkpoint.size > size) {
      // Once a key has signed, all that comes after bears its signature.
      const say = `it is of ${checkpoint.size} entries, and signed by a key that had been followed by another when the ledger had ${size}`;
      this.#say('pin-key', `${say}, ${shown(pin.vkey)}`, undefined);
    }
    if (before >= 0) this.#keyChanges = { to: pin.vkey.text, changes: pin.earlier.length - before };
  }

  #included({ index, proof, entry }: Receipt, { size, root }: Checkpoint): void {
    const { primitives } = this.#options;
    const leaf = leafHash(entry, primitives);
    if (index >= size) {
      this.#say('inclusion', `the index ${index} is not in a tree of ${size} entries`, undefined);
    } else if (!verifyInclusion(primitives, leaf, index, size, proof, root)) {
      this.#say('inclusion', `the proof does not show that the entry stands at ${index} of ${size}`, undefined);
    } else {
      this.#leaf = rootText(leaf);
    }
  }

  #disclosed({ entry, disclosures }: Receipt, origin: string, mode: string): void {
    const sealed = { digests: sealDigests(entry, 0), salts: new Set<string>() };
    const fields = Object.create(null) as JsonObject;
    for (const disclosure of disclosures) {
      const read = checkDisclosure(disclosure, sealed, this.#options.primitives);
      if (isFault(read)) this.#say('disclosure', read.fault, undefined);
      else if (read.name in fields) this.#say('disclosure', `the field ${quote(read.name)} stands twice`, undefined);
      else fields[read.name] = read.value;
    }
    const fault = formFault(fields);
    if (fault !== undefined) this.#say('field', fault, undefined);
    if ('act' in fields) this.#act(fields, origin, mode);
    this.#fields = { ...fields };
  }

  #act(fields: JsonObject, origin: string, mode: string): void {
    const act = readAct(fields['act'], origin, mode);
    if (typeof act === 'string') {
      this.#say('act', act, undefined);
    } else if ('kind' in fields && fields['kind'] !== act.kind && !isEndByClock(act, fields['kind'])) {
      this.#say('act', `the entry's kind is not the act's, ${quote(act.kind)}`, undefined);
    }
  }

  /** Whether what makes it INVALID is the key, and that alone. */
  #isOtherKey(): boolean {
    const { list, total } = this.#findings;
    const isInvalid = (finding: Finding) => statusOf(finding.code) === 'INVALID';
    return (
      this.#otherKey !== undefined &&
      this.#findings.status === 'INVALID' &&
      total === list.length &&
      list.every((finding) => finding === this.#otherKey || !isInvalid(finding))
    );
  }

  #sayOtherKey(code: Finding['code'], fault: string, offset: number | undefined): undefined {
    this.#otherKey = this.#found(code, `${fault}${maybeChanged}`, offset);
    this.#findings.add(this.#otherKey);
    return undefined;
  }

  #say(code: Finding['code'], fault: string, offset: number | undefined): undefined {
    this.#findings.add(this.#found(code, fault, offset));
    return undefined;
  }

  #found(code: Finding['code'], fault: string, offset: number | undefined): Finding {
    const at = offset === undefined ? '' : ` at byte offset ${offset}`;
    return { code, message: `\`${this.#name}\`${at}: ${fault}`, file: this.#name, offset };
  }
}

const maybeChanged =
  '. The key of the ledger may have been changed: `remit verify <folder|url>` follows it and renews the pin, by which the receipt is then checked';

/**
 * The reader's keys for a ledger, newest first: those of the pin where none is given, or one of them; those given. Where
 * none is of that origin, the first given, so that it is said what is wrong.
 */
function keysFor(origin: string, given: readonly Vkey[], pin: Pin | undefined): readonly Vkey[] {
  const own = given.filter(({ name }) => name === origin);
  const pinned = pin === undefined ? [] : [pin.vkey, ...[...pin.earlier].reverse()];
  if (given.length === 0) return pinned;
  if (own.length === 0) return given.slice(0, 1);
  if (pin === undefined || !isOneOf(own, pin)) return own;
  return [...own.filter((key) => placeOf(key, pinned) < 0), ...pinned];
}

/** Whether the reader gives a key that the pin has: then they are of one ledger, for all that the reader knows. */
function isOneOf(given: readonly Vkey[], { vkey, earlier }: Pin): boolean {
  return given.some((key) => placeOf(key, [vkey, ...earlier]) >= 0);
}
