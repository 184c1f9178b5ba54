import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from '../src/base/seeded-random.ts';
import { mandateAsWritten } from '../src/mandates/mandate-text.ts';
import { readScenario } from '../src/mandates/read-scenario.ts';
import type { Clause, MandateDocument, Scenario } from '../src/mandates/scenario.ts';
import { scenarioFolder } from '../src/scenarios/read.ts';

const SUPPLIED = 'harbour-summit';

/** The files of the supplied summit, whose mandates have so many clauses together: their own, and copies of these for another place, role and purpose each. */
export async function largeEvent(clauses: number): Promise<ReadonlyMap<string, string>> {
  const files = await filesIn(scenarioFolder(SUPPLIED));
  const { mandates, vocabulary } = eventOf(files);
  const random = seededRandom(clauses);
  const oneOf = <Word>(words: readonly Word[]) => words[random.below(words.length)];
  const own = mandates.reduce((sum, one) => sum + one.clauses.length, 0);
  const copiesOf = ({ mandate, clauses: templates }: MandateDocument, count: number) =>
    Array.from({ length: count }, (_, n): Clause => {
      const from = templates[n % templates.length];
      if (from === undefined) throw new RangeError('a mandate has clauses');
      const words = {
        place: [oneOf(vocabulary.places)?.id ?? ''],
        role: [oneOf(vocabulary.roles)?.id ?? ''],
        purpose: [oneOf(vocabulary.purposes)?.id ?? ''],
      };
      return { ...from, id: `${mandate}/copy-${n}`, written: { ...from.written, ...words } };
    });
  const grown = mandates.map((one, n) => {
    const share = Math.floor((clauses - own + n) / mandates.length);
    const document = { ...one, clauses: [...one.clauses, ...copiesOf(one, Math.max(0, share))] };
    return [`mandates/${one.mandate}.yaml`, mandateAsWritten(document)] as const;
  });
  return new Map([...files, ...grown]);
}

/** The event that the files are of. */
export function eventOf(files: ReadonlyMap<string, string>): Scenario {
  const read = readScenario(files);
  if (!read.ok)
    throw new Error(
      read.problems
        .map(({ message }) => message)
        .slice(0, 3)
        .join('\n'),
    );
  return read.scenario;
}

async function filesIn(folder: string): Promise<Map<string, string>> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.yaml'));
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  );
}
