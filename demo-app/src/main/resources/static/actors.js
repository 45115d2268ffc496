const SVG = 'http://www.w3.org/2000/svg';

/** How long a context that has ended is still shown beside newer ones, in milliseconds. */
const LINGER = 4000;

/** How a state looks: the shape's name is the tone's. */
const TONES = {
  opening: 'wait', scheduled: 'wait', open: 'live', cancelling: 'stop', zombie: 'stop',
  returned: 'done', cancelled: 'stop', deadline: 'stop', overrun: 'lost', failed: 'lost', refused: 'lost', lost: 'lost',
};

const PROCESSES = { starting: 'wait', running: 'idle', killed: 'lost', ended: 'lost' };

/** The drawing: the desk, its workers, and the contexts between them. */
export class Actors {

  #stage;
  #wires;
  #desk;
  #branches;
  #templates;
  #on;
  #workers = new Map();
  #dirty = false;
  #scene = null;

  /** @param on what to do: cancel(worker), kill(worker), start(worker) */
  constructor(root, on) {
    this.#stage = root.getElementById('stage');
    this.#wires = root.getElementById('wires');
    this.#desk = root.getElementById('desk');
    this.#branches = root.getElementById('branches');
    this.#templates = { branch: root.getElementById('branch'), context: root.getElementById('context') };
    this.#on = on;
    new ResizeObserver(() => this.#changed()).observe(this.#stage);
  }

  /** Shows what all actors do now. */
  show(scene) {
    this.#scene = scene;
    text(this.#desk.querySelector('.code'), short(scene.desk.id));
    for (const worker of scene.workers) {
      const branch = this.#branch(worker.name);
      branch.process = worker.process;
      this.#showProcess(branch, worker);
      this.#showContexts(branch, scene.desk.contexts.filter((context) => context.peer === worker.name), worker.actor);
    }
    this.#changed();
  }

  /** Shows how far a worker is in this page's search. */
  part(name, part) {
    const branch = this.#branch(name);
    branch.part = part;
    this.#showPart(branch);
  }

  #branch(name) {
    let branch = this.#workers.get(name);
    if (!branch) {
      const item = this.#templates.branch.content.cloneNode(true).firstElementChild;
      branch = { name, item, contexts: new Map(), part: null, process: 'starting' };
      branch.worker = item.querySelector('.worker');
      branch.list = item.querySelector('.contexts');
      branch.list.setAttribute('aria-label', `Contexts with ${name}`);
      branch.cancel = item.querySelector('.cancel');
      branch.button = item.querySelector('.process');
      branch.idle = this.#wire();
      item.querySelector('strong').textContent = name;
      branch.cancel.setAttribute('aria-label', `Cancel ${name}'s part`);
      branch.cancel.addEventListener('click', () => this.#on.cancel(name));
      branch.button.addEventListener('click', () => ((branch.process === 'running') ? this.#on.kill : this.#on.start)(name));
      this.#branches.append(item);
      this.#workers.set(name, branch);
      this.#showPart(branch);
    }
    return branch;
  }

  #showProcess(branch, { process, pid, actor }) {
    const { worker } = branch;
    worker.dataset.process = process;
    const busy = process === 'running' && actor?.contexts.some((context) => !context.ended);
    const look = busy ? 'live' : PROCESSES[process];
    tone(worker.querySelector('.name'), look);
    shape(worker, look);
    text(worker.querySelector('.word'), process);
    text(worker.querySelector('.id'), (process === 'killed' || process === 'ended') ? 'no process' : [actor && short(actor.id), pid && `pid ${pid}`].filter(Boolean).join(' · '));
    const action = (process === 'running' || process === 'starting') ? 'Kill' : 'Start again';
    text(branch.button, action);
    branch.button.setAttribute('aria-label', `${action}: ${branch.name}`);
    branch.button.disabled = process === 'starting';
  }

  #showPart({ worker, part, cancel, name }) {
    const bar = worker.querySelector('progress');
    bar.max = Math.max(1, part?.planned ?? 1);
    bar.value = part?.files ?? 0;
    bar.setAttribute('aria-label', `${name}: files searched`);
    tone(bar, { returned: 'done', cancelled: 'stop', stopped: 'stop', lost: 'lost', unreachable: 'lost' }[part?.ending] ?? '');
    text(worker.querySelector('.tally'), part ? tally(part) : 'has not been asked yet');
    disable(cancel, !part || Boolean(part.ending));
  }

  #showContexts(branch, opened, actor) {
    const now = performance.now();
    const last = opened.at(-1);
    for (const context of opened) {
      let entry = branch.contexts.get(context.id);
      if (!entry && context.ended && context !== last) {
        continue;
      }
      if (!entry) {
        const item = this.#templates.context.content.cloneNode(true).firstElementChild;
        branch.list.append(item);
        // One that was over before it was seen makes way at once.
        entry = { item, near: this.#wire(), far: this.#wire(), sent: 0, received: 0, ended: context.ended ? -LINGER : null };
        branch.contexts.set(context.id, entry);
      }
      this.#showContext(entry, context, actor?.contexts.find((served) => served.id === context.id));
      entry.ended = context.ended ? (entry.ended ?? now) : null;
    }
    this.#forget(branch, opened, last, now);
  }

  /** Takes away what has ended a while ago, but for the last one. */
  #forget(branch, opened, last, now) {
    for (const [id, entry] of branch.contexts) {
      const past = entry.ended && id !== last?.id;
      if (past && now - entry.ended >= LINGER || !opened.some((context) => context.id === id)) {
        [entry.item, entry.near.line, entry.near.flow, entry.far.line, entry.far.flow].forEach((node) => node.remove());
        branch.contexts.delete(id);
      }
      else if (past && !entry.going) {
        // Nothing else may happen until then.
        entry.going = setTimeout(() => this.show(this.#scene), LINGER - (now - entry.ended));
      }
    }
  }

  #showContext(entry, context, served) {
    const { item } = entry;
    const look = TONES[context.state] ?? 'wait';
    tone(item, look);
    shape(item, look);
    item.classList.toggle('past', context.ended);
    const by = context.canceller ? ` by ${context.canceller}` : '';
    text(item.querySelector('.word'), context.state + by);
    text(item.querySelector('.endpoint'), context.endpoint);
    const there = (served && !context.ended) ? `${served.state} there, ` : '';
    text(item.querySelector('.values'), `${there}${context.received} ${(context.received === 1) ? 'value' : 'values'}`);
    entry.tone = context.ended ? ((look === 'lost') ? 'lost' : '') : look;
    for (const wire of [entry.near, entry.far]) {
      flow(wire, !context.ended, context.received > entry.received, context.sent > entry.sent);
    }
    entry.sent = context.sent;
    entry.received = context.received;
  }

  #wire() {
    const line = document.createElementNS(SVG, 'path');
    const moving = document.createElementNS(SVG, 'path');
    line.classList.add('wire');
    moving.classList.add('flow');
    this.#wires.append(line, moving);
    return { line, flow: moving };
  }

  /** Places are measured once a frame, after all that may have moved them. */
  #changed() {
    if (!this.#dirty) {
      this.#dirty = true;
      requestAnimationFrame(() => {
        this.#dirty = false;
        this.#draw();
      });
    }
  }

  #draw() {
    const origin = this.#stage.getBoundingClientRect();
    const place = (element) => {
      const box = element.getBoundingClientRect();
      const left = box.left - origin.left;
      const top = box.top - origin.top;
      return { left, top, right: left + box.width, bottom: top + box.height, middle: top + box.height / 2 };
    };
    const desk = place(this.#desk);
    for (const branch of this.#workers.values()) {
      const worker = place(branch.worker);
      const gone = branch.process !== 'running';
      const idle = branch.contexts.size === 0;
      set(branch.idle, idle ? between(desk, worker) : '', gone ? 'gone' : '');
      for (const entry of branch.contexts.values()) {
        const context = place(entry.item);
        const hidden = context.right === context.left;
        set(entry.near, hidden ? '' : between(desk, context), entry.tone);
        set(entry.far, hidden ? '' : between(context, worker), (gone && !entry.tone) ? 'gone' : entry.tone);
      }
    }
  }

}

/** Of an actor's id what tells it from the one before its restart. */
function short(id) {
  return id.replace(/^.*@/, '@');
}

function tally(part) {
  const files = (part.planned >= 0) ? `${part.files} of ${part.planned} files` : 'asked';
  const matches = `${part.matches} ${(part.matches === 1) ? 'match' : 'matches'}`;
  return (part.ending === 'unreachable') ? part.words : `${files} · ${matches}`;
}

/** A line from the right of one to the left of the other, or down and into it if that is below. */
function between(from, to) {
  if (to.left > from.right) {
    const y = (from.middle > to.top + 12 && from.middle < to.bottom - 12) ? from.middle : to.middle;
    const bend = (from.right + to.left) / 2;
    return `M${from.right} ${from.middle}C${bend} ${from.middle} ${bend} ${y} ${to.left} ${y}`;
  }
  if (to.left > from.left + 20) {
    const x = from.left + 16;
    return `M${x} ${from.bottom}V${to.middle - 8}Q${x} ${to.middle} ${x + 8} ${to.middle}H${to.left}`;
  }
  return `M${from.left + 24} ${from.bottom}V${to.top}`;
}

function set({ line, flow: moving }, path, look) {
  if (line.getAttribute('d') !== path) {
    line.setAttribute('d', path);
    moving.setAttribute('d', path);
  }
  tone(line, look);
}

/** Dots that run along while values do. */
function flow(wire, live, received, sent) {
  if (!live) {
    wire.flow.classList.remove('on');
  }
  else if (received || sent) {
    wire.flow.classList.add('on');
    wire.flow.classList.toggle('back', sent);
    clearTimeout(wire.rest);
    wire.rest = setTimeout(() => wire.flow.classList.remove('on'), 700);
  }
}

function text(element, value) {
  if (element.textContent !== value) {
    element.textContent = value;
  }
}

function tone(element, value) {
  if (element.dataset.tone !== value) {
    element.dataset.tone = value;
  }
}

function shape(element, name) {
  const use = element.querySelector('.shape use');
  if (use.getAttribute('href') !== `#shape-${name}`) {
    use.setAttribute('href', `#shape-${name}`);
  }
}

/** Whoever was there with the keyboard goes to where the next search begins. */
export function disable(control, disabled) {
  if (disabled && document.activeElement === control) {
    document.getElementById('pattern').focus();
  }
  control.disabled = disabled;
}
