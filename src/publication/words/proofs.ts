/** What the page of commitments says of a proof, in both languages. */
export type ProofWords = {
  /** Beside a commitment that holds: what the mandates would give away without it. */
  readonly alone: {
    readonly proved: string;
    readonly refuted: string;
    readonly undecided: string;
  };
  /** The facts that a proof takes as they are stated. */
  readonly assumes: (facts: string) => string;
  /** Whether acts that are told could be done today. */
  readonly reach: string;
  /** Of mandates whose own text does not keep it. */
  readonly unkept: (mandates: string) => string;
  /** That each commitment is one of the rules that were proved over, and what is asked besides. */
  readonly amongRules: string;
};

const ENGLISH_PROOFS: ProofWords = {
  alone: {
    proved: 'The mandates alone would keep it.',
    refuted: 'It holds because the room refuses by this commitment; the mandates alone would allow:',
    undecided: 'Whether the mandates alone would keep it is not known: the search was given up.',
  },
  assumes: (facts) => `Of facts, ${facts}.`,
  reach:
    'A proof goes through every fact that an act can have, and cannot say that the facts of an act are true: what it takes as stated, and by whom, stands with it. Whether somebody is in the room today whose acts the told ones could be is not said here, for the room’s records are not public; where no records could ever give such facts, that is said.',
  unkept: (mandates) => `Not kept by the text of: ${mandates}.`,
  amongRules:
    'Each commitment is itself among the rules that it was proved over: that one “holds” says that the room refuses what it rules out, whatever a mandate says. What the mandates would allow without any commitment is proved apart, and stands beside it.',
};

const ITALIAN_PROOFS: ProofWords = {
  alone: {
    proved: 'Anche i soli mandati lo manterrebbero.',
    refuted: 'Vale perché la sala rifiuta in base a questo impegno; i soli mandati consentirebbero:',
    undecided: 'Se i soli mandati lo manterrebbero non è dato sapere: la ricerca è stata interrotta.',
  },
  assumes: (facts) => `Quanto ai fatti, ${facts}.`,
  reach:
    'Una dimostrazione percorre ogni fatto che un atto può avere, e non può dire che i fatti di un atto siano veri: ciò che prende come dichiarato, e da chi, sta con essa. Se oggi in sala ci sia qualcuno di cui gli atti detti potrebbero essere qui non è detto, perché i dati della sala non sono pubblici; dove nessun dato potrebbe mai dare tali fatti, è detto.',
  unkept: (mandates) => `Non mantenuto dal testo di: ${mandates}.`,
  amongRules:
    'Ogni impegno è esso stesso tra le regole in base alle quali è dimostrato: che uno «vale» dice che la sala rifiuta ciò che esso esclude, qualunque cosa dica un mandato. Ciò che i mandati consentirebbero senza alcun impegno è dimostrato a parte, e sta accanto.',
};

/** The words for the language of a page. */
export function proofWords(language: string): ProofWords {
  return language === 'it' ? ITALIAN_PROOFS : ENGLISH_PROOFS;
}
