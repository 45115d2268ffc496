// What a Java actor is asked to do with this peer: `node scenarios.js <port> <scenario>`. Ends with 0 if all went as
// ../../protocol.md says. The actor's endpoints are those of NodePeerTests.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { RemoteError } from './dialog.js';
import { Type, envelope } from './envelopes.js';
import { Peer } from './peer.js';

const SELF = { name: 'node', uuid: `n-${process.pid}` };
const JAVA = 'java';

/** The error that a dialog ended with. */
async function errorOf(promise) {
  try {
    await promise;
  } catch (ex) {
    if (ex instanceof RemoteError) {
      return ex.error;
    }
    throw ex;
  }
  assert.fail('It ended well');
}

const scenarios = {
  /** Values both ways at once, in order, with windows of 4 here and 8 there. */
  async streams(peer) {
    const count = 500;
    const context = await peer.open('node.double', { factor: 3 }, { window: 4 });
    assert.deepEqual(context.first, { actor: JAVA, factor: 3 });
    assert.equal(context.callee.name, JAVA);
    const sending = (async () => {
      for (let i = 0; i < count; i++) {
        await context.yield(i);
      }
    })();
    for (let i = 0; i < count; i++) {
      assert.equal(await context.next(), 3 * i);
    }
    await sending;
    assert.equal(await context.result(), count);
  },

  /** The child's stream ends before its result. */
  async ends(peer) {
    const context = await peer.open('node.flood', { count: 10 });
    const values = [];
    for (let value = await context.next(); value !== undefined; value = await context.next()) {
      values.push(value);
    }
    assert.deepEqual(values, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert.equal(await context.result(), 'flooded');
  },

  /** This side leaves early, and has the result all the same. */
  async drains(peer) {
    const context = await peer.open('node.flood', { count: 10_000 }, { window: 16 });
    assert.equal(await context.next(), 0);
    assert.equal(await context.result(), 'flooded');
  },

  /** The serving side's operator cancels. */
  async cancelled(peer) {
    const context = await peer.open('node.sleep');
    console.log(`open ${context.id}`);
    const error = await errorOf(context.result());
    assert.equal(error.kind, 'cancelled');
    assert.deepEqual(error.canceller, context.callee);
    assert.deepEqual(error.source, context.callee);
  },

  /** This side cancels: the child's last message is the acknowledgement. */
  async cancels(peer) {
    const context = await peer.open('node.sleep');
    const end = await context.cancel();
    assert.equal(end.error.kind, 'cancelled');
    assert.deepEqual(end.error.error.canceller, SELF);
  },

  /** So it does before StartAck has come. */
  async cancelsAtOnce(peer) {
    const context = peer.begin('node.sleep');
    const end = await context.cancel();
    assert.equal(end.error.kind, 'cancelled');
    assert.deepEqual(end.error.error.canceller, SELF);
  },

  /** This side waits no longer for a child that is deaf to its cancel: a second Cancel, and the channel stays. */
  async abandons(peer) {
    const context = await peer.open('node.deaf');
    const ending = context.cancel();
    context.send(Type.CANCEL, { canceller: SELF });
    console.log(`open ${context.id}`);
    assert.equal((await ending).value, 'deaf');
  },

  /** The child throws, a typed error. */
  async fails(peer) {
    const context = await peer.open('node.fail');
    const error = await errorOf(context.result());
    assert.equal(error.kind, 'error');
    assert.equal(error.type, 'java.io.FileNotFoundException');
    assert.equal(error.message, 'no such file');
    assert.deepEqual(error.source, context.callee);
    assert.match(error.frames[0], /NodePeerTests/);
    assert.deepEqual(error.causes, ['java.lang.IllegalStateException: the disk is gone']);
  },

  /** A chain: the error of the actor behind the one that was called. */
  async relays(peer) {
    const error = await errorOf(peer.open('node.relay'));
    assert.equal(error.type, 'java.io.FileNotFoundException');
    assert.equal(error.source.name, 'behind');
    assert.deepEqual(error.path.map((actor) => actor.name), [JAVA]);
  },

  async refused(peer) {
    const unknown = await errorOf(peer.open('node.nowhere'));
    assert.equal(unknown.kind, 'refused');
    assert.match(unknown.message, /node\.nowhere/);
    const missing = await errorOf(peer.open('node.double'));
    assert.equal(missing.kind, 'refused');
    assert.match(missing.message, /factor/);
  },

  async deadline(peer) {
    const context = await peer.open('node.sleep', {}, { deadline: 100 });
    assert.equal((await errorOf(context.result())).kind, 'deadline');
  },

  /** A value of another type than the endpoint's. */
  async mistyped(peer) {
    const context = await peer.open('node.double', { factor: 3 });
    await context.yield('three');
    assert.equal((await errorOf(context.result())).kind, 'type');
  },

  /** More values than the child has room for. */
  async overrun(peer) {
    const context = await peer.open('node.sleep');
    for (let i = context.credit; i >= 0; i--) {
      context.send(Type.YIELD, i);
    }
    assert.equal((await errorOf(context.result())).kind, 'overrun');
  },

  /** A message out of turn ends that dialog, and no other. */
  async breaks(peer) {
    const other = await peer.open('node.double', { factor: 2 });
    const context = await peer.open('node.sleep');
    context.queue.push(envelope(Type.RETURN, 1));
    context.flush();
    assert.equal((await errorOf(context.result())).kind, 'protocol');
    await other.yield(21);
    assert.equal(await other.next(), 42);
    assert.equal(await other.result(), 1);
  },

  /** Serves until the Java side has had enough. */
  async serves() {
    console.log('serving');
    await once(process.stdin, 'end');
  },
};

const endpoints = {
  /** Sends back what it receives, as text. */
  async 'node.echo'(context, { prefix }) {
    context.started({ prefix });
    let count = 0;
    for (let value = await context.next(); value !== undefined; value = await context.next()) {
      await context.yield(prefix + value);
      count++;
    }
    return count;
  },

  async 'node.sleeping'(context) {
    context.started();
    await new Promise((resolve, reject) => {
      context.signal.addEventListener('abort', () => reject(context.signal.reason));
    });
  },

  async 'node.failing'(context) {
    context.started();
    throw new RangeError('out of range');
  },
};

const [port, name] = process.argv.slice(2);
process.stdin.resume();
const peer = await Peer.connect(Number(port), SELF, endpoints);
await scenarios[name](peer);
peer.close();
process.exit(0);
