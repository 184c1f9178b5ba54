/** Step 2 of formats.md §9: the checkpoint of an earlier check, and what is remembered of this one. */
import { equalBytes } from './bytes.ts';
import type { Primitives } from './hash.ts';
import { linksFinding, placeOf, shown } from './key-links.ts';
import { type Checkpoint, rootText, type Vkey } from './note.ts';
import { type Pin, type Pins, pinFile, pinFinding, readPin, writePin } from './pin.ts';
import { type Finding, type Findings, isFault } from './report.ts';
import type { Followed, Signed } from './signed.ts';

export class Pinning {
  /** The checkpoint that was pinned before. */
  pinned: Checkpoint | undefined;
  /** The pin's key, where it is not the one that is used, but leads to it. */
  followed: Followed | undefined;
  readonly warnings: string[] = [];
  readonly #pins: Pins | undefined;
  readonly #primitives: Primitives;
  readonly #findings: Findings;
  #pin: Pin | undefined;

  /** Without `pins` nothing is compared, and nothing remembered. */
  constructor(pins: Pins | undefined, primitives: Primitives, findings: Findings) {
    this.#pins = pins;
    this.#primitives = primitives;
    this.#findings = findings;
  }

  /** Compares with an earlier checkpoint of the same origin. Whether to go on. */
  async compare(signed: Signed): Promise<boolean> {
    const { checkpoint } = signed;
    const pins = this.#pins;
    if (pins === undefined) return true;
    const pin = await readPin(pins, checkpoint.origin, this.#primitives);
    if (pin === undefined) return true;
    if (isFault(pin)) {
      if (pin.unread !== undefined) this.warnings.push(`cannot read the pin \`${pin.file}\`: ${pin.unread}`);
      else this.#say(pinFinding(pin));
      return true;
    }
    const file = `${pins.name}/${pinFile(checkpoint.origin, this.#primitives)}`;
    this.#pin = pin;
    this.pinned = pin.checkpoint;
    const { size, root } = pin.checkpoint;
    const said = `the pinned checkpoint has size ${size} and root \`${rootText(root)}\``;
    if (!(await this.#leads(pin, signed, said, file))) return false;
    if (size > checkpoint.size) {
      this.#say({ code: 'pin-rollback', message: `${said}; the size now is ${checkpoint.size}`, file });
    } else if (size === checkpoint.size && !equalBytes(root, checkpoint.root)) {
      this.#say({ code: 'pin-fork', message: `${said}; the root now is \`${rootText(checkpoint.root)}\``, file });
    } else {
      return true;
    }
    return false;
  }

  /** Remembers the checkpoint, which was found good, and the keys before its own: receipts of their time are by them. */
  async renew(signed: Signed, askLinks: boolean): Promise<void> {
    const pins = this.#pins;
    if (pins === undefined) return;
    const { checkpoint, vkey, bytes } = signed;
    const name = pinFile(checkpoint.origin, this.#primitives);
    const earlier = await this.#earlier(signed, askLinks);
    const reason = await pins.write(name, writePin(bytes, vkey, earlier));
    if (reason !== undefined) this.warnings.push(`cannot write the pin \`${pins.name}/${name}\`: ${reason}`);
  }

  /** Whether the key that is used is the pin's, or one that links lead to from it. */
  async #leads(pin: Pin, { vkey, links }: Signed, pinned: string, file: string): Promise<boolean> {
    if (pin.vkey.text === vkey.text) return true;
    const said = `${pinned}, signed by another key, ${shown(pin.vkey)}`;
    if (placeOf(vkey, pin.earlier) >= 0) {
      return this.#refuse({ code: 'pin-key', message: `${said}, which followed the one that is used now`, file });
    }
    const before = await links.before(vkey);
    if (isFault(before)) return this.#refuse(linksFinding('pin-key', said, before, file));
    const at = placeOf(pin.vkey, before);
    if (at < 0) {
      return this.#refuse({ code: 'pin-key', message: `${said}; no link leads from it to ${shown(vkey)}`, file });
    }
    this.followed = { from: pin.vkey, changes: before.length - at };
    return true;
  }

  async #earlier({ vkey, links }: Signed, askLinks: boolean): Promise<readonly Vkey[]> {
    const pin = this.#pin;
    const isSame = pin?.vkey.text === vkey.text;
    const known = pin?.earlier ?? [];
    if (isSame && (known.length > 0 || !askLinks)) return known;
    if (pin === undefined && !askLinks && !links.isRead) return known;
    const before = await links.before(vkey);
    if (!isFault(before)) return [...known.filter((key) => placeOf(key, before) < 0), ...before];
    if (before.code !== 'missing') {
      this.warnings.push(`the keys of the ledger before this one are not remembered: ${before.fault}`);
    }
    return known;
  }

  #refuse(finding: Finding): false {
    this.#say(finding);
    return false;
  }

  #say(finding: Finding): void {
    this.#findings.add(finding);
  }
}
