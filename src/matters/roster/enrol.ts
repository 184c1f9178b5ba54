import * as z from 'zod';
import { fromBase64url } from '../../base/base64url.ts';
import { keyId } from '../../base/digest.ts';
import { isProperPublicKey } from '../../base/ed25519-point.ts';
import { PersonId, Word } from '../../terms/act.ts';
import { OPERATOR, OPERATOR_ROLE, REGISTRAR_ROLE, TIMER } from '../../terms/act-kinds.ts';
import { withHost } from '../audience.ts';
import { enrolmentBound } from '../bounds.ts';
import { defineAct } from '../definition.ts';
import type { Records } from '../slices.ts';
import { LEAVING_RECORDS, leavingEndings, wordEndings } from './leaving.ts';

/**
 * A registrar attests that this key belongs to a person of this agency and component. Again: replaces the key;
 * with another component or other roles, whatever stood open for who they were ends; with another key, what rests on their word alone.
 */
export const rosterEnrol = defineAct({
  kind: 'roster.enrol',
  forms: ['proposal'],
  deskless: true,
  detail: z.strictObject({
    person: z.strictObject({
      // With a key of theirs, a registrar would act as the room itself.
      id: PersonId.refine((id) => id !== OPERATOR && id !== TIMER, 'the room’s own actors are no persons'),
      agency: Word,
      component: Word,
      roles: z.array(Word.refine(isRoleOfPeople, 'no role of a person')).min(1).max(12),
      publicKey: z
        .string()
        .refine((text) => fromBase64url(text)?.length === 32, 'a public key is base64url of 32 bytes')
        .refine(
          (text) => isProperPublicKey(fromBase64url(text) ?? Buffer.alloc(0)),
          'no key of anybody’s: a point of small order',
        ),
    }),
  }),
  example: {
    person: {
      id: 'guest-a-liaison',
      agency: 'guest-a',
      component: 'guest-a.protection',
      roles: ['liaison-officer'],
      publicKey: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
    },
  },
  words: ({ person }) =>
    person.roles.map((word, n) => ({ list: 'role', word, field: `detail.person.roles.${n}` }) as const),
  records: ['keys', 'ledger', 'sets', ...LEAVING_RECORDS],
  broken: ({ actor, detail, directory, takenKeys, records, at }) => {
    const { id, agency, component, publicKey } = detail.person;
    const before = records.people.get(id);
    const ownPeople = actor.agency === agency && (before === undefined || before.agency === agency);
    // A mandate may permit any role of the agency by mistake; only its registrar's word is an attestation.
    const attested = actor.kind === 'registrar' && ownPeople && directory.isComponentOf(component, agency);
    // Only who may attest at all is told whose a key is not.
    if (!attested) return ['R-26'];
    const bound = enrolmentBound(records, agency, at);
    if (bound.length > 0) return bound;
    return takenKeys.has(publicKey) || isSomebodyElses(publicKey, id, records) ? ['R-31'] : [];
  },
  plan({ detail, records, directory, judge, at, index }, effects) {
    const { person } = detail;
    const before = records.people.get(person.id);
    const same = before?.component === person.component && before.roles.join() === person.roles.join();
    const key = idOfKey(person.publicKey);
    if (before !== undefined && !same) {
      for (const ending of leavingEndings(records, effects, directory, judge, before, at)) effects.end(ending);
    } else if (before !== undefined && before.key !== key) {
      for (const ending of wordEndings(records, effects, directory, judge, person.id, at)) effects.end(ending);
    }
    records.keys.set(key, { id: key, person: person.id, index });
    records.people.set(person.id, { ...person, key, enrolled: at, removed: null, index });
    return { audience: withHost(person.agency), person: person.id };
  },
});

/** A registrar and the operator are no people of the roster: with their role, a person would be taken for one by the clauses that name it. */
function isRoleOfPeople(role: string): boolean {
  return role !== REGISTRAR_ROLE && role !== OPERATOR_ROLE;
}

function idOfKey(publicKey: string): string {
  return keyId(fromBase64url(publicKey) ?? Buffer.alloc(0));
}

/** Has, or had, another person this key, or one of the room's own actors? */
function isSomebodyElses(
  publicKey: string,
  person: string,
  { keys, people, ledger }: Pick<Records, 'keys' | 'people' | 'ledger'>,
): boolean {
  if (Object.values(ledger.get('ledger')?.keys ?? {}).includes(publicKey)) return true;
  const key = idOfKey(publicKey);
  const holder = keys.get(key);
  if (holder !== undefined) return holder.person !== person;
  // Ledgers that are older than the rows of keys have only those that people have now.
  return [...people.values()].some((row) => row.key === key && row.id !== person);
}
