import { type Journal, must, type Stepped, type Watcher } from '../journal.ts';
import { mayAnswer } from '../model/facts.ts';
import type { World } from '../world/world.ts';
import type { Agreement } from './agreement.ts';

/** Nobody answers their own request, and only who may answer does; an oral approval without countersignature leaves nothing open. */
export class Approvals implements Watcher {
  readonly #world: World;
  readonly #agreement: Agreement;

  constructor(world: World, agreement: Agreement) {
    this.#world = world;
    this.#agreement = agreement;
  }

  after({ entered, moment, result }: Stepped, { rows }: Journal): void {
    const [main] = result.entries;
    if (main === undefined) return;
    const { act } = entered.signed;
    for (const { slice, row } of main.fields.changes) {
      if (slice !== 'approvals' || row === null) continue;
      const approval = row as { request: string; giver: string; enteredBy: string; from: number; digest: string };
      const request = rows.get('requests', approval.request);
      const own = [approval.giver, approval.enteredBy].includes(request?.requester ?? '');
      must(!own, 'approvals', () => `\`${approval.request}\` is approved by who asked`);
      if (act.kind !== 'approval.answer' && act.kind !== 'approval.oral') continue;
      must(
        main.fields.clauses.some((clause) => clause.includes('/')),
        'approvals',
        () => `\`${approval.request}\` is answered without a permit`,
      );
      const digests = [request?.digest, request?.counter?.digest];
      must(
        digests.includes(approval.digest),
        'approvals',
        () => `\`${approval.request}\` is approved for something else`,
      );
      const giver = mayAnswer(this.#world, this.#agreement.model.records, approval.giver, moment.at);
      must(act.kind === 'approval.answer' || giver, 'approvals', () => `\`${approval.giver}\` could not have answered`);
    }
    for (const { fields } of result.entries) {
      if (fields.kind !== 'approval.lapsed') continue;
      const deed = rows.all('deeds').find((row) => row.status === 'open' && row.approval === fields.matter);
      must(
        deed === undefined,
        'lapsed',
        () => `\`${deed?.id}\` is open under the lapsed approval of \`${fields.matter}\``,
      );
    }
  }
}
