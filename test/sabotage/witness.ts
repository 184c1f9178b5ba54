import type { Sabotage } from './sabotage.ts';

const WITNESS = ['src/witness/witness.test.ts'];
const FIRST = ['src/server/witnesses-asked-first.test.ts'];
const ROOM = ['src/ledger/witnessing.test.ts', 'src/ledger/cosigned.test.ts', 'src/ledger/cosignature.test.ts'];

/** Ways to a witness that proves nothing, and to a room that believes one. */
export const WITNESSES: readonly Sabotage[] = [
  {
    name: 'a witness that forgets',
    why: 'it cosigns two histories, one after the other',
    file: 'src/witness/witness.ts',
    find: '    await this.#records.cosigned(origin, { size, root, seconds, note: signed });\n',
    replace: '',
    tests: WITNESS,
  },
  {
    name: 'a witness that cosigns a fork',
    why: 'a tree without the one it cosigned gets its signature',
    file: 'src/witness/witness.ts',
    find: '    if (!verifyConsistency({ first: old, firstRoot: last.root, second: size, secondRoot: root, proof })) {\n',
    replace: '    if (proof.length > 64) {\n',
    tests: WITNESS,
  },
  {
    name: 'a witness that goes by a key that was left',
    why: 'whoever kept a copy of it continues the ledger, and then the room cannot',
    file: 'src/witness/witness.ts',
    find: '    if (signers.every((key) => isLeft(key, keys, last))) {\n',
    replace: '    if (signers.length === 0 && isLeft(keys[0] as NoteVerifier, keys, last)) {\n',
    tests: WITNESS,
  },
  {
    name: 'a witness whose requests overlap',
    why: 'between check and record another request rolls it back',
    file: 'src/witness/witness.ts',
    find: '    return await this.#exclusively(() => this.#decide(request));\n',
    replace: '    return await this.#decide(request);\n',
    tests: WITNESS,
  },
  {
    name: 'a witness whose time goes back',
    why: 'an old clock makes an old statement of a new tree',
    file: 'src/witness/witness.ts',
    find: 'Math.max(Math.floor(this.#place.clock.wallNow() / SECOND), last.seconds)',
    replace: 'Math.floor(this.#place.clock.wallNow() / SECOND)',
    tests: WITNESS,
  },
  {
    name: 'a lost record is taken as nothing',
    why: 'who deletes one file gets a second history cosigned',
    file: 'src/witness/records.ts',
    find: '    if (v !== 1 || named !== origin || !whole)\n',
    replace:
      "    if (v === undefined) return { size: 0, root: EMPTY_ROOT, seconds: 0, note: '' };\n    if (v !== 1 || named !== origin || !whole)\n",
    tests: WITNESS,
  },
  {
    name: 'a cosignature by anybody',
    why: 'whoever stands in the line makes the ledger look witnessed',
    file: 'src/ledger/cosignature.ts',
    find: 'if (!verifyBytes(cosignedBytes(note.text, seconds), signature, witness.publicKey)) return undefined;',
    replace: 'if (signature.length !== SIGNATURE_BYTES) return undefined;',
    tests: ROOM,
  },
  {
    name: 'a cosignature on the next checkpoint',
    why: 'what was signed of one tree stands below another',
    file: 'src/ledger/publisher.ts',
    find: 'const isStanding = standing?.size === own.size;',
    replace: 'const isStanding = standing !== null;',
    tests: ROOM,
  },
  {
    name: 'cosigning and publishing at once',
    why: 'an older checkpoint is written over a newer one',
    file: 'src/ledger/publisher.ts',
    find: '      return await this.#exclusively(() => this.#grow(frontier));\n',
    replace: '      return await this.#grow(frontier);\n',
    tests: ROOM,
  },
  {
    name: 'another history brought by hand',
    why: 'a thief of the ledger’s key publishes through an answer of a witness',
    file: 'src/ledger/witnessing.ts',
    find: '    if (!verifyConsistency({ first, firstRoot: own.root, second, secondRoot: published.root, proof }))\n',
    replace: '    if (proof.length > first + second)\n',
    tests: ROOM,
  },
  {
    name: 'a start that asks no witness',
    why: 'an older backup, put back as a whole, acknowledges acts and signs a second history',
    file: 'src/server/load-room.ts',
    find: '  await askWitnessesFirst(options.witnesses, {\n',
    replace: '  await askWitnessesFirst(undefined, {\n',
    tests: FIRST,
  },
  {
    name: 'a lost folder that silences the witnesses',
    why: 'who restores an older backup without what was published is asked nothing',
    file: 'src/server/witnesses-asked-first.ts',
    find: 'return published === null ? await shownAgain(signer, store) :',
    replace: 'void shownAgain; void signer; void store; return published === null ? null :',
    tests: FIRST,
  },
  {
    name: 'any member is a quorum',
    why: 'one witness does for all',
    file: 'src/ledger/policy.ts',
    find: '.length >= threshold) met.add(name);',
    replace: '.length >= Math.min(1, threshold)) met.add(name);',
    tests: ['src/ledger/policy.test.ts'],
  },
];
