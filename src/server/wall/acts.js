/** The table of the latest acts. Text only: whatever an actor wrote is shown as text and never read as markup. */

const ROWS_MAX = 200;

/** Word and shape of each outcome; only what is held up has a colour. */
const OUTCOMES = {
  permitted: ['●', 'permitted'],
  'needs-approval': ['◆', 'needs approval'],
  prohibited: ['✕', 'prohibited'],
  outside: ['▲', 'outside'],
};

export class ActsTable {
  #body;
  #table;
  #empty;
  /** Entry index to its row and cell of state. */
  #known = new Map();
  #included = 0;

  constructor({ body, table, empty }) {
    this.#body = body;
    this.#table = table;
    this.#empty = empty;
  }

  /** Adds acts, oldest first; the newest ends up on top. */
  add(acts) {
    const fragment = document.createDocumentFragment();
    for (const act of acts) {
      if (this.#known.has(act.index)) continue;
      const { row, state } = rowOf(act);
      this.#known.set(act.index, { row, state });
      setState(state, act.index < this.#included);
      fragment.prepend(row);
    }
    this.#body.prepend(fragment);
    while (this.#body.childElementCount > ROWS_MAX) {
      const last = this.#body.lastElementChild;
      this.#known.delete(Number(last.dataset.index));
      last.remove();
    }
    this.#table.hidden = this.#known.size === 0;
    this.#empty.hidden = this.#known.size > 0;
  }

  /** Entries below this index are in a checkpoint. */
  include(size) {
    if (size === this.#included) return;
    for (const [index, { state }] of this.#known) {
      if (index >= this.#included && index < size) setState(state, true);
    }
    this.#included = size;
  }

  clear() {
    this.#known.clear();
    this.#body.replaceChildren();
  }
}

function rowOf(act) {
  const row = document.createElement('tr');
  row.className = Object.hasOwn(OUTCOMES, act.outcome) ? act.outcome : 'outside';
  row.dataset.index = String(act.index);
  const [shape, word] = OUTCOMES[act.outcome] ?? ['?', String(act.outcome)];
  const time = new Date(act.at).toISOString();
  cell(row, 'time', dayAndTime(act.at)).title = time;
  cell(row, 'index number', `#${act.index}`);
  // Agencies have long names: what is cut off is the end of theirs, never the desk.
  const who = cell(row, 'who', act.desk ?? stranger(act));
  part(who, 'desk', ` ${act.agency}`);
  if (act.person !== null && !isRegistrar(act.person)) who.title = `${who.title}: ${act.person}`;
  const own = act.activity === act.kind || act.activity === 'timer.due' || act.cause !== null;
  const what = cell(row, 'what', own ? act.what : `${act.what}: ${act.activity}`);
  if (act.form === 'report') part(what, 'desk', ' (report)');
  const summary = act.cause === null ? act.summary : `follows from #${act.cause}`;
  if (summary !== '') part(what, 'summary', `  ${summary}`);
  cell(row, 'place', act.place === null || act.place === 'unknown' ? '' : act.place);
  const outcome = cell(row, 'outcome', '');
  part(outcome, 'shape', shape).setAttribute('aria-hidden', 'true');
  // The verdict on a report is about the deed that is reported, not about reporting it; so is one that is taken again.
  const isOfDeed = act.form === 'report' || act.kind === 'deed.reclassified';
  part(outcome, 'word', isOfDeed ? `deed ${word}` : word);
  if (act.clauses.length > 0) cell(row, 'clauses', act.clauses.join(', '));
  else part(cell(row, 'clauses', ''), 'desk', 'no clause');
  cell(row, 'matter', act.matter ?? '');
  const state = cell(row, 'state', '');
  return { row, state };
}

function cell(row, name, text) {
  const made = document.createElement('td');
  made.className = name;
  made.textContent = text;
  // Columns are narrow: what is cut off can still be read.
  if (text !== '') made.title = text;
  row.append(made);
  return made;
}

function part(parent, name, text) {
  const made = document.createElement('span');
  made.className = name;
  made.textContent = text;
  parent.append(made);
  parent.title = parent.textContent;
  return made;
}

/** Who acts without a desk. */
function stranger({ person }) {
  if (person === null) return '';
  if (person === 'timer') return 'clock';
  return isRegistrar(person) ? 'Registrar of' : person;
}

/** Their office says it, and the agency beside it whose. */
function isRegistrar(person) {
  return person.startsWith('registrar:');
}

function setState(cellOfState, included) {
  cellOfState.textContent = included ? 'included' : 'recorded';
  cellOfState.className = included ? 'state' : 'state recorded';
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `5 Feb 05:30:00`, in Z. */
function dayAndTime(ms) {
  const date = new Date(ms);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.toISOString().slice(11, 19)}`;
}
