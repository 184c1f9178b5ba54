import type { Sabotage } from './sabotage.ts';

const GUARD = ['src/server/sessions/guard.test.ts'];
const ENROLLED_ANEW = ['src/server/sign-in/enrolled-anew.test.ts'];
const HEALTH = ['src/server/http/health-route.test.ts'];
const ROSTER = ['src/matters/roster/roster.test.ts'];
const COERCION = ['src/matters/deeds/coercion.test.ts'];

/** Ways to come in, or to be two people, by what a person or a key was before; and ways for a room not to say how it stands. */
export const SESSIONS_AND_KEYS: readonly Sabotage[] = [
  {
    name: 'a session outlives a new key',
    why: 'whoever came in with a stolen key stays after it was replaced',
    file: 'src/server/sessions/sessions.ts',
    find: "    if (person.index !== session.enrolment) return 'enrolled-anew';\n",
    replace: '',
    tests: GUARD,
  },
  {
    name: 'a stream outlives a new key',
    why: 'what is shown live goes on to whoever came in with the key of before',
    file: 'src/server/sessions/sessions.ts',
    find: '      this.#endOthers(person);\n',
    replace: '      void this.#endOthers;\n',
    tests: GUARD,
  },
  {
    name: 'what was made under an enrolment of before lets in',
    why: 'a password of before a removal opens the room after it',
    file: 'src/server/sessions/enrolled-store.ts',
    find: 'return kept.enrolment === enrolmentOf(kept.person);',
    replace: 'return enrolmentOf(kept.person) !== null;',
    tests: ENROLLED_ANEW,
  },
  {
    name: 'a signed reading read twice',
    why: 'whoever overhears a reading reads in its signer’s name',
    file: 'src/server/http/signed-reading.ts',
    find: "    if (taken.is === 'used') return unauthorised('the reading was used before');\n",
    replace: '',
    tests: ['src/server/http/http-server.test.ts'],
  },
  {
    name: 'the room’s own key is a person’s',
    why: 'whoever runs the machine acts as a person of the room',
    file: 'src/matters/roster/enrol.ts',
    find: "  if (Object.values(ledger.get('ledger')?.keys ?? {}).includes(publicKey)) return true;\n",
    replace: '  void ledger;\n',
    tests: ROSTER,
  },
  {
    name: 'a key that was replaced is another’s',
    why: 'two people hold one key, one after the other, and what it signed is of either',
    file: 'src/matters/roster/enrol.ts',
    find: '  if (holder !== undefined) return holder.person !== person;\n',
    replace: '  void holder;\n',
    tests: ROSTER,
  },
  {
    name: 'R-32 dropped',
    why: 'whoever approved a guest’s coercive deed is alone beside it',
    file: 'src/matters/deeds/coercive.ts',
    find: "return officers.length === 0 || isGuarded(officers, approval) ? [] : ['R-32'];",
    replace: 'return [];',
    tests: COERCION,
  },
  {
    name: 'R-32 at the beginning only',
    why: 'the other officer goes, and the deed goes on beside whoever approved it',
    file: 'src/matters/deeds/coercive.ts',
    find: 'return isCoercive && !isGuarded(officers, records.approvals.get(deed.approval));',
    replace: 'return false;',
    tests: COERCION,
  },
  {
    name: 'R-32 for the giver only',
    why: 'who entered the approval by word of mouth is alone beside the deed',
    file: 'src/matters/deeds/coercive.ts',
    find: '[approval.giver, approval.enteredBy];',
    replace: '[approval.giver];',
    tests: COERCION,
  },
  {
    name: 'a deed proposed again leaves one behind',
    why: 'what waits for an approval that is spent waits for ever',
    file: 'src/matters/deeds/propose.ts',
    find: "return oldest(same.filter((deed) => deed.status === 'waiting' && !isAskedAbout(records, deed)));",
    replace: 'return void [same, isAskedAbout];',
    tests: COERCION,
  },
  {
    name: 'a NUL let through',
    why: 'a text that no database takes stops what everybody is shown',
    file: 'src/terms/clean-text.ts',
    find: '(?![\\t\\n])\\p{Cc}|',
    replace: '(?![\\t\\n\\0])\\p{Cc}|',
    tests: ['src/desk/received.test.ts', 'src/matters/texts.test.ts'],
  },
  {
    name: 'a refused entry hides those beside it',
    why: 'one entry that the view does not take, and the rest of its batch is never shown',
    file: 'src/views/follower.ts',
    find: '    if (more.length > 0) {',
    replace: '    if (more.length > read.length) {',
    tests: ['src/views/follower.test.ts'],
  },
  {
    name: 'the words of an erased line stay',
    why: 'lists and search go on showing what was erased for good',
    file: 'src/views/follower.ts',
    find: '    await this.#forget([...erased].filter((index) => index < this.#next));\n',
    replace: '',
    tests: ['src/server/views-rebuilt.test.ts'],
  },
  {
    name: 'a row that the ledger does not give is passed over',
    why: 'somebody puts a record before readers that nobody ever entered, and a check of the room finds it in order',
    file: 'src/views/rebuilt.ts',
    find: "    if (one !== undefined && order < 0) note(one, 'stray');\n    else if",
    replace: '    if',
    tests: ['src/server/views-rebuilt.test.ts'],
  },
  {
    name: 'a halted room is well',
    why: 'whoever watches the room is told that it works while nothing is entered',
    file: 'src/server/http/health-route.ts',
    find: "health.status === 'ok' ? 200 : 503",
    replace: 'health.status.length > 0 ? 200 : 503',
    tests: [...HEALTH, 'src/server/http/http-server.test.ts'],
  },
  {
    name: 'a view that stands still is well',
    why: 'what is shown is hours old, and nobody is called',
    file: 'src/server/http/health-route.ts',
    find: 'if (stillForMs < LIMITS.viewStillMs)',
    replace: 'if (stillForMs >= 0 || LIMITS.viewStillMs < 0)',
    tests: HEALTH,
  },
];
