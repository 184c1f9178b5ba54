import { nearestWord } from '../../base/nearest.ts';
import { type Prose, proseOf } from '../../mandates/prose/prose.ts';
import type { Scenario } from '../../mandates/scenario.ts';
import { EXIT } from '../command.ts';
import { parseOptions, wrongUsage } from '../options.ts';
import { plain } from '../plain-text.ts';
import type { SubCommand } from '../sub-command.ts';
import { scenarioOf, WITH } from './arguments.ts';

const OPTIONS = { ...WITH, json: { type: 'boolean' }, italian: { type: 'boolean' } } as const;
const IDS_MAX = 1_000;
/** A time of day in a sentence. */
const TIME = /\b\d\d:\d\d\b/;

export const explain: SubCommand = {
  usage: 'explain [FOLDER] [--with FILES] [ID …] [--json] [--italian]',
  help: `tells mandates, clauses and commitments in plain words, made from what the room decides by and never from the text beside it;
what a mandate states beside its clauses, and what it leaves open, is told as such; ID is a mandate (us-hsi), a clause (us-hsi/4) or a commitment (K3), and without one everything is told`,
  async run(argv, io) {
    const { values, positionals } = parseOptions(argv, OPTIONS, 1 + IDS_MAX);
    const [folder, ...ids] = positionals;
    const scenario = await scenarioOf(folder, { ...values, howNamed: afterTheFolder });
    const prose = proseOf(scenario, values.italian === true ? 'it' : 'en');
    const told = toldParts(scenario, prose);
    const isOf = (id: string, asked: string) => id === asked || id.startsWith(`${asked}/`);
    for (const asked of ids) {
      if (told.some(({ id }) => isOf(id, asked))) continue;
      const near = nearestWord(
        asked,
        told.map(({ id }) => id),
      );
      throw wrongUsage(
        `no mandate, clause or commitment is called \`${asked}\`${near === undefined ? '' : `; did you mean \`${near}\`?`}`,
      );
    }
    const parts = told.filter(({ id }) => ids.length === 0 || ids.some((asked) => isOf(id, asked)));
    for (const part of parts) {
      if (values.json === true) io.out(`${JSON.stringify(part)}\n`);
      else io.out(`${part.id}\n${part.sentences.map((sentence) => `  ${plain(sentence)}\n`).join('')}\n`);
    }
    if (values.json !== true && parts.some(({ sentences }) => sentences.some((one) => TIME.test(one)))) {
      io.out(`${prose.localTimes()}\n`);
    }
    return EXIT.done;
  },
};

function afterTheFolder(name: string): string {
  return `A mandate, a clause or a commitment is named after the folder: \`remit mandate explain harbour-summit ${name}\``;
}

function toldParts(scenario: Scenario, prose: Prose) {
  return [
    ...scenario.mandates.flatMap((mandate) => [
      { id: mandate.mandate, sentences: prose.mandate(mandate) },
      ...mandate.clauses.map((clause) => ({ id: clause.id, sentences: prose.clause(clause) })),
    ]),
    ...scenario.commitments.map((commitment) => ({ id: commitment.id, sentences: prose.commitment(commitment) })),
  ];
}
