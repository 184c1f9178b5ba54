import type { Fares } from '../../mandates/compare/compare.ts';
import type { WordChange } from '../../mandates/compare/in-words.ts';
import type { Proof } from '../../mandates/prove/claim.ts';
import type { CommitmentProof } from '../../mandates/prove/commitments.ts';

/** What the commands of mandates say beside what is told of acts, in one language. */
export type CommandPhrases = {
  /** Stands wherever regions are counted or listed that may not be all. */
  readonly others: string;
  /** The same where it was their number that ended the search. */
  readonly othersThan: string;
  readonly andMore: (count: number) => string;
  readonly regions: (count: number) => string;
  readonly prove: {
    readonly says: Readonly<Record<CommitmentProof['claim']['says'], string>>;
    readonly asTheRoomDecides: string;
    readonly byMandatesAlone: string;
    readonly nothingSaid: string;
    readonly proved: (regions: string) => string;
    readonly refuted: (regions: string) => string;
    readonly undecided: string;
    readonly summary: (commitments: number, proved: number, unkept: number) => string;
  };
  readonly decide: { readonly nothingNear: string };
  readonly check: {
    readonly inOrder: (mandates: number, commitments: number, rules: number) => string;
    readonly set: string;
    readonly toLookAt: (all: number, blocking: number) => string;
  };
  readonly simulate: {
    /** Outcomes and clauses stand as the script writes them. */
    readonly instead: (mandate: string, scripted: number, atHand: number) => string;
    readonly differing: (act: string, got: string, expected: string, source: string) => string;
    readonly summary: (acts: number, heldUp: number, otherwise: number) => string;
  };
  readonly compare: {
    readonly nothingElse: string;
    readonly changed: Readonly<Record<WordChange['change'], string>>;
    readonly of: Readonly<Record<WordChange['of'], string>>;
    readonly notWritten: string;
    readonly same: string;
    /** Where only what the commitments rule over reads otherwise. */
    readonly sameOver: string;
    /** Where the vocabulary has facts derived otherwise: of acts with the same facts. */
    readonly sameFacts: string;
    /** Before the acts of which facts are derived otherwise. */
    readonly derived: string;
    /** What comes of one of these changes. */
    readonly sameThere: string;
    readonly otherwiseThere: (regions: string) => string;
    readonly undecidedThere: string;
    readonly otherwise: (regions: string) => string;
    readonly undecided: string;
    /** Whether anybody gets more, which is what most readers want to know first of a change. */
    readonly more: Readonly<Record<Proof['result'], string>>;
    readonly fares: Readonly<Record<Fares, string>>;
    /** Before what a question leaves open after, and not before; and the other way round. */
    readonly opened: string;
    readonly closed: string;
    readonly notThere: string;
    readonly promise: (commitment: string, was: string, is: string) => string;
    readonly past: (otherwise: number, looked: number) => string;
    /** Before decisions that would come out otherwise by the documents of before too. */
    readonly pastAnyhow: (otherwise: number) => string;
    readonly pastAct: (entry: string, deed: string, was: string, wouldBe: string, clauses: string) => string;
  };
};

const ENGLISH: CommandPhrases = {
  others: 'and others that were not looked for',
  othersThan: 'and others that were not looked for (`--regions N` looks for more)',
  andMore: (count) => `and ${count} more`,
  regions: (count) => (count === 1 ? '1 region' : `${count} regions`),
  prove: {
    says: { never: 'never', 'unless-approved': 'unless-approved' },
    asTheRoomDecides: 'as the room decides',
    byMandatesAlone: 'by the mandates alone',
    nothingSaid: 'NOTHING IS SAID: there can be no such act',
    proved: (regions) => `proved over ${regions}`,
    refuted: (regions) => `REFUTED, by ${regions}`,
    undecided: 'UNDECIDED: the budget ended',
    summary: (commitments, proved, unkept) =>
      `${commitments} commitments, ${proved} proved${unkept === 0 ? '' : `; ${unkept} not kept by the text of a mandate, which blocks`}`,
  },
  decide: { nothingNear: 'No clause would permit it but for one or two facts.' },
  check: {
    inOrder: (mandates, commitments, rules) =>
      `in order: ${counted(mandates, 'mandate', 'mandates')}, ${counted(commitments, 'commitment', 'commitments')}, ${counted(rules, 'rule', 'rules')}`,
    set: 'set',
    toLookAt: (all, blocking) => `${all} to look at, ${blocking} of which block`,
  },
  simulate: {
    instead: (mandate, scripted, atHand) =>
      `the script puts ${mandate} ${scripted} in force; version ${atHand}, which is here, stands in its place`,
    differing: (act, got, expected, source) => `${act}: ${got}, expected ${expected} (${source})`,
    summary: (acts, heldUp, otherwise) => `${acts} acts, ${heldUp} held up, ${otherwise} otherwise than expected`,
  },
  compare: {
    nothingElse: 'nothing reads otherwise',
    changed: { added: 'added', removed: 'removed', changed: 'changed' },
    of: { mandate: 'mandate', clause: 'clause', commitment: 'commitment' },
    notWritten: '(not written)',
    same: 'no act has another outcome',
    sameOver:
      'no act has another outcome, for the commitments that the texts do not keep rule over them: `remit mandate prove` says which acts they would permit without them',
    sameFacts: 'no act has another outcome as long as its facts are the same',
    derived:
      'by the vocabulary other facts are derived of the same acts, so that outcomes may change although no clause does:',
    sameThere: 'none of these acts has another outcome',
    otherwiseThere: (regions) => `other outcomes among them, in ${regions} (in brackets: before):`,
    undecidedThere: 'which outcomes change among them is UNDECIDED: the budget ended',
    otherwise: (regions) => `other outcomes, in ${regions} (in brackets: before):`,
    undecided: 'which outcomes change is UNDECIDED: the budget ended',
    more: {
      proved: 'nobody may do more than before, not even with approval: proved over every possible act',
      refuted: 'somebody may do more than before, or come nearer to it by approval',
      undecided: 'whether anybody may do more than before is UNDECIDED: the budget ended',
    },
    fares: { proved: 'proved', refuted: 'refuted', undecided: 'undecided', unkept: 'unkept' },
    opened: 'since then',
    closed: 'no longer',
    notThere: 'not there',
    promise: (commitment, was, is) => `${commitment}: was ${was}, is ${is}`,
    past: (otherwise, looked) =>
      `${otherwise} of ${looked} recorded decisions would come out otherwise by what differs`,
    pastAnyhow: (otherwise) =>
      `${otherwise} more would come out otherwise already by the documents BEFORE: they were taken under other mandates than these`,
    pastAct: (entry, deed, was, wouldBe, clauses) =>
      `entry ${entry}, ${deed}: was ${was}, would be ${wouldBe}${clauses === '' ? '' : ` by ${clauses}`}`,
  },
};

/** A number with its noun. */
function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

const ITALIAN: CommandPhrases = {
  others: 'e altre che non sono state cercate',
  othersThan: 'e altre che non sono state cercate (`--regions N` ne cerca di più)',
  andMore: (count) => (count === 1 ? 'e un’altra' : `e altre ${count}`),
  regions: (count) => counted(count, 'regione', 'regioni'),
  prove: {
    says: { never: 'mai', 'unless-approved': 'mai senza approvazione' },
    asTheRoomDecides: 'come decide la sala',
    byMandatesAlone: 'secondo i soli mandati',
    nothingSaid: 'NULLA È DETTO: un tale atto non può esistere',
    proved: (regions) => `dimostrato su ${regions}`,
    refuted: (regions) => `CONFUTATO, in ${regions}`,
    undecided: 'INDECISO: il limite di lavoro è finito',
    summary: (commitments, proved, unkept) => {
      const all = `${counted(commitments, 'impegno', 'impegni')}, ${counted(proved, 'dimostrato', 'dimostrati')}`;
      const not = counted(unkept, 'non mantenuto', 'non mantenuti');
      return unkept === 0 ? all : `${all}; ${not} dal testo di un mandato, il che è bloccante`;
    },
  },
  decide: { nothingNear: 'Nessuna clausola lo consentirebbe se non fosse per uno o due fatti.' },
  check: {
    inOrder: (mandates, commitments, rules) =>
      `in ordine: ${counted(mandates, 'mandato', 'mandati')}, ${counted(commitments, 'impegno', 'impegni')}, ${counted(rules, 'regola', 'regole')}`,
    set: 'insieme',
    toLookAt: (all, blocking) => `${all} da guardare, di cui ${counted(blocking, 'bloccante', 'bloccanti')}`,
  },
  simulate: {
    instead: (mandate, scripted, atHand) =>
      `il copione pone in vigore ${mandate} ${scripted}; al suo posto sta la versione ${atHand}, che è qui`,
    differing: (act, got, expected, source) => `${act}: ${got}, atteso ${expected} (${source})`,
    summary: (acts, heldUp, otherwise) =>
      `${counted(acts, 'atto', 'atti')}, ${counted(heldUp, 'trattenuto', 'trattenuti')}, ${counted(otherwise, 'diverso', 'diversi')} da quanto atteso`,
  },
  compare: {
    nothingElse: 'nulla si legge diversamente',
    changed: { added: 'c’è in più', removed: 'non c’è più', changed: 'si legge diversamente' },
    of: { mandate: 'mandato', clause: 'clausola', commitment: 'impegno' },
    notWritten: '(non scritto)',
    same: 'nessun atto ha un altro esito',
    sameOver:
      'nessun atto ha un altro esito, perché gli impegni che i testi non mantengono prevalgono su di essi: `remit mandate prove` dice quali atti consentirebbero senza di essi',
    sameFacts: 'nessun atto ha un altro esito finché i suoi fatti sono gli stessi',
    derived:
      'secondo il vocabolario gli stessi atti hanno altri fatti, sicché gli esiti possono cambiare anche se nessuna clausola cambia:',
    sameThere: 'nessuno di questi atti ha un altro esito',
    otherwiseThere: (regions) => `altri esiti tra questi, in ${regions} (tra parentesi: prima):`,
    undecidedThere: 'quali esiti cambino tra questi è INDECISO: il limite di lavoro è finito',
    otherwise: (regions) => `altri esiti, in ${regions} (tra parentesi: prima):`,
    undecided: 'quali esiti cambino è INDECISO: il limite di lavoro è finito',
    more: {
      proved: 'nessuno può fare più di prima, neppure con approvazione: dimostrato su ogni atto possibile',
      refuted: 'qualcuno può fare più di prima, o arrivarci con un’approvazione',
      undecided: 'se qualcuno possa fare più di prima è INDECISO: il limite di lavoro è finito',
    },
    fares: { proved: 'dimostrato', refuted: 'confutato', undecided: 'indeciso', unkept: 'non mantenuto' },
    opened: 'da allora',
    closed: 'non più',
    notThere: 'assente',
    promise: (commitment, was, is) => `${commitment}: prima ${was}, ora ${is}`,
    past: (otherwise, looked) =>
      `di ${counted(looked, 'decisione registrata', 'decisioni registrate')}, con un altro esito per ciò che è diverso: ${otherwise}`,
    pastAnyhow: (otherwise) =>
      `${counted(otherwise, 'altra', 'altre')} avrebbero un altro esito già secondo i documenti di prima: furono prese con mandati che questi non sono`,
    pastAct: (entry, deed, was, wouldBe, clauses) =>
      `registrazione ${entry}, ${deed}: era ${was}, sarebbe ${wouldBe}${clauses === '' ? '' : ` secondo ${clauses}`}`,
  },
};

/** The phrases by the language. */
export const COMMAND_PHRASES: Readonly<Record<'en' | 'it', CommandPhrases>> = { en: ENGLISH, it: ITALIAN };
