// Both sides of a dialog. See "A dialog" in ../../protocol.md.
import { Type, ProtocolError, argument, argumentValue, envelope, messages } from './envelopes.js';

export const FRAMES = 16;

/** What ended a dialog on the other side, or the other side's wish. */
export class RemoteError extends Error {
  constructor(error) {
    super(error.message ?? error.kind);
    this.error = error;
    this.kind = error.kind;
  }
}

/** The link broke. */
export class LostError extends Error {}

/** What both sides have: the outbox, the inbox and the credit. */
class Dialog {
  constructor(self, window) {
    this.self = self;
    this.window = window;
    /** How many values the other side may still send. */
    this.granted = window;
    /** How many were consumed since Credit was last given. */
    this.consumed = 0;
    /** How many values may be sent, once there are streams. */
    this.credit = 0;
    this.inbox = [];
    this.streaming = false;
    this.dropping = false;
    this.stopSent = false;
    this.stopReceived = false;
    this.queue = [];
    this.demand = 0;
    this.frames = 0;
    this.waiting = [];
  }

  /** What RSocket tells: `channel` is where frames go, these are its events. */
  events() {
    return {
      request: (count) => {
        this.demand += count;
        this.flush();
      },
      onNext: (payload, isComplete) => {
        // RSocket's own window is renewed whether the values are read or not.
        if (++this.frames === FRAMES / 2) {
          this.frames = 0;
          this.channel.request(FRAMES / 2);
        }
        this.receive(payload.data);
        if (isComplete) {
          this.lose('completed before the last message');
        }
      },
      onComplete: () => this.lose('completed before the last message'),
      onError: (error) => this.lose(error.message),
      cancel: () => this.lose('cancelled'),
      onExtension: () => {},
    };
  }

  /** The link is broken, unless the last message has come or gone. */
  lose(why) {
    if (!this.over()) {
      this.broke(new LostError(why));
      this.wake();
    }
  }

  receive(frame) {
    try {
      for (const message of messages(frame)) {
        if (!this.over()) {
          this.on(message);
        }
      }
    } catch (ex) {
      this.fail(ex instanceof RemoteError ? ex : new RemoteError(this.found('protocol', ex)));
    }
    this.wake();
  }

  /** All that is queued shares a frame. */
  flush() {
    if (this.demand > 0 && this.queue.length > 0 && this.channel) {
      this.demand--;
      const frame = Buffer.concat(this.queue);
      this.queue = [];
      this.channel.onNext({ data: frame }, false);
    }
    if (this.completing && this.queue.length === 0) {
      this.completing = false;
      this.channel.onComplete();
    }
  }

  send(type, body) {
    this.queue.push(envelope(type, body));
    this.flush();
  }

  complete() {
    this.completing = true;
    this.flush();
  }

  // What waits.

  wake() {
    const waiting = this.waiting;
    this.waiting = [];
    waiting.forEach((resolve) => resolve());
  }

  async until(condition) {
    while (!condition()) {
      await new Promise((resolve) => this.waiting.push(resolve));
    }
  }

  // The stream.

  onStream({ type, body }) {
    if (!this.streaming) {
      throw new ProtocolError(`Type ${type} before Started`);
    }
    if (type === Type.CREDIT) {
      this.credit += body;
      return;
    }
    if (this.stopReceived) {
      throw new ProtocolError(`Type ${type} after Stop`);
    }
    if (type === Type.STOP) {
      this.stopReceived = true;
      return;
    }
    if (--this.granted < 0) {
      throw new RemoteError(this.found('overrun', new Error(`More than ${this.window} values`)));
    }
    if (this.dropping) {
      this.consume();
    } else {
      this.inbox.push(body);
    }
  }

  consume() {
    if (++this.consumed >= Math.max(1, this.window >> 1) && !this.over()) {
      this.granted += this.consumed;
      this.send(Type.CREDIT, this.consumed);
      this.consumed = 0;
    }
  }

  /** Sends a value, once there is room for it. */
  async yield(value) {
    await this.until(() => this.credit > 0 || this.stopReceived || this.over() || this.cutOff());
    this.check();
    if (this.stopReceived || this.over()) {
      throw new Error('The other side has ended the stream');
    }
    this.credit--;
    this.send(Type.YIELD, value);
  }

  /** The next value; undefined at the end of the other side's. */
  async next() {
    await this.until(() => this.inbox.length > 0 || this.stopReceived || this.over() || this.cutOff());
    this.check();
    if (this.inbox.length === 0) {
      return undefined;
    }
    const value = this.inbox.shift();
    this.consume();
    return value;
  }

  /** Throws what has cut the dialog off. */
  check() {
    const why = this.cutOff();
    if (why) {
      throw why;
    }
  }

  /** This side sends no more and reads no more. */
  stop() {
    if (!this.stopSent) {
      this.stopSent = true;
      this.send(Type.STOP);
    }
    this.drop();
  }

  drop() {
    this.dropping = true;
    this.inbox.splice(0).forEach(() => this.consume());
  }

  found(kind, ex) {
    return {
      kind,
      type: ex.name,
      message: ex.message,
      source: this.self,
      path: [],
      frames: (ex.stack ?? '').split('\n').slice(1).map((line) => line.trim()),
      causes: [],
    };
  }
}

/** The side that opens. */
export class ParentDialog extends Dialog {
  start(endpoint, args, deadline) {
    this.id = `node-${process.pid}-${++ParentDialog.count}`;
    const start = {
      v: 1,
      id: this.id,
      caller: this.self,
      codec: 'cbor',
      args: Object.fromEntries(Object.entries(args).map(([name, value]) => [name, argument(value)])),
      window: this.window,
    };
    if (deadline !== undefined) {
      start.deadline = deadline;
    }
    return envelope(Type.START, start);
  }

  over() {
    return this.end !== undefined;
  }

  cutOff() {
    return this.failure ?? this.end?.error ?? (this.cancelSent ? new Error('This side has cancelled') : undefined);
  }

  on(message) {
    switch (message.type) {
      case Type.START_ACK:
        if (this.callee) {
          throw new ProtocolError('A second StartAck');
        }
        this.callee = message.body.callee;
        this.credit = message.body.window;
        break;
      case Type.STARTED:
        if (!this.callee || this.streaming) {
          throw new ProtocolError('Started out of turn');
        }
        this.streaming = true;
        this.first = message.body;
        break;
      case Type.RETURN:
        if (!this.streaming) {
          throw new ProtocolError('Return before Started');
        }
        this.ended({ value: message.body });
        break;
      case Type.ERROR:
        this.ended({ error: new RemoteError(message.body) });
        break;
      case Type.YIELD:
      case Type.CREDIT:
      case Type.STOP:
        this.onStream(message);
        break;
      default:
        throw new ProtocolError(`Type ${message.type} is none for a parent`);
    }
  }

  /** The first Return or Error ends the dialog: nothing more is sent. */
  ended(end) {
    this.end = end;
    this.queue = [];
    this.complete();
  }

  broke(error) {
    this.end = { error };
  }

  /** Told to the child, which then says how the dialog ends. */
  fail(failure) {
    if (!this.failure && !this.over()) {
      this.failure = failure;
      this.drop();
      this.send(Type.ERROR, failure.error);
    }
  }

  /** Asks the child to end, and waits until it has. */
  async cancel() {
    if (!this.over()) {
      this.cancelSent = true;
      this.drop();
      this.send(Type.CANCEL, { canceller: this.self });
    }
    await this.until(() => this.over());
    return this.end;
  }

  /** Leaves: the stream is drained until the child has ended. */
  async result() {
    if (!this.over() && !this.failure && !this.cancelSent) {
      this.stop();
    }
    await this.until(() => this.over());
    if (this.failure || this.end.error) {
      throw this.failure ?? this.end.error;
    }
    return this.end.value;
  }
}

ParentDialog.count = 0;

/** The side that serves. */
export class ChildDialog extends Dialog {
  constructor(self, window, endpoints, name) {
    super(self, window);
    this.endpoints = endpoints;
    this.name = name;
    this.aborting = new AbortController();
  }

  /** Aborts when the task is to end. */
  get signal() {
    return this.aborting.signal;
  }

  over() {
    return this.ended === true;
  }

  cutOff() {
    return this.interruption;
  }

  on(message) {
    if (!this.begun) {
      if (message.type !== Type.START) {
        throw new ProtocolError('Not a Start');
      }
      this.begun = true;
      this.onStart(message.body);
      return;
    }
    switch (message.type) {
      case Type.CANCEL:
        this.interrupt(new RemoteError({ ...this.found('cancelled', new Error('cancelled')), canceller: message.body.canceller }));
        break;
      case Type.ERROR:
        this.interrupt(new RemoteError(message.body));
        break;
      case Type.YIELD:
      case Type.CREDIT:
      case Type.STOP:
        this.onStream(message);
        break;
      default:
        throw new ProtocolError(`Type ${message.type} is none for a child`);
    }
  }

  onStart(start) {
    const endpoint = this.endpoints[this.name];
    const refusal = start.v !== 1 ? `version ${start.v}` : start.codec !== 'cbor' ? `codec ${start.codec}`
      : endpoint === undefined ? `no endpoint ${this.name}` : undefined;
    if (refusal) {
      this.last(Type.ERROR, this.found('refused', new Error(refusal)));
      return;
    }
    this.credit = start.window;
    this.send(Type.START_ACK, { callee: this.self, window: this.window });
    if (start.deadline !== undefined) {
      const late = () => this.interrupt(new RemoteError(this.found('deadline', new Error('too late'))));
      this.timer = setTimeout(late, start.deadline);
    }
    const args = Object.fromEntries(Object.entries(start.args).map(([name, bytes]) => [name, argumentValue(bytes)]));
    this.run(endpoint, args);
  }

  async run(endpoint, args) {
    try {
      const value = await endpoint(this, args);
      if (!this.streaming) {
        throw new ProtocolError('It has returned without started');
      }
      this.last(Type.RETURN, value ?? null);
    } catch (ex) {
      const kind = ex instanceof ProtocolError ? 'protocol' : 'error';
      this.last(Type.ERROR, ex instanceof RemoteError ? ex.error : this.found(kind, ex));
    }
  }

  started(value) {
    this.check();
    this.send(Type.STARTED, value ?? null);
    this.streaming = true;
  }

  /** Once: the last message, which waits for the task's end. */
  last(type, body) {
    if (!this.over()) {
      clearTimeout(this.timer);
      this.send(type, body);
      this.ended = true;
      this.complete();
      this.wake();
    }
  }

  interrupt(why) {
    if (!this.over() && !this.interruption) {
      this.interruption = why;
      this.drop();
      this.aborting.abort(why);
    }
  }

  fail(failure) {
    if (!this.begun) {
      this.begun = true;
      this.last(Type.ERROR, failure.error);
    } else {
      this.interrupt(failure);
    }
  }

  broke(error) {
    this.interrupt(error);
    clearTimeout(this.timer);
    this.ended = true;
  }
}
