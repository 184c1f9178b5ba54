/**
 * The numbered house rules: rules of state that no mandate can set aside. They are hashed into every mandate set, and a
 * refusal cites them like clauses. A number is never given to another rule.
 */
export const HOUSE_RULES = {
  'R-01':
    'Nobody answers their own request: the answer comes from an officer of the host who neither asked nor would do the deed, whatever desk they hold.',
  'R-02': 'Acts come from an open shift: the actor is signed on at the desk that the act names.',
  'R-03': 'A desk is held by one person at a time, whose agency and roles entitle to it and who holds no other.',
  'R-04': 'An answer binds the deed exactly as it was asked for: an edited deed is another deed.',
  'R-05':
    'A coercive deed of anybody but the host takes effect only with that very power conferred, a host officer beside, and the host’s approval of that deed.',
  'R-06': 'What is over is over: a matter that is answered, closed, lapsed or withdrawn is not acted on again.',
  'R-07':
    'An oral approval is entered by a loggist who has no part in it, and names a giver who could have answered and the channel.',
  'R-08': 'Only the giver of an oral approval countersigns it, within the stated time.',
  'R-09': 'A line is corrected by its author or by the duty officer of its room; the original stays.',
  'R-10': 'An item under originator control goes on, is recalled or consented to only as its originator allows.',
  'R-11': 'A release names one enrolled recipient and an unexpired item that the releasing agency holds.',
  'R-12': 'A proposal comes before the deed, and a report after it.',
  'R-13': 'A late entry is never authority: what confers something takes no effect when it is reported.',
  'R-14': 'A tasking stays inside one agency’s own command, and is answered by the person tasked.',
  'R-15':
    'Only a host officer confers a power, one executive power on one guest for a bounded time, and never one that a commitment rules out.',
  'R-16': 'A guest is accompanied by a host officer on duty, who enters it or is entered by a host desk.',
  'R-17':
    'Only the host puts a mandate in force, from its checked document, where it is not yet and its end is still ahead, and suspends it while it is; never the root mandate, and none so that nobody of the host could do either any more; in a live room none rests on an assumption or leaves an axis open.',
  'R-18': 'An act is entered once: the same id with other content is refused.',
  'R-19': 'An act is signed close to the room’s time.',
  'R-20': 'Who was removed, or whose key was replaced, does not act.',
  'R-21': 'A deed is begun and ended, and a request withdrawn, by the person it names, within its time.',
  'R-22':
    'An emergency alert, an evacuation notice, an escort to safety and the host’s declaration are never held up, only recorded.',
  'R-23': 'What cannot be evaluated is refused.',
  'R-24': 'An alert ends by explicit cancellation, by the person who raised it or by a duty officer of the host.',
  'R-25': 'The register of statements holds only offices bound by the arrangement.',
  'R-26': 'A registrar enrols and removes only people of the registrar’s own agency.',
  'R-27': 'The room’s clock begins what was set to begin, and ends what is over.',
  'R-28':
    'The operator creates the ledger, accepts a jump of the clock, and states what the room itself did (its key, what is opened, what is erased for good), and does nothing else.',
  'R-29':
    'Protected material opens to one person, for one item that is theirs to read, for one purpose and for its minutes; the whole record opens only to oversight.',
  'R-30': 'An exercise is directed only in an exercise, from its director’s desk, and each inject is given once.',
  'R-31': 'A key is one person’s: nobody is enrolled with a key that somebody else, or the room itself, has or had.',
  'R-32':
    'Who gave or entered the host’s approval of a guest’s coercive deed is not the officer beside it, nor enters who is: both are others.',
  'R-33':
    'The host challenges what a recorded deed was declared to be, once at a time and for something else; another officer answers, who neither raised the challenge nor did the deed.',
  'R-34':
    'A mandate comes into force as the host’s legal review cleared it and as it was signed for the host authority and, where a guest holds it, for the guest’s own state, each by another person; in an exercise what was supplied with the event counts as reviewed and signed.',
  'R-35':
    'No mandate comes into force whose text alone would break a commitment, unless somebody of the host authority who did not draft it signed a reasoned exception that is public; and none that silently permits what another clause leaves to the host’s approval.',
  'R-36':
    'What stands open is bounded: who, or whose agency, has as many deeds open or waiting to be begun, requests waiting or people newly enrolled as the room keeps adds none until others are over; a deed that gets people out is recorded all the same.',
  'R-37':
    'A record is erased from the host’s data protection desk, as a whole and once all of it is over; what shows who was enrolled, who sat where, who consulted what, what was in force and what offices said in public is kept.',
  'R-38': 'What a hold stands on is not erased; holds are placed and lifted from desks of the host.',
  'R-39':
    'Retention rules come into force from the host’s data protection desk, as the event supplies them and once each; in a live room none rests on an assumption.',
  'R-40':
    'A record is erased because its time is over only after it came up for review, with nothing of it still to be kept or without a date.',
  'R-41':
    'A record that came up for review is kept longer only from the host’s data protection desk, with a reason, until a stated time and for 400 days at most.',
  'R-42': 'Who lifted another person’s hold on a record does not erase that record.',
  'R-43':
    'Only a host officer clears: one guest, or one weapon or vehicle of theirs that is named, for a bounded time, and none that is cleared for that person already.',
} as const;

export type HouseRule = keyof typeof HOUSE_RULES;

export const HOUSE_RULE_LIST: readonly { id: HouseRule; text: string }[] = (
  Object.entries(HOUSE_RULES) as [HouseRule, string][]
).map(([id, text]) => ({ id, text }));
