import { ActsTable } from './acts.js';
import { AlertsBanner } from './alerts.js';

/** The wall: follows the room's live events and shows them. It holds no secrets, stores nothing and sends nothing. */

const find = (id) => document.getElementById(id);
const table = new ActsTable({ body: find('rows'), table: find('table'), empty: find('empty') });
const banner = new AlertsBanner({ section: find('alarms'), list: find('alerts'), more: find('more-alerts') });

/** The latest word of the room, and when it came. */
let room;
let heardAt = 0;
let paused = false;
const waiting = [];

const SILENT_MS = 15_000;
const AGAIN_MS = 5_000;
const SPEAK_MS = 10_000;

function follow() {
  const events = new EventSource('/wall/events');
  events.addEventListener('room', (event) => showRoom(JSON.parse(event.data)));
  events.addEventListener('acts', (event) => {
    const acts = JSON.parse(event.data);
    if (paused) waiting.push(...acts);
    else showActs(acts);
  });
  // Whoever pauses the list still sees an alarm.
  events.addEventListener('alerts', (event) => banner.show(JSON.parse(event.data)));
  events.addEventListener('reset', () => table.clear());
  events.addEventListener('error', () => {
    trouble('The room does not answer; this page tries again.');
    // After an answer that is no stream, the browser does not come back by itself.
    if (events.readyState === EventSource.CLOSED) setTimeout(follow, AGAIN_MS);
  });
}

function showRoom(state) {
  if (room !== undefined && room.origin !== state.origin) {
    location.reload();
    return;
  }
  const first = room === undefined;
  room = state;
  heardAt = performance.now();
  if (first) showEvent(state);
  find('size').textContent = count(state.size);
  find('included').textContent = count(state.included);
  find('checkpoint').textContent = state.checkpointAt === null ? 'before this start' : isoTime(state.checkpointAt);
  table.include(state.included);
  trouble(troubleOf(state));
  showClocks();
}

function troubleOf({ halted, unsignedSince }) {
  if (halted !== null) return `Halted: ${halted}. The operator must accept the clock, or the room be started again.`;
  if (unsignedSince === null) return '';
  return `No checkpoint since ${isoTime(unsignedSince)}: the signer of the ledger does not answer. Acts are recorded all the same.`;
}

function showEvent({ mode, title, room: name, origin, speed }) {
  const exercise = mode === 'exercise';
  const mark = find('mark');
  mark.textContent = exercise ? 'EXERCISE' : 'LIVE';
  mark.classList.toggle('live', !exercise);
  document.title = `${exercise ? 'EXERCISE' : 'LIVE'} · ${title} · Remit`;
  find('title').textContent = title;
  find('room').textContent = name === null ? 'Remit' : `${name} · the wall of the duty room`;
  find('origin').textContent = origin;
  find('verify').textContent = `npx remit verify ${location.origin}/public/`;
  if (speed !== 1 && speed !== 0) find('clock-z-name').textContent = `Room time, Z (${speed} times as fast)`;
  find('about').textContent = exercise
    ? 'What the host’s duty room may see, as it is entered. An exercise: people are roles; acts and positions are invented.'
    : 'How the room stands. What was done is shown to those who may see it.';
  find('attribution').textContent = exercise
    ? 'Public statements about the event are attributed and paraphrased; nobody named endorses this.'
    : '';
  if (exercise) return;
  find('controls').hidden = true;
  find('empty').textContent =
    'In a live room, acts are shown only to people who signed in, each what is theirs. Signing in on this page comes with the next release; signed readings of /log work already.';
}

function showActs(acts) {
  table.add(acts);
  noteForSpeech(acts);
}

function showClocks() {
  if (room === undefined) return;
  const now = room.roomNow + (performance.now() - heardAt) * room.speed;
  const fast = room.speed !== 1;
  find('clock-z').textContent = zuluTime(now, fast);
  find('clock-local').textContent = localTime(now, room.timezone, fast);
  find('clock-local-name').textContent = `Local, ${room.timezone}`;
  if (performance.now() - heardAt > SILENT_MS)
    trouble('Nothing was heard from the room for a while; what is shown may be old.');
}

function trouble(text) {
  const shown = find('trouble');
  if (shown.textContent !== text) shown.textContent = text;
  shown.hidden = text === '';
}

/** For those who listen: not each act, but now and then how many, and the last that was held up. */
let unspoken = [];
function noteForSpeech(acts) {
  unspoken.push(...acts);
}
setInterval(() => {
  if (unspoken.length === 0) return;
  const held = unspoken.filter(({ outcome }) => outcome !== 'permitted');
  const last = held.at(-1);
  const more =
    last === undefined
      ? ''
      : `; ${held.length} held up, the last ${last.outcome}: ${last.what}, ${last.agency}, entry ${last.index}`;
  find('spoken').textContent = `${unspoken.length} new acts${more}.`;
  unspoken = [];
}, SPEAK_MS);

find('pause').addEventListener('click', () => {
  paused = !paused;
  find('pause').setAttribute('aria-pressed', String(paused));
  find('pause').textContent = paused ? 'Paused: go on' : 'Pause';
  if (!paused) showActs(waiting.splice(0));
});

find('held-up').addEventListener('change', (event) => {
  find('table').classList.toggle('filtered', event.target.checked);
});

function count(number) {
  return number.toLocaleString('en');
}

function isoTime(ms) {
  return `${new Date(ms).toISOString().slice(11, 19)}Z`;
}

function zuluTime(ms, fast) {
  const iso = new Date(ms).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, fast ? 16 : 19)}Z`;
}

function localTime(ms, timeZone, fast) {
  const options = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23', weekday: 'short' };
  return new Intl.DateTimeFormat('en-GB', fast ? options : { ...options, second: '2-digit' }).format(ms);
}

setInterval(showClocks, 250);
follow();
