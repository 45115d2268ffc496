import { Actors, disable } from './actors.js';
import { Matches } from './matches.js';
import { batches } from './stream.js';
import { theme } from './theme.js';

const $ = (id) => document.getElementById(id);

const matches = new Matches($('matches'), $('count'), $('match'));
const actors = new Actors(document, {
  cancel: (worker) => ask('DELETE', `searches/${search.id}/workers/${worker}`),
  kill: (worker) => ask('DELETE', `workers/${worker}`),
  start: (worker) => ask('PUT', `workers/${worker}`),
});

const WORDS = { lost: 'is lost', stopped: 'has stopped', unreachable: 'cannot be reached' };

/** The search that runs or ran last. */
let search = null;

function status(text, problem = false) {
  $('status').textContent = text;
  $('status').classList.toggle('problem', problem);
}

async function ask(method, path, body) {
  const headers = body ? { 'Content-Type': 'application/json' } : {};
  try {
    const response = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
    if (!response.ok && response.status !== 404) {
      status((await problem(response)), true);
    }
    return response.ok;
  }
  catch {
    status('The desk does not answer.', true);
    return false;
  }
}

async function problem(response) {
  try {
    return (await response.json()).detail;
  }
  catch {
    return `The desk refuses: ${response.status}`;
  }
}

function running(yes) {
  for (const control of [$('narrow-to'), $('narrow-go'), $('cancel')]) {
    disable(control, !yes);
  }
}

/** One at a time: the one before is cancelled, as it is when the page is left. */
async function start(pattern, pause) {
  search?.leave.abort();
  const mine = { id: null, parts: new Map(), leave: new AbortController(), begun: performance.now() };
  search = mine;
  matches.clear();
  status('Asking the workers');
  try {
    const response = await fetch('searches', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ pattern, pause }),
      signal: mine.leave.signal,
    });
    if (!response.ok) {
      status(await problem(response), true);
      running(false);
      return;
    }
    for await (const events of batches(response)) {
      take(mine, events);
    }
  }
  catch {
    if (!mine.leave.signal.aborted) {
      status('The desk does not answer.', true);
      running(false);
    }
  }
}

function take(mine, events) {
  if (search !== mine) {
    return;
  }
  const found = [];
  for (const event of events) {
    if (event.type === 'Matched') {
      found.push(event);
      mine.parts.get(event.worker).matches++;
    }
    else {
      tell(mine, event);
    }
  }
  matches.add(found);
  mine.parts.forEach((part, name) => actors.part(name, part));
}

function tell(mine, event) {
  const part = mine.parts.get(event.worker);
  switch (event.type) {
    case 'Asked':
      mine.id = event.id;
      event.workers.forEach((name) => mine.parts.set(name, { planned: -1, files: 0, matches: 0 }));
      running(true);
      status(`Searching ${event.root} with ${event.workers.length} workers`);
      break;
    case 'Began':
      part.planned = event.files;
      break;
    case 'Progressed':
      part.files = event.files;
      break;
    case 'Narrowed':
      status(`Narrowed to ${event.to}`);
      break;
    case 'PartEnded':
      Object.assign(part, { ending: event.ending, words: event.words, files: event.files, matches: event.matches });
      if (event.problem) {
        status(`${event.worker} ${WORDS[event.ending]}; the others go on`, true);
      }
      break;
    case 'Ended':
      running(false);
      ended(mine, event);
      break;
  }
}

function ended(mine, event) {
  const seconds = ((performance.now() - mine.begun) / 1000).toFixed(1);
  const parts = [...mine.parts];
  const lost = parts.filter(([, part]) => !['returned', 'cancelled'].includes(part.ending)).map(([name]) => name);
  const cancelled = parts.filter(([, part]) => part.ending === 'cancelled').map(([name]) => name);
  if (event.problem) {
    status(event.problem, true);
    return;
  }
  const missing = [
    lost.length && `without what ${lost.join(' and ')} had left`,
    cancelled.length && `${cancelled.join(' and ')} cancelled`,
  ].filter(Boolean);
  const total = `${event.matches.toLocaleString('en')} ${(event.matches === 1) ? 'match' : 'matches'}`;
  status([`${total} in ${seconds} s`, ...missing].join(', '), lost.length > 0);
}

$('search').addEventListener('submit', (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  start(form.get('pattern'), Number(form.get('pause')));
});

$('narrow').addEventListener('submit', async (event) => {
  event.preventDefault();
  const to = $('narrow-to').value;
  if (to && await ask('POST', `searches/${search.id}/refinements`, { [$('narrow-what').value]: to })) {
    $('narrow-to').value = '';
  }
});

$('cancel').addEventListener('click', () => ask('DELETE', `searches/${search.id}`));

theme($('theme'));

let scenes = null;

function watch() {
  scenes = new EventSource('actors');
  scenes.addEventListener('message', (event) => actors.show(JSON.parse(event.data)));
}

// A page that is left may be kept for those who come back, and its connections with it: then nobody would see that it was left.
addEventListener('pagehide', () => {
  search?.leave.abort();
  scenes.close();
});
addEventListener('pageshow', (event) => {
  if (event.persisted) {
    running(false);
    status('The search was cancelled when the page was left.');
    watch();
  }
});

watch();
