import * as z from 'zod';
import { fromBase64url } from '../../base/base64url.ts';
import { keyId } from '../../base/digest.ts';
import { PersonId, Word } from '../../terms/act.ts';
import { OPERATOR, TIMER } from '../../terms/act-kinds.ts';
import { withHost } from '../audience.ts';
import { defineAct } from '../definition.ts';
import { LEAVING_RECORDS, leavingEndings } from './leaving.ts';

/**
 * A registrar attests that this key belongs to a person of this agency and component. Again: replaces the key;
 * with another component or other roles, whatever stood open for who they were ends.
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
      roles: z.array(Word).min(1).max(12),
      publicKey: z
        .string()
        .refine((text) => fromBase64url(text)?.length === 32, 'a public key is base64url of 32 bytes'),
    }),
  }),
  example: {
    person: {
      id: 'guest-a-liaison',
      agency: 'guest-a',
      component: 'guest-a.protection',
      roles: ['liaison-officer'],
      publicKey: 'A'.repeat(43),
    },
  },
  records: LEAVING_RECORDS,
  broken: ({ actor, detail, directory, records }) => {
    const { id, agency, component } = detail.person;
    const before = records.people.get(id);
    const ownPeople = actor.agency === agency && (before === undefined || before.agency === agency);
    // A mandate may permit any role of the agency by mistake; only its registrar's word is an attestation.
    return actor.kind === 'registrar' && ownPeople && directory.isComponentOf(component, agency) ? [] : ['R-26'];
  },
  plan({ detail, records, directory, judge, at, index }, effects) {
    const { person } = detail;
    const before = records.people.get(person.id);
    const same = before?.component === person.component && before.roles.join() === person.roles.join();
    if (before !== undefined && !same) {
      for (const ending of leavingEndings(records, effects, directory, judge, before, at)) effects.end(ending);
    }
    const key = keyId(fromBase64url(person.publicKey) ?? Buffer.alloc(0));
    records.people.set(person.id, { ...person, key, enrolled: at, removed: null, index });
    return { audience: withHost(person.agency), person: person.id };
  },
});
