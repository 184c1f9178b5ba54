import * as z from 'zod';
import { fromBase64url } from '../../base/base64url.ts';
import { keyId } from '../../base/digest.ts';
import { PersonId, Word } from '../../terms/act.ts';
import { withHost } from '../audience.ts';
import { defineAct } from '../definition.ts';

/** A registrar attests that this key belongs to a person of this agency and component. Again: replaces key and roles. */
export const rosterEnrol = defineAct({
  kind: 'roster.enrol',
  forms: ['proposal'],
  deskless: true,
  detail: z.strictObject({
    person: z.strictObject({
      id: PersonId,
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
  records: ['people'],
  broken: ({ actor, detail, directory, records }) => {
    const { id, agency, component } = detail.person;
    const before = records.people.get(id);
    const ownPeople = actor.agency === agency && (before === undefined || before.agency === agency);
    return ownPeople && directory.isComponentOf(component, agency) ? [] : ['R-26'];
  },
  plan({ detail, records, at, index }) {
    const { person } = detail;
    const key = keyId(fromBase64url(person.publicKey) ?? Buffer.alloc(0));
    records.people.set(person.id, { ...person, key, enrolled: at, removed: null, index });
    return { audience: withHost(person.agency), person: person.id };
  },
});
