import * as z from 'zod';
import { Line, PersonId } from '../terms/act.ts';
import { OPERATOR, TIMER } from '../terms/act-kinds.ts';
import { Id, known, readItems, readPart } from './document-schema.ts';
import { quoted } from './problem.ts';
import type { RosterPerson } from './scenario.ts';
import type { VocabularyWords } from './vocabulary-words.ts';
import type { YamlDocument } from './yaml-document.ts';

const PEOPLE_MAX = 20_000;

const fileOf = <Item extends z.ZodType>(item: Item) =>
  known({ people: z.array(item).max(PEOPLE_MAX).describe('Invented, by role, never by name.') });
const FileSchema = fileOf(z.unknown());
const PersonSchema = known({
  id: PersonId,
  agency: Id,
  component: z.string().max(96),
  roles: z.array(Id).min(1).max(20),
  note: Line.nullable().default(null),
});

/** roster.yaml as a whole, for its JSON Schema (json-schema.ts). */
export const RosterFileSchema = fileOf(PersonSchema).meta({ title: 'The people of an exercise' });

/** The people of the exercise: roster.yaml. Problems are noted in the document. */
export function readRoster(document: YamlDocument, words: VocabularyWords | undefined): readonly RosterPerson[] {
  readPart(document, [], FileSchema);
  const items = readItems(document, ['people'], PersonSchema);
  const seen = new Set<string>([OPERATOR, TIMER]);
  for (const { value, path } of items) {
    if (seen.has(value.id))
      document.report(
        [...path, 'id'],
        'duplicate-id',
        `the person ${quoted(value.id)} is given twice, or is an actor of the room`,
      );
    seen.add(value.id);
    if (words === undefined) continue;
    const agency = words.agencies.get(value.agency);
    if (agency === undefined) {
      const message = `unknown agency ${quoted(value.agency)}${document.offer(value.agency, words.agencies.keys())}`;
      document.report([...path, 'agency'], 'unknown-agency', message);
    } else if (words.agencyOfComponent.get(value.component) !== value.agency) {
      const own = agency.components.map(({ id }) => id);
      const message = `${quoted(value.component)} is no component of ${quoted(value.agency)}${document.offer(value.component, own)}`;
      document.report([...path, 'component'], 'unknown-component', message);
    }
    const roles = words.axes.get('role') ?? [];
    for (const [n, role] of value.roles.entries()) {
      if (roles.includes(role)) continue;
      document.report(
        [...path, 'roles', n],
        'unknown-role',
        `unknown role ${quoted(role)}${document.offer(role, roles)}`,
      );
    }
  }
  return items.map(({ value }) => value);
}
