/** What is under the seals (formats.md §9, step 4): openings, acts and their signatures, chains of entries, replay 1. */
import { readFinding } from './accounts.ts';
import { type Act, actBytes, isEndByClock, readAct, subjectKeys } from './acts.ts';
import { decodeBase64, quote } from './bytes.ts';
import type { Json, JsonObject } from './canonical.ts';
import { closingsOf } from './closings.ts';
import { sealDigests } from './entry.ts';
import { fieldFault, isSetId } from './fields.ts';
import { type Primitives, sha256 } from './hash.ts';
import { decide, readFacts } from './interpreter.ts';
import { isKeyOf } from './key-id.ts';
import { Known } from './known.ts';
import { type Box, type Keys, openBox, openingsBytesMax, readBoxes, type SealedEntry } from './openings.ts';
import { linkOf, type OwnRecord } from './own-record.ts';
import { type Counts, type Finding, type Findings, isFault } from './report.ts';
import type { Sets } from './sets.ts';
import type { Source } from './source.ts';
import { openingsPath, tileWidth } from './tiles.ts';
import type { EntryTile } from './walk.ts';

export interface SealedOptions {
  /** The export's root, with `openings/`. */
  readonly source: Source;
  readonly sets: Sets;
  readonly keys: Keys;
  readonly origin: string;
  readonly mode: string;
  readonly primitives: Primitives;
  readonly counts: Counts;
  readonly findings: Findings;
  /** Of the person whose own record is checked. */
  readonly own?: OwnRecord | undefined;
  /** What the tiles before made known; nothing, unless it goes on behind some. */
  readonly known?: Known | undefined;
}

/** An entry on its way through the checks, and where its openings stand. */
interface Place {
  readonly index: number;
  readonly file: string;
  readonly offset: number;
}

/** Checks the openings of one entry tile after the other, from the first on or behind those that made `known` known. */
export class Sealed {
  readonly #options: SealedOptions;
  readonly #known: Known;
  #signatures: Promise<void>[] = [];

  constructor(options: SealedOptions) {
    this.#options = options;
    this.#known = options.known ?? Known.nothing(options.primitives);
  }

  /** Checks the openings of `tile`. There is a line for each entry, of which boxes may have been erased. */
  async check(tile: EntryTile): Promise<void> {
    const { source, findings, counts } = this.#options;
    const file = openingsPath(tile.n);
    const read = await source.read(file, openingsBytesMax);
    if (read.kind !== 'bytes') findings.add(readFinding(read, file, openingsBytesMax));
    const bytes = read.kind === 'bytes' ? read.bytes : new Uint8Array(0);
    this.#known.takeOpenings(bytes, this.#options.primitives);
    let offset = 0;
    for (let k = 0; k < tile.width; k++) {
      const place: Place = { index: tile.n * tileWidth + k, file, offset };
      const end = bytes.indexOf(0x0a, offset);
      if (end < 0) {
        if (read.kind === 'bytes') this.#say(place, 'opening', 'the file ends before its line');
        for (let rest = k; rest < tile.width; rest++) this.#closed(tile.n * tileWidth + rest, undefined);
        counts.closed += 2 * (tile.width - k);
        await this.#signaturesDone();
        return;
      }
      const boxes = readBoxes(bytes.subarray(offset, end), place.index);
      if (isFault(boxes)) {
        this.#say({ ...place, offset: offset + (boxes.offset ?? 0) }, 'opening', `its line ${boxes.fault}`);
      }
      await this.#entry(place, isFault(boxes) ? [] : boxes, tile, k);
      offset = end + 1;
    }
    if (offset !== bytes.length) {
      const message = `\`${file}\` at byte offset ${offset}: ${bytes.length - offset} bytes after the last line`;
      findings.add({ code: 'opening', message, file, offset });
    }
    await this.#signaturesDone();
  }

  async #entry(place: Place, boxes: Box[], tile: EntryTile, k: number): Promise<void> {
    const { counts } = this.#options;
    const frame = tile.frames[k];
    const digests = frame ? sealDigests(tile.bytes, frame.start) : new Set<string>();
    const sealed = { digests, salts: new Set<string>() };
    const decisionBox = boxes.find(({ group }) => group === 'decision');
    const personBox = boxes.find(({ group }) => group === 'person');
    const decision = frame && (await this.#open(decisionBox, place, sealed));
    const person = frame && (await this.#open(personBox, place, sealed));
    const opened = (decision ? 1 : 0) + (person ? 1 : 0);
    counts.opened += opened;
    counts.closed += 2 - opened;
    const fault = fieldFault({ decision, person }, digests.size);
    if (fault !== undefined) this.#say(place, 'field', fault);
    if (person === undefined || personBox === undefined || fault !== undefined) {
      this.#closed(place.index, personBox);
    } else {
      this.#person(place, person, decision, personBox);
    }
    if (decision !== undefined && fault === undefined) await this.#replay(place, decision);
  }

  /** The fields in `box`, or `undefined` when it is closed or not good. */
  async #open(
    box: Box | undefined,
    { index, ...at }: Place,
    sealed: Pick<SealedEntry, 'digests' | 'salts'>,
  ): Promise<JsonObject | undefined> {
    const { keys, origin, primitives } = this.#options;
    const key = box && keys.get(box.key);
    if (box === undefined || key === undefined) return undefined;
    const fields = await openBox(box, key, { origin, index, ...sealed }, primitives);
    if (!isFault(fields)) return fields;
    this.#say({ index, ...at }, 'disclosure', `group \`${box.group}\`: ${fields.fault}`);
    return undefined;
  }

  /** An entry whose person box is closed, or erased: without one it may be anybody's. */
  #closed(index: number, box: Box | undefined): void {
    const { own } = this.#options;
    this.#known.history.addClosed(index);
    if (own !== undefined && (box === undefined || box.key === `person/${own.person}`)) own.addClosed();
  }

  /** The person group of an entry whose fields have the form. */
  #person(place: Place, person: JsonObject, decision: JsonObject | undefined, box: Box): void {
    const { index } = place;
    if (!('act' in person)) {
      const said = this.#known.history.causeFault(person['cause'] as number);
      if (said !== undefined) this.#say(place, said.code, said.fault);
      this.#closings(place, person);
      return;
    }
    const act = readAct(person['act'], this.#options.origin, this.#options.mode);
    if (typeof act === 'string') {
      this.#known.history.addClosed(index);
      this.#say(place, 'act', act);
      return;
    }
    if (decision !== undefined && decision['kind'] !== act.kind && !isEndByClock(act, decision['kind'])) {
      this.#say(place, 'act', `the entry's kind is ${quote(decision['kind'] as string)}, the act's ${quote(act.kind)}`);
    }
    const subjects = subjectKeys(act, decision);
    if (subjects !== undefined && !subjects.some((subject) => isKeyOf(box.key, subject))) {
      this.#say(place, 'opening', `the person box is under ${quote(box.key)}, not ${subjects.map(quote).join(' or ')}`);
    }
    const hash = sha256(this.#options.primitives, actBytes(act.value));
    // With the decision closed nobody can say whether it was refused: it is allowed for.
    const refused = decision === undefined || breaks(decision, ['R-18', 'R-19', 'R-20']);
    const entered = { id: act.id, actor: act.actor, hash, refused };
    const previous = person['previousByActor'] as JsonObject;
    if (act.actor === this.#options.own?.person) this.#options.own.add(linkOf(index, previous));
    for (const said of this.#known.history.addAct(index, entered, previous)) {
      this.#say(place, said.code, said.fault);
    }
    this.#closings(place, person);
    this.#signature(place, act, person['signature'] as JsonObject, decision);
  }

  /** What the ends of shifts say of how much their persons did. */
  #closings(place: Place, person: JsonObject): void {
    const { own } = this.#options;
    for (const closing of closingsOf(place.index, person)) {
      if (closing.person === own?.person) own.addClosing(closing);
      const said = this.#known.history.closingFault(closing);
      if (said !== undefined) this.#say(place, said.code, said.fault);
    }
  }

  /** The act's signature by a key its actor has or had, and then what the act does to the keys. */
  #signature(place: Place, act: Act, signature: JsonObject, decision: JsonObject | undefined): void {
    const { counts, primitives } = this.#options;
    const created = place.index === 0 ? this.#known.directory.create(act) : undefined;
    if (created !== undefined) this.#say(place, 'act', created);
    const key = this.#known.directory.find(act.actor, signature['key']);
    const bytes = decodeBase64(signature['value'] as string, 'b64u');
    const spelled = quote(signature['key'] as string);
    if (key !== undefined) {
      counts.signatures++;
      if (!key.isCurrent && decision !== undefined && !breaks(decision, ['R-20'])) {
        this.#say(
          place,
          'act-key',
          `${spelled} is no longer the key of ${quote(act.actor)}, and the entry does not say so (R-20)`,
        );
      }
      if (bytes?.length !== 64) {
        this.#say(place, 'act-signature', 'the signature is not base64url of 64 bytes');
      } else {
        const checked = primitives.ed25519Verify(key.publicKey, actBytes(act.value), bytes);
        this.#signatures.push(
          Promise.resolve(checked).then((good) => {
            if (!good) this.#say(place, 'act-signature', `the signature of ${quote(act.actor)} is bad`);
          }),
        );
      }
    } else if (this.#known.history.closed > 0 || this.#known.rosterUnsure) {
      counts.signaturesUnchecked++;
    } else {
      this.#say(place, 'act-key', `${spelled} is not the key of ${quote(act.actor)} at this entry`);
    }
    if (place.index === 0) return;
    if (decision === undefined) this.#known.rosterUnsure ||= act.kind.startsWith('roster.');
    else if (decision['outcome'] === 'permitted') {
      const fault = this.#known.directory.permit(act);
      if (fault !== undefined) this.#say(place, 'act', fault);
    }
  }

  /** Replay 1: the outcome and the clauses follow from the set and the facts; also as of the time of entry. */
  async #replay(place: Place, decision: JsonObject): Promise<void> {
    const { counts } = this.#options;
    const entry = await this.#replayed(place, decision, 'replay 1');
    const atEntry =
      'atEntry' in decision
        ? await this.#replayed(place, decision['atEntry'] as JsonObject, 'replay 1 at entry')
        : entry;
    if (entry === undefined || atEntry === undefined) return;
    counts.replayed++;
    if (!entry || !atEntry) counts.replayMismatches++;
  }

  /** Whether what was logged follows, or `undefined` when that cannot be said. */
  async #replayed(place: Place, logged: JsonObject, what: string): Promise<boolean | undefined> {
    const id = logged['set'] as Json;
    const set = isSetId(id) ? await this.#options.sets.load(id as string) : undefined;
    if (set === undefined) return undefined;
    const facts = readFacts(logged['facts'], set);
    if (isFault(facts)) {
      this.#say(place, 'field', facts.fault);
      return undefined;
    }
    const { outcome, clauses } = decide(set, facts);
    const was = logged['clauses'] as string[];
    if (outcome === logged['outcome'] && clauses.length === was.length && clauses.every((id, i) => id === was[i])) {
      return true;
    }
    const [now, before] = [quote(`${outcome} ${clauses}`), quote(`${logged['outcome']} ${was}`)];
    this.#say(place, 'replay', `${what} gives ${now}, but ${before} was logged`);
    return false;
  }

  async #signaturesDone(): Promise<void> {
    await Promise.all(this.#signatures);
    this.#signatures = [];
  }

  #say({ index, file, offset }: Place, code: Finding['code'], fault: string): void {
    const message = `entry ${index} in \`${file}\` at byte offset ${offset}: ${fault}`;
    this.#options.findings.add({ code, message, file, offset });
  }
}

/** Whether the facts of a decision say that one of these house rules was broken. */
function breaks(decision: JsonObject, rules: readonly string[]): boolean {
  const broken = (decision['facts'] as JsonObject)['broken'];
  return Array.isArray(broken) && broken.some((rule) => rules.includes(rule as string));
}
