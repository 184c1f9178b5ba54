import type { mandateChecksEn } from '../en/mandate-checks.ts';

export const mandateChecksIt: Record<keyof typeof mandateChecksEn, string> = {
  'draft.proofs': 'Impegni',
  'draft.proofsLead':
    'Provati su ogni atto possibile, con tutto ciò che è in vigore ora e questa bozza al posto della sua versione precedente. Una regione è un gruppo di atti decisi allo stesso modo. Una prova riguarda questo testo, non i comportamenti.',
  'draft.result.proved': 'vale su {cells, plural, one {# regione} other {# regioni}}',
  'draft.result.refuted': 'infranto',
  'draft.result.undecided': 'indeciso: il lavoro era troppo',
  'draft.alone.refuted': 'Vale solo grazie all’impegno. Senza di esso i mandati darebbero:',
  'draft.alone.undecided': 'Se i mandati da soli lo manterrebbero è indeciso.',
  'draft.moreRegions': 'e {count, plural, one {# altra} other {# altre}}',
  'draft.otherRegions': 'e altre che non sono state cercate',
  'draft.findings': 'Da guardare',
  'draft.noFindings': 'Niente.',
  'draft.blocks': 'bloccante',
  'draft.finding.beats-approval': 'scavalca un’approvazione',
  'draft.finding.dead-permit': 'permesso morto',
  'draft.finding.redundant': 'non cambia nulla',
  'draft.finding.overlaps-forbid': 'vietato in parte',
  'draft.finding.touches-commitment': 'tocca un impegno',
  'draft.finding.ends-early': 'finisce presto',
  'draft.finding.undecided': 'indeciso',
  'draft.exerciseOnly':
    'Basta per questa esercitazione, mai per una sala reale: {clauses, plural, =0 {nessuna clausola si fonda} one {# clausola si fonda} other {# clausole si fondano}} su un’ipotesi, {questions, plural, =0 {nessuna domanda lascia} one {# domanda lascia} other {# domande lasciano}} aperto un asse{questions, plural, =0 {} other { ({ids})}}.',
  'draft.liveBlocks':
    'Non può entrare in vigore in questa sala reale: {clauses, plural, =0 {nessuna clausola si fonda} one {# clausola si fonda} other {# clausole si fondano}} su un’ipotesi, {questions, plural, =0 {nessuna domanda lascia} one {# domanda lascia} other {# domande lasciano}} aperto un asse{questions, plural, =0 {} other { ({ids})}}.',
  'draft.came.proved': 'vale',
  'draft.came.refuted': 'infranto',
  'draft.came.undecided': 'indeciso',
  'draft.breaks':
    '{commitment} non è mantenuto dal testo di questa bozza: è bloccante, salvo che qualcuno risponda di un’eccezione.',
  'draft.unkept.refuted': 'L’impegno continua a prevalere. Senza di esso il testo consentirebbe:',
  'draft.unkept.undecided': 'Non è stato possibile decidere se il solo testo lo manterrebbe: il lavoro era troppo.',
  'draft.finding.open-axis': 'una domanda lo lascia aperto',
  'draft.finding.never-had': 'vuole ciò che questi atti non hanno mai',
  'draft.excepted':
    '{count, plural, one {# impegno non mantenuto, con un’eccezione} other {# impegni non mantenuti, con eccezioni}}',
  'draft.sameLogicOver':
    'Nessun atto ha un esito diverso, perché gli impegni che il testo non mantiene prevalgono su di esso. In Verifiche si legge quali atti consentirebbe senza di essi.',
  'draft.againstBefore': 'la versione precedente',
  'draft.came.unkept': 'prevale, ma il testo non lo mantiene',
  'draft.result.unkept': 'non mantenuto da questo testo',
  'draft.result.excepted': 'non mantenuto da questo testo, con un’eccezione',
  'draft.breaksExcepted': '{commitment} non è mantenuto dal testo di questa bozza. È stata firmata un’eccezione:',
  'draft.another':
    '{draft} è già depositata ({status}). Quanto si scrive qui è un’altra bozza: una volta depositata prende il posto di quella, e il suo esame e le sue firme decadono.',
  'draft.numberTaken':
    '{draft} è già depositata ({status}): nessun altro testo può avere questo numero. Per depositare questo testo, scrivere {next} come versione.',
  'draft.toWrite': '{count, plural, one {Ancora da scrivere: una cosa} other {Ancora da scrivere: # cose}}',
  'draft.toWrite.title': 'il titolo',
  'draft.toWrite.instrument':
    'lo strumento su cui poggia oppure, tra le domande aperte, quella che dice che non se ne conosce nessuno',
  'draft.toWrite.allTerms': 'tutte le {count} condizioni: ciascuna è indicata, o lasciata aperta da una domanda',
  'draft.toWrite.terms':
    '{count, plural, one {una condizione, indicata o lasciata aperta da una domanda} other {# condizioni, ciascuna indicata o lasciata aperta da una domanda}}: {terms}',
  'draft.toWrite.sources':
    '{count, plural, one {la fonte di una condizione} other {le fonti di # condizioni}}: {terms}',
  'draft.toWrite.clause': 'clausola {clause}: {lacks}',
  'draft.toWrite.clause.text': 'la sua frase',
  'draft.toWrite.clause.source': 'una fonte',
  'draft.toWrite.clause.activity': 'l’attività',
  'draft.toWrite.clause.axes': '{count, plural, one {l’asse} other {# assi}} {axes}',
  'draft.toWrite.clause.allAxes': 'tutti i {count} assi: ciascuno dice quali parole valgono, oppure «qualunque»',
  'draft.stillToWrite': 'ancora da scrivere',
  'draft.sourceToName': 'fonte da indicare',
};
