package io.tractor.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.tractor.Portal;
import io.tractor.TractorException;
import io.tractor.conformance.BufferLeaks;
import io.tractor.conformance.Wire;
import io.tractor.runtime.Actor;
import io.tractor.runtime.ActorSettings;
import io.tractor.runtime.ContextSnapshot;
import io.tractor.scope.CancelScope;
import io.tractor.scope.TaskThreads;
import io.tractor.scope.Timers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random programs on three actors, over TCP and in memory, in the blocking and the
 * reactive form, while connections are lost and contexts are cancelled from all sides.
 * After each round nothing may be left: no context in any actor, no task, no timer, no
 * interrupt; and what the two sides of each context saw must go together.
 * <p>
 * For longer: {@code mvn -pl tractor-core test -Dtest=SoakTests
 * -Dtractor.soak.seconds=600}, with {@code -Dtractor.soak.seed} for the programs of
 * another time. A seed decides what each program does and what is done to it, not when.
 */
@ExtendWith(BufferLeaks.class)
@Timeout(value = 3, unit = TimeUnit.HOURS)
class SoakTests {

	private static final long SECONDS = Long.getLong("tractor.soak.seconds", 12);

	private static final long SEED = Long.getLong("tractor.soak.seed", System.nanoTime());

	private static final long ROUND = TimeUnit.SECONDS.toNanos(4);

	private static final int OPENERS = 6;

	/** Longer than any program takes, also on a busy machine. */
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	/**
	 * What would warn of each zombie and each error in a clean-up, of which many are
	 * made.
	 */
	private final Logger logger = (Logger) LoggerFactory.getLogger("io.tractor");

	private final List<Actor> actors = new ArrayList<>();

	private final List<Wire.Line> lines = new ArrayList<>();

	private final List<Player> players = new ArrayList<>();

	private final Ledger ledger = new Ledger(SEED);

	@BeforeEach
	void quiet() {
		this.logger.setLevel(Level.ERROR);
	}

	@Test
	void nothingIsLeft() throws Exception {
		System.out.println("Soak of " + SECONDS + " s, -Dtractor.soak.seed=" + SEED);
		settle();
		SplittableRandom seeds = new SplittableRandom(SEED);
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
		for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
			round(Math.min(left, ROUND), seeds);
		}
		System.out.println("Contexts: " + this.ledger.count() + ", ends: " + this.ledger.kinds());
		assertThat(this.ledger.kinds()).containsKeys("returned", "cancelled", "cancelled by others", "error",
				"TransportClosedException");
	}

	/** Each actor knows each, and itself. */
	private void settle() {
		ActorSettings settings = ActorSettings.DEFAULT.withCancelTimeout(Duration.ofMillis(50))
			.withOverrunAfter(Duration.ofMillis(40));
		settle("patient", settings.withAbandonAfter(Duration.ofSeconds(10)));
		settle("small", settings.withAbandonAfter(Duration.ofSeconds(10)).withBufferSize(2));
		settle("hasty", settings.withAbandonAfter(Duration.ofMillis(30)).withBufferSize(16));
		for (int from = 0; from < this.actors.size(); from++) {
			List<Portal> portals = new ArrayList<>();
			for (int to = 0; to < this.actors.size(); to++) {
				portals.add((from == to) ? this.actors.get(from).self() : connect(from, to));
			}
			this.players.get(from).knows(portals);
		}
	}

	private void settle(String name, ActorSettings settings) {
		Player player = new Player(this.ledger);
		this.players.add(player);
		this.actors.add(Actor.builder(name).settings(settings).endpoints(player).endpoints(player.reactive()).build());
	}

	private Portal connect(int from, int to) {
		Wire wire = ((to - from + 3) % 3 == 1) ? Wire.TCP : Wire.MEMORY;
		Wire.Line line = wire.to(this.actors.get(to), this.actors.get(from));
		this.lines.add(line);
		return this.actors.get(from).portal(this.actors.get(to).id().name(), line.transport());
	}

	private void round(long nanos, SplittableRandom seeds) throws Exception {
		long end = System.nanoTime() + nanos;
		Chaos chaos = new Chaos(this.ledger, this.actors, this.lines, seeds.nextLong());
		Thread striking = start("chaos", chaos);
		List<Opener> openers = new ArrayList<>();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < OPENERS; i++) {
			Opener opener = new Opener(this.players.get(i % this.players.size()), end, seeds.split());
			openers.add(opener);
			threads.add(start("opener-" + i, opener));
		}
		for (Thread thread : threads) {
			thread.join(TimeUnit.NANOSECONDS.toMillis(nanos) + PATIENCE.toMillis());
			assertThat(thread.isAlive())
				.as(() -> "stuck, seed " + SEED + ": " + List.of(thread.getStackTrace()) + "\n" + contexts())
				.isFalse();
		}
		chaos.end();
		striking.join(PATIENCE.toMillis());
		untilNothingIsLeft();
		assertThat(chaos.failure()).as("what others do to programs, seed %s", SEED).isNull();
		openers.forEach((opener) -> assertThat(opener.wrong).as("openers, seed %s", SEED).isEmpty());
		assertThat(this.ledger.close()).as("contexts whose sides do not go together, seed %s", SEED).isEmpty();
	}

	private static Thread start(String name, Runnable runnable) {
		Thread thread = new Thread(runnable, name);
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	private void untilNothingIsLeft() {
		Awaitility.await("nothing to be left, seed " + SEED)
			.atMost(PATIENCE)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.pollInSameThread()
			.untilAsserted(() -> {
				assertThat(contexts()).as("live contexts").isEmpty();
				assertThat(TaskThreads.running()).as("tasks").isZero();
				assertThat(Timers.pending()).as("timers").isZero();
			});
	}

	private List<ContextSnapshot> contexts() {
		return this.actors.stream().flatMap((actor) -> actor.contexts().stream()).toList();
	}

	@AfterEach
	void close() {
		this.actors.forEach(Actor::close);
		this.lines.forEach(Wire.Line::close);
		this.logger.setLevel(null);
	}

	/**
	 * Opens one context after the other.
	 */
	private static final class Opener implements Runnable {

		private final Player player;

		private final long end;

		private final SplittableRandom random;

		private final List<String> wrong = new ArrayList<>();

		Opener(Player player, long end, SplittableRandom random) {
			this.player = player;
			this.end = end;
			this.random = random;
		}

		@Override
		public void run() {
			while (System.nanoTime() - this.end < 0) {
				try {
					// Programs may wait for each other: none does for long.
					CancelScope.moveOnAfter(Duration.ofMillis(1 + this.random.nextInt(200)), () -> this.player.open(0));
				}
				catch (Throwable ex) {
					expected(ex);
				}
				if (Thread.interrupted()) {
					this.wrong.add("an interrupt was left behind");
				}
				if (CancelScope.current() != null) {
					this.wrong.add("a scope was left behind");
				}
			}
		}

		/** Checked errors by their contexts; others are none that anybody threw. */
		private void expected(Throwable ex) {
			boolean known = ex instanceof Entry.Made || ex instanceof TractorException
					|| ex instanceof IllegalStateException;
			if (!known) {
				this.wrong.add("raised " + ex);
			}
		}

	}

}
