import type { Sabotage } from './sabotage.ts';

const POWER_CUT = ['src/ledger/power-cut.test.ts', 'src/ledger/publisher.test.ts'];
const SEAL = ['src/ledger/seal.test.ts'];
const VERIFY = ['src/verify/verify.test.ts', 'src/verify/hostile.test.ts', 'src/verify/sealed.test.ts'];

/** Ways to a ledger that says less than it promises, and to a verifier that does not look. */
export const LEDGER_AND_VERIFIER: readonly Sabotage[] = [
  {
    name: 'checkpoint before tiles',
    why: 'the world is shown a size whose entries are not there yet',
    file: 'src/ledger/publisher.ts',
    find: '    const { files, store, signer, stored } = place;\n',
    replace:
      "    const { checkpointBeforeTiles } = await import('./testing/broken-files.ts');\n" +
      '    place = { ...place, files: checkpointBeforeTiles(place.files) };\n' +
      '    const { files, store, signer, stored } = place;\n',
    tests: POWER_CUT,
  },
  {
    name: 'skip fsync of files',
    why: 'a power cut takes what was said to be durable',
    file: 'src/ledger/files/durable.ts',
    find: '  await files.sync(beside);\n',
    replace: '',
    tests: POWER_CUT,
  },
  {
    name: 'skip fsync of folders',
    why: 'a power cut takes the names of files that are durable',
    file: 'src/ledger/files/durable.ts',
    find: '  for (const folder of folders) await files.syncFolder(folder);\n',
    replace: '  void files;\n',
    tests: POWER_CUT,
  },
  {
    name: 'guard forgotten',
    why: 'a restored backup signs a second history',
    file: 'src/ledger/signer.ts',
    find: '    if (size > guard.size) await writeDurably(this.#files, GUARD_FILE, guardBytes({ size, root }));\n',
    replace: '    if (size < guard.size) await writeDurably(this.#files, GUARD_FILE, guardBytes({ size, root }));\n',
    tests: ['src/ledger/signer.test.ts', 'src/ledger/publisher.test.ts'],
  },
  {
    name: 'a fork signed',
    why: 'a tree without the one signed before gets a signature',
    file: 'src/ledger/signer.ts',
    find: '    if (!contained) {\n',
    replace: '    if (!contained && size < 0) {\n',
    tests: ['src/ledger/signer.test.ts', 'src/ledger/publisher.test.ts'],
  },
  {
    name: 'whatever answers is the signer',
    why: 'who puts a socket in the place of the signer’s gets a checkpoint of their own published',
    file: 'src/ledger/signing/remote-signer.ts',
    find: '    if (!isAsked || this.ownCheckpoint(note) === undefined) throw strange();\n',
    replace: '    void isAsked;\n',
    tests: ['src/ledger/signing/remote-signer.test.ts'],
  },
  {
    name: 'a guard that fell behind signed on',
    why: 'a signer that came back from an older backup while the room ran could be led to sign a fork',
    file: 'src/ledger/publisher.ts',
    find: '    if (this.#published !== null && isBehind(guard, this.#published)) throw behind(guard, this.#published);\n',
    replace: '',
    tests: ['src/ledger/publisher.test.ts'],
  },
  {
    name: 'a signer that is away ends the room',
    why: 'acts stop because a checkpoint cannot be signed',
    file: 'src/server/publishing.ts',
    find: '      if (error instanceof SignerAway) return this.#waits(error.message, frontier, documents);\n',
    replace: '      void SignerAway;\n',
    tests: ['src/server/room-signer.test.ts'],
  },
  {
    name: 'a box that opens at another entry',
    why: 'what was sealed for one entry is shown at another',
    file: 'src/ledger/seal.ts',
    find: 'export function openingAad(ledger: string, index: number, group: FieldGroup): Buffer {\n',
    replace: 'export function openingAad(ledger: string, index: number, group: FieldGroup): Buffer {\n  index = 0;\n',
    tests: SEAL,
  },
  {
    name: 'reuse of a salt',
    why: 'the same word gives the same digest, and can be guessed',
    file: 'src/ledger/seal.ts',
    find: "const salt = draw(SALT_BYTES).toString('base64url');",
    replace: "const salt = Buffer.alloc(draw(SALT_BYTES).length).toString('base64url');",
    tests: SEAL,
  },
  {
    name: 'no decoys',
    why: 'the number of digests tells what kind of entry it is',
    file: 'src/ledger/seal.ts',
    find: 'const decoys = shown - names.length;',
    replace: 'const decoys = Math.min(0, shown - names.length);',
    tests: SEAL,
  },
  {
    name: 'leaves hashed like nodes',
    why: 'a node of the tree can be passed off as an entry',
    file: 'src/ledger/tree.ts',
    find: '  input[0] = 0x00;\n',
    replace: '  input[0] = 0x01;\n',
    tests: ['src/ledger/tree.test.ts', 'src/ledger/verified.test.ts'],
  },
  {
    name: 'verify skips leaves',
    why: 'entries are counted, and their hashes taken from the tiles that should be checked',
    file: 'src/verify/walk.ts',
    find: '    const seen = read.seen.length;\n',
    replace: '    const seen = read.seen.length;\n    if (told !== undefined) mine.set(told);\n',
    tests: VERIFY,
  },
  {
    name: 'verify believes any checkpoint',
    why: 'anybody’s signature is as good as the log’s',
    file: 'src/verify/note.ts',
    find: 'const ok = signature.length === 64 && (await primitives.ed25519Verify(vkey.publicKey, message, signature));',
    replace: 'const ok = signature.length === 64 && message.length > 0;',
    tests: [...VERIFY, 'src/verify/note.test.ts'],
  },
  {
    name: 'verify believes any act',
    why: 'an act that nobody signed passes as somebody’s',
    file: 'src/verify/sealed.ts',
    find: 'if (!good) this.#say(',
    replace: 'if (!good && place.index < 0) this.#say(',
    tests: VERIFY,
  },
  {
    name: 'verify replays nothing',
    why: 'a decision that does not follow from its facts passes',
    file: 'src/verify/sealed.ts',
    find: "if (outcome === logged['outcome'] && clauses.length === was.length && clauses.every((id, i) => id === was[i])) {",
    replace: 'if (outcome !== undefined && clauses !== undefined && was !== undefined) {',
    tests: VERIFY,
  },
];
