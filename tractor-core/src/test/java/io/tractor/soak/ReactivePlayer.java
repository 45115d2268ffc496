package io.tractor.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextSpec;
import io.tractor.MsgStream;
import io.tractor.ParentContext;
import io.tractor.TractorContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What one actor does without a thread that waits: the programs of {@link Player} in the
 * reactive form, against both forms.
 */
public final class ReactivePlayer {

	private static final long PARENT = 0x9E3779B97F4A7C15L;

	private static final long CHILD = 0xC2B2AE3D27D4EB4FL;

	private final Ledger ledger;

	private final Player player;

	ReactivePlayer(Ledger ledger, Player player) {
		this.ledger = ledger;
		this.player = player;
	}

	// The opener

	/** Opens a context, and waits until it has ended, or this thread is interrupted. */
	void open(Entry entry, int depth) throws Exception {
		CompletableFuture<Boolean> end = opened(entry, depth).toFuture();
		try {
			end.get();
		}
		catch (InterruptedException ex) {
			end.cancel(true);
			throw ex;
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof Exception cause) {
				throw cause;
			}
			throw ex;
		}
	}

	private Mono<Boolean> opened(Entry entry, int depth) {
		SplittableRandom random = new SplittableRandom(entry.ticket * PARENT);
		ContextSpec<Object, Long, Long, Object> spec = this.player.spec(random, entry, depth);
		return spec.<Boolean>openReactive((ctx, first) -> body(random, entry, ctx, first, depth))
			.doOnSuccess((end) -> entry.leaves(null))
			.doOnError((ex) -> {
				if (ex instanceof Entry.Made) {
					entry.thrownByBody(ex);
				}
				entry.leaves(ex);
			})
			.doOnCancel(entry::leavesWithoutAWord);
	}

	private Mono<Boolean> body(SplittableRandom random, Entry entry, ParentContext<Long, Long, Object> ctx,
			Object first, int depth) {
		entry.begins(ctx, Player.read(first));
		if (oneIn(random, 4)) {
			this.ledger.mayHappen(() -> ctx.cancelReactive().subscribe());
		}
		List<Mono<?>> acts = new ArrayList<>();
		for (int count = random.nextInt(4); count > 0; count--) {
			acts.add(switch (random.nextInt(9)) {
				case 0 -> ctx.cancelReactive();
				case 1 -> ctx.resultReactive();
				case 2 -> nested(random, depth);
				default -> act(random, ctx, entry.up, entry.down);
			});
		}
		if (oneIn(random, 3)) {
			acts.add(ctx.resultReactive());
		}
		return Flux.concat(acts).then(Mono.just(true)).doOnError((ex) -> {
			if (!(ex instanceof Entry.Made)) {
				// What is made is known by that it is raised: the context may have
				// been cut off just before.
				entry.thrownByBody(ex);
			}
		});
	}

	// The endpoint

	@Context("playReactive")
	public Mono<Object> play(ChildContext<Object, Long, Long> ctx, long ticket, int depth) {
		Entry entry = this.ledger.entry(ticket);
		SplittableRandom random = new SplittableRandom(ticket * CHILD);
		Entry.Run run = entry.runs(ctx);
		List<Mono<?>> acts = new ArrayList<>();
		if (oneIn(random, 8)) {
			acts.add(act(random, ctx, entry.down, entry.up));
		}
		if (!oneIn(random, 40)) {
			acts.add(Mono.fromRunnable(() -> ctx.started(entry.ticket)));
		}
		for (int count = random.nextInt(4); count > 0; count--) {
			acts.add(switch (random.nextInt(12)) {
				case 0 -> Mono.fromRunnable(ctx::cancel);
				case 1, 2 -> nested(random, depth);
				default -> act(random, ctx, entry.down, entry.up);
			});
		}
		return Flux.concat(acts)
			.then(Mono.<Object>just(entry.result()))
			.doOnTerminate(run::ended)
			.doOnCancel(run::ended);
	}

	// What both do

	private Mono<?> nested(SplittableRandom random, int depth) {
		if (depth >= Player.DEPTH) {
			return Mono.empty();
		}
		Mono<Boolean> opening = Mono.defer(() -> opened(this.ledger.enter(), depth + 1));
		if (oneIn(random, 3)) {
			return Mono.when(opening, opening);
		}
		return oneIn(random, 3) ? opening.onErrorResume((ex) -> Mono.empty()) : opening;
	}

	private Mono<?> act(SplittableRandom random, TractorContext<Long, Long> ctx, Flow out, Flow in) {
		return switch (random.nextInt(12)) {
			case 0 -> Mono.delay(Duration.ofMillis(random.nextInt(10)));
			case 1 -> Mono.error(() -> new Entry.Made("made in " + ctx.side()));
			case 2 -> Mono.fromRunnable(ctx::checkpoint);
			case 3 -> talk(random, ctx, out, in).onErrorResume((ex) -> Mono.empty());
			default -> talk(random, ctx, out, in);
		};
	}

	/** Uses the stream. */
	private Mono<?> talk(SplittableRandom random, TractorContext<Long, Long> ctx, Flow out, Flow in) {
		int sent = random.nextInt(oneIn(random, 4) ? 300 : 20);
		long received = oneIn(random, 4) ? Long.MAX_VALUE : 1 + random.nextInt(oneIn(random, 4) ? 300 : 20);
		boolean slowly = oneIn(random, 4);
		return ctx.streamReactive(Player.options(random), (stream) -> {
			Mono<Void> sending = stream.sendAll(values(out, sent))
				.doOnCancel(out::brokenOff)
				.doOnError((ex) -> out.brokenOff());
			return Mono.when(slowly ? Mono.delay(Duration.ofMillis(3)).then(sending) : sending,
					receiving(ctx, stream, in, received, slowly));
		}).then();
	}

	private static Flux<Long> values(Flow out, int count) {
		return Flux.range(0, count).map((index) -> {
			long value = out.next();
			out.sent();
			return value;
		});
	}

	private static Mono<Void> receiving(TractorContext<Long, Long> ctx, MsgStream<Long, Long> stream, Flow in,
			long count, boolean slowly) {
		AtomicLong seen = new AtomicLong();
		Flux<Long> values = stream.asFlux().take(count).doOnNext((value) -> {
			seen.incrementAndGet();
			in.received(value);
		}).doOnComplete(() -> {
			// It completes by a cancel of one's own, too.
			if (seen.get() < count && !ctx.cancelCalled()) {
				in.ended();
			}
		});
		return slowly ? values.limitRate(1).concatMap((value) -> Mono.delay(Duration.ofMillis(1)), 0).then()
				: values.then();
	}

	private static boolean oneIn(SplittableRandom random, int outOf) {
		return random.nextInt(outOf) == 0;
	}

}
