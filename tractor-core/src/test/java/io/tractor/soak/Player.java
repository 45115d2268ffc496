package io.tractor.soak;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import io.tractor.BroadcastReceiver;
import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextHandle;
import io.tractor.ContextSpec;
import io.tractor.EndOfChannelException;
import io.tractor.LaggedException;
import io.tractor.MsgStream;
import io.tractor.ParentContext;
import io.tractor.Portal;
import io.tractor.StreamOptions;
import io.tractor.TractorContext;
import io.tractor.scope.CancelScope;
import io.tractor.scope.Nursery;
import io.tractor.scope.TaskAction;

/**
 * What one actor does: serves contexts and opens others, as the ticket of each decides.
 */
public final class Player {

	static final int DEPTH = 2;

	private static final long PARENT = 0x9E3779B97F4A7C15L;

	private static final long CHILD = 0xC2B2AE3D27D4EB4FL;

	private final Ledger ledger;

	/** The same without threads. */
	private final ReactivePlayer reactive;

	private volatile List<Portal> portals = List.of();

	Player(Ledger ledger) {
		this.ledger = ledger;
		this.reactive = new ReactivePlayer(ledger, this);
	}

	/** The ways to all actors, this one included. */
	void knows(List<Portal> portals) {
		this.portals = portals;
	}

	ReactivePlayer reactive() {
		return this.reactive;
	}

	// The opener

	/** Opens a context and plays the parent's part until it has ended. */
	void open(int depth) throws Exception {
		Entry entry = this.ledger.enter();
		SplittableRandom random = new SplittableRandom(entry.ticket * PARENT);
		if (oneIn(random, 3)) {
			this.reactive.open(entry, depth);
			return;
		}
		ContextSpec<Object, Long, Long, Object> spec = spec(random, entry, depth);
		try {
			openAs(random, entry, spec, depth);
			entry.leaves(null);
		}
		catch (Throwable ex) {
			entry.leaves(ex);
			throw ex;
		}
	}

	/** A context to any actor, whose endpoint is in either form. */
	ContextSpec<Object, Long, Long, Object> spec(SplittableRandom random, Entry entry, int depth) {
		ContextSpec<Object, Long, Long, Object> spec = this.portals.get(random.nextInt(this.portals.size()))
			.context(oneIn(random, 3) ? "playReactive" : "play")
			.argument("ticket", entry.ticket)
			.argument("depth", depth)
			.receives(Long.class)
			.sends(Long.class)
			.started(Object.class)
			.returns(Object.class);
		if (oneIn(random, 5)) {
			spec = spec.deadline(Duration.ofMillis(1 + random.nextInt(60)));
		}
		return spec;
	}

	private void openAs(SplittableRandom random, Entry entry, ContextSpec<Object, Long, Long, Object> spec, int depth)
			throws Exception {
		switch (random.nextInt(5)) {
			case 0 -> hold(random, entry, spec, depth);
			case 1 -> spec.<Object, Exception>open((ctx, first) -> {
				body(random, entry, ctx, first, depth);
				return ctx.waitForResult().orElse("cancelled");
			});
			default -> spec.open((ctx, first) -> {
				body(random, entry, ctx, first, depth);
			});
		}
	}

	private void hold(SplittableRandom random, Entry entry, ContextSpec<Object, Long, Long, Object> spec, int depth)
			throws Exception {
		entry.held();
		try (ContextHandle<Object, Long, Long, Object> handle = spec.open()) {
			body(random, entry, handle, handle.first(), depth);
		}
	}

	private void body(SplittableRandom random, Entry entry, ParentContext<Long, Long, Object> ctx, Object first,
			int depth) throws Exception {
		entry.begins(ctx, read(first));
		if (oneIn(random, 4)) {
			this.ledger.mayHappen(() -> ctx.cancel(Duration.ofMillis(1)));
		}
		try {
			for (int acts = random.nextInt(4); acts > 0; acts--) {
				switch (random.nextInt(9)) {
					case 0 -> ctx.cancel();
					case 1 -> ctx.waitForResult();
					case 2 -> nested(random, depth);
					default -> act(random, ctx, entry.up, entry.down);
				}
			}
			if (oneIn(random, 3)) {
				ctx.waitForResult();
			}
		}
		catch (Throwable ex) {
			entry.thrownByBody(ex);
			throw ex;
		}
	}

	static Object read(Object first) {
		return (first instanceof Number number) ? number.longValue() : first;
	}

	// The endpoint

	@Context("play")
	public Object play(ChildContext<Object, Long, Long> ctx, long ticket, int depth) throws Exception {
		Entry entry = this.ledger.entry(ticket);
		Entry.Run run = entry.runs(ctx);
		try {
			part(new SplittableRandom(ticket * CHILD), entry, ctx, depth);
			return entry.result();
		}
		finally {
			run.ended();
		}
	}

	private void part(SplittableRandom random, Entry entry, ChildContext<Object, Long, Long> ctx, int depth)
			throws Exception {
		if (oneIn(random, 8)) {
			act(random, ctx, entry.down, entry.up);
		}
		if (!oneIn(random, 40)) {
			ctx.started(entry.ticket);
		}
		for (int acts = random.nextInt(4); acts > 0; acts--) {
			switch (random.nextInt(12)) {
				case 0 -> ctx.cancel();
				case 1, 2 -> nested(random, depth);
				case 3 -> stubborn(random, 8);
				default -> act(random, ctx, entry.down, entry.up);
			}
		}
		if (oneIn(random, 50)) {
			stubborn(random, 150);
		}
	}

	private static void stubborn(SplittableRandom random, int atMost) throws Exception {
		CancelScope.shielded(() -> Thread.sleep(1 + random.nextInt(atMost)));
	}

	// What both do

	/** Opens more contexts, one after the other or at once; some keep what they throw. */
	private void nested(SplittableRandom random, int depth) throws Exception {
		if (depth >= DEPTH) {
			return;
		}
		TaskAction<Exception> opening = () -> open(depth + 1);
		if (oneIn(random, 3)) {
			Nursery.run((nursery) -> {
				nursery.start(opening);
				opening.run();
			});
		}
		else if (oneIn(random, 3)) {
			guarded(opening);
		}
		else {
			opening.run();
		}
	}

	private static void guarded(TaskAction<Exception> action) throws InterruptedException {
		try {
			action.run();
		}
		catch (InterruptedException ex) {
			throw ex;
		}
		catch (Exception ex) {
			// Some programs go on, whatever it was: the next checkpoint knows better.
		}
	}

	private void act(SplittableRandom random, TractorContext<Long, Long> ctx, Flow out, Flow in) throws Exception {
		switch (random.nextInt(12)) {
			case 0 -> Thread.sleep(random.nextInt(10));
			case 1 -> throw new Entry.Made("made in " + ctx.side());
			case 2 -> CancelScope.moveOnAfter(Duration.ofMillis(random.nextInt(10)), () -> talk(random, ctx, out, in));
			case 3 -> CancelScope.run((scope) -> {
				this.ledger.mayHappen(scope::cancel);
				talk(random, ctx, out, in);
			});
			case 4 -> guarded(() -> talk(random, ctx, out, in));
			case 5 -> ctx.checkpoint();
			default -> talk(random, ctx, out, in);
		}
	}

	/** Uses the stream. */
	private void talk(SplittableRandom random, TractorContext<Long, Long> ctx, Flow out, Flow in) throws Exception {
		ctx.stream(options(random), (stream) -> {
			if (oneIn(random, 5)) {
				broadcast(random, stream, out, in);
			}
			else {
				several(random, ctx, stream, out, in);
			}
		});
	}

	static StreamOptions options(SplittableRandom random) {
		StreamOptions options = StreamOptions.DEFAULT;
		if (oneIn(random, 2)) {
			options = options.withBufferSize(1 + random.nextInt(oneIn(random, 2) ? 4 : 200));
		}
		if (oneIn(random, 3)) {
			options = options.allowOverruns(random.nextInt(100));
		}
		if (oneIn(random, 8)) {
			options = options.withOverrunAfter(Duration.ofMillis(random.nextInt(5)));
		}
		return options;
	}

	private void broadcast(SplittableRandom random, MsgStream<Long, Long> stream, Flow out, Flow in) throws Exception {
		Nursery.run((nursery) -> {
			for (int i = random.nextInt(3); i >= 0; i--) {
				long seed = random.nextLong();
				BroadcastReceiver<Long, Long> subscriber = oneIn(random, 2) ? stream.subscribe()
						: stream.subscribe((lost) -> {
						});
				nursery.start(() -> subscriber(new SplittableRandom(seed), subscriber, in));
			}
			several(random, null, stream, out, in);
		});
	}

	/** Must see numbers that rise, and miss none that it is not told of. */
	private static void subscriber(SplittableRandom random, BroadcastReceiver<Long, Long> subscriber, Flow in)
			throws Exception {
		try (subscriber) {
			long offset = -1;
			long seen = 0;
			for (int values = random.nextInt(100); values > 0; values--) {
				try {
					long value = subscriber.receive();
					seen++;
					offset = (offset < 0) ? value - seen - subscriber.lost() : offset;
					if (value != offset + seen + subscriber.lost()) {
						in.wrong("a subscriber received " + value + " as its " + seen + "., " + subscriber.lost()
								+ " lost, from " + offset + " on");
					}
				}
				catch (LaggedException ex) {
					// Counted by lost().
				}
				catch (EndOfChannelException ex) {
					return;
				}
				if (oneIn(random, 30)) {
					Thread.sleep(1);
				}
			}
		}
	}

	private void several(SplittableRandom random, TractorContext<Long, Long> ctx, MsgStream<Long, Long> stream,
			Flow out, Flow in) throws Exception {
		for (int acts = random.nextInt(6); acts > 0; acts--) {
			switch (random.nextInt(10)) {
				case 0, 1, 2, 3 -> send(random.nextInt(oneIn(random, 4) ? 300 : 20), stream, out);
				case 4, 5, 6 -> receive(random.nextInt(oneIn(random, 4) ? 300 : 20), stream, in);
				case 7 -> receive(Integer.MAX_VALUE, stream, in);
				case 8 -> Thread.sleep(random.nextInt(8));
				default -> {
					if (ctx != null && oneIn(random, 3)) {
						ctx.cancel();
					}
					else if (oneIn(random, 3)) {
						throw new Entry.Made("made in a stream");
					}
				}
			}
		}
	}

	private static void send(int count, MsgStream<Long, Long> stream, Flow out) {
		for (int i = 0; i < count; i++) {
			stream.send(out.next());
			out.sent();
		}
	}

	private static void receive(int count, MsgStream<Long, Long> stream, Flow in) {
		try {
			for (int i = 0; i < count; i++) {
				receive(stream, in);
			}
		}
		catch (EndOfChannelException ex) {
			in.ended();
		}
	}

	private static void receive(MsgStream<Long, Long> stream, Flow in) {
		try {
			in.received(stream.receive());
		}
		catch (LaggedException ex) {
			in.lost(ex.lost());
		}
	}

	private static boolean oneIn(SplittableRandom random, int outOf) {
		return random.nextInt(outOf) == 0;
	}

}
