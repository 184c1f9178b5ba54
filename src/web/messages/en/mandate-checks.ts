/** What is said beside a draft: what is still to write, which commitments it keeps, what is to be looked at. */
export const mandateChecksEn = {
  'draft.proofs': 'Commitments',
  'draft.proofsLead':
    'Proved over every possible act, under all that is in force now with this draft in the place of its older version. A region is a group of acts that are decided alike. A proof is about this text, not about conduct.',
  'draft.result.proved': 'holds over {cells, plural, one {# region} other {# regions}}',
  'draft.result.refuted': 'broken',
  'draft.result.undecided': 'undecided: the work was too much',
  'draft.alone.refuted': 'It holds by the commitment alone. Without it the mandates would give:',
  'draft.alone.undecided': 'Whether the mandates alone would keep it is undecided.',
  'draft.moreRegions': 'and {count, plural, one {# more} other {# more}}',
  'draft.otherRegions': 'and others that were not looked for',
  'draft.findings': 'To be looked at',
  'draft.noFindings': 'Nothing.',
  'draft.blocks': 'blocks',
  'draft.finding.beats-approval': 'beats an approval',
  'draft.finding.dead-permit': 'dead permit',
  'draft.finding.redundant': 'changes nothing',
  'draft.finding.overlaps-forbid': 'partly forbidden',
  'draft.finding.touches-commitment': 'touches a commitment',
  'draft.finding.ends-early': 'ends early',
  'draft.finding.undecided': 'undecided',
  'draft.exerciseOnly':
    'It can run this exercise, and never a live room: {clauses, plural, =0 {no clause rests} one {# clause rests} other {# clauses rest}} on an assumption, {questions, plural, =0 {no question leaves} one {# question leaves} other {# questions leave}} an axis open{questions, plural, =0 {} other { ({ids})}}.',
  'draft.liveBlocks':
    'It cannot come into force in this live room: {clauses, plural, =0 {no clause rests} one {# clause rests} other {# clauses rest}} on an assumption, {questions, plural, =0 {no question leaves} one {# question leaves} other {# questions leave}} an axis open{questions, plural, =0 {} other { ({ids})}}.',
  'draft.came.proved': 'holds',
  'draft.came.refuted': 'broken',
  'draft.came.undecided': 'undecided',
  'draft.breaks':
    '{commitment} is not kept by the text of this draft: that blocks, unless somebody answers for an exception.',
  'draft.unkept.refuted': 'The commitment goes on ruling. Without it the text would permit:',
  'draft.unkept.undecided': 'It could not be decided whether the text alone would keep it: the work was too much.',
  'draft.finding.open-axis': 'a question leaves it open',
  'draft.finding.never-had': 'wants what these acts never have',
  'draft.excepted':
    '{count, plural, one {# commitment not kept, with an exception} other {# commitments not kept, with exceptions}}',
  'draft.sameLogicOver':
    'No act has another outcome, for the commitments that the text does not keep rule over it. Checks says which acts it would permit without them.',
  'draft.againstBefore': 'the version before',
  'draft.came.unkept': 'rules, but the text does not keep it',
  'draft.result.unkept': 'not kept by this text',
  'draft.result.excepted': 'not kept by this text, with an exception',
  'draft.breaksExcepted': '{commitment} is not kept by the text of this draft. An exception was signed:',
  'draft.another':
    '{draft} was handed in ({status}). What you write here is another draft: once handed in it takes the place of that one, and its review and signatures are void.',
  'draft.numberTaken':
    '{draft} was handed in ({status}): no other text can have this number. Write {next} as its version to hand this one in.',
  'draft.toWrite': '{count, plural, one {Still to write: one thing} other {Still to write: # things}}',
  'draft.toWrite.title': 'the title',
  'draft.toWrite.instrument':
    'the instrument on which it rests, or, under open questions, the question that says that none is known',
  'draft.toWrite.allTerms': 'all {count} terms: each is stated, or left open by a question',
  'draft.toWrite.terms':
    '{count, plural, one {one term} other {# terms}}, each stated or left open by a question: {terms}',
  'draft.toWrite.sources': '{count, plural, one {the source of a term} other {the sources of # terms}}: {terms}',
  'draft.toWrite.clause': 'clause {clause}: {lacks}',
  'draft.toWrite.clause.text': 'its sentence',
  'draft.toWrite.clause.source': 'a source',
  'draft.toWrite.clause.activity': 'the activity',
  'draft.toWrite.clause.axes': '{count, plural, one {the axis} other {# axes}} {axes}',
  'draft.toWrite.clause.allAxes': 'all {count} axes: each says which words match, or “whatever”',
  'draft.stillToWrite': 'still to write',
  'draft.sourceToName': 'source to be named',
} as const;
