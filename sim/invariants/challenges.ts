import { type Journal, must, type Stepped, type Watcher } from '../journal.ts';
import type { World } from '../world/world.ts';

/** A challenge is two officers' of the host, neither of whom did the deed; what was decided on the deed stays, and what is found stands beside it. */
export class Challenges implements Watcher {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  before({ result }: Stepped, { rows }: Journal): void {
    for (const { fields } of result.entries) {
      for (const { slice, id, row } of fields.changes) {
        const before = slice === 'challenges' ? rows.get('challenges', id) : undefined;
        if (slice !== 'challenges' || before === undefined || row === null) continue;
        const { answeredBy, status, found, ...rest } = row as typeof before;
        const { answeredBy: _by, status: was, found: _found, ...kept } = before;
        must(was === 'open', 'challenges', () => `\`${id}\` is answered twice`);
        must(
          JSON.stringify(rest) === JSON.stringify(kept),
          'challenges',
          () => `\`${id}\` says something else than it did`,
        );
        const parties = [before.raisedBy, before.person];
        must(
          answeredBy !== null && !parties.includes(answeredBy),
          'challenges',
          () => `\`${id}\` is answered by a party`,
        );
        const again = result.entries.filter(({ fields: other }) => other.kind === 'deed.reclassified');
        const told = again.length === 1 && again[0]?.fields.matter === before.of;
        must(
          told === (status === 'reclassified'),
          'challenges',
          () => `\`${id}\` is ${status}, and no entry decides again`,
        );
        must((found !== null) === told, 'challenges', () => `\`${id}\` does not tell what was found`);
      }
    }
  }

  after({ result }: Stepped, { rows }: Journal): void {
    for (const { fields } of result.entries) {
      if (fields.kind !== 'challenge.raise' || fields.outcome !== 'permitted') continue;
      const challenge = rows.get('challenges', fields.matter ?? '');
      const agency = rows.get('people', challenge?.raisedBy ?? '')?.agency ?? '';
      const standing = this.#world.vocabulary.agencies[agency]?.standing ?? '';
      must(standing.startsWith('host'), 'challenges', () => `\`${fields.matter}\` was raised by \`${agency}\``);
    }
  }
}
