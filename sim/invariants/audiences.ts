import { isDeepStrictEqual } from 'node:util';
import type { Audience, EntryFields } from '../../src/terms/entry.ts';
import { type Journal, must, type Stepped, type Watcher } from '../journal.ts';
import type { World } from '../world/world.ts';

/** What an agency keeps to itself. */
const OWN = [
  'log.line',
  'log.correct',
  'item.enter',
  'incident.open',
  'incident.close',
  'tasking.issue',
  'tasking.acknowledge',
  'tasking.done',
];
/** What is for everybody who is enrolled. */
const FOR_ALL = [
  'alert.raise',
  'alert.cancel',
  'declaration.make',
  'mandate.enforce',
  'mandate.suspend',
  'mandate.expired',
  'mandate.begun',
  'mandate.except',
  'statement.register',
  'ledger.create',
  'clock.accept',
  'witness.pass',
];
/** What passes between agencies, and so may name several of them. */
const BETWEEN = ['item.release', 'item.recall', 'item.enter', 'consultation.ended'];

/** Each sees what is theirs: the host's own is not a guest's, one guest's is not another's, and a guest's material is not the host's. */
export class Audiences implements Watcher {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  after({ result }: Stepped, { entries }: Journal): void {
    for (const { fields } of result.entries) {
      if (fields.kind !== 'refusal.repeated') {
        this.#check(fields);
        continue;
      }
      // How often a refusal came is told to whom it was told, and that was looked at then.
      const refusal = entries[Number(fields.matter?.slice(1))]?.fields.audience;
      const same = isDeepStrictEqual(refusal, fields.audience);
      must(same, 'audience', () => `how often \`${fields.matter}\` came is shown to others than the refusal`);
    }
  }

  #check(fields: EntryFields): void {
    const { kind, audience, agency, outcome, act } = fields;
    const effect = outcome === 'permitted' || outcome === 'needs-approval' || act?.form === 'report';
    must(
      !audience.everyone || (effect && FOR_ALL.includes(kind)),
      'audience',
      () => `a \`${kind}\` (${outcome}) is shown to everyone`,
    );
    if (audience.everyone) return;
    const guests = audience.agencies.filter((id) => this.#world.vocabulary.agencies[id]?.standing === 'guest');
    if (this.#isHost(agency) && (OWN.includes(kind) || !effect)) {
      must(guests.length === 0, 'audience', () => `the host's own \`${kind}\` is shown to ${guests}`);
    }
    if (!this.#isHost(agency) && agency !== 'room' && kind === 'item.enter') {
      must(
        !toHost(audience, this.#world),
        'audience',
        () => `the text of an item of \`${agency}\` (${outcome}) is shown to the host`,
      );
    }
    if (!this.#isHost(agency) && agency !== 'room' && kind === 'consultation.open') {
      must(
        !toHost(audience, this.#world),
        'audience',
        () => `what \`${agency}\` reads (${outcome}) is shown to the host`,
      );
    }
    const others = guests.filter((id) => id !== agency && !owns(this.#world, id, deskOf(act)));
    if (this.#world.vocabulary.agencies[agency]?.standing === 'guest' && !BETWEEN.includes(kind)) {
      must(others.length === 0, 'audience', () => `a \`${kind}\` of \`${agency}\` is shown to ${others}`);
    }
    must(
      guests.filter((id) => !owns(this.#world, id, deskOf(act))).length < 2 ||
        BETWEEN.includes(kind) ||
        OWN.includes(kind),
      'audience',
      () => `a \`${kind}\` is shown to ${guests}`,
    );
  }

  #isHost(agency: string): boolean {
    return (this.#world.vocabulary.agencies[agency]?.standing ?? '').startsWith('host');
  }
}

function toHost({ agencies }: Audience, world: World): boolean {
  return agencies.some((id) => id === 'host' || (world.vocabulary.agencies[id]?.standing ?? '').startsWith('host'));
}

/** The desk that an act comes from, or that it takes. */
function deskOf(act: EntryFields['act']): string | null {
  return act?.kind === 'desk.sign-on' ? String(act.detail['desk']) : (act?.desk ?? null);
}

/** Whoever sits at a desk of a guest's room writes in that guest's log. */
function owns(world: World, agency: string, desk: string | null): boolean {
  const room = world.scenario.vocabulary.rooms.find(({ desks }) => desks.some(({ id }) => id === desk));
  return room?.owner === agency;
}
