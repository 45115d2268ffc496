package io.tractor.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.tractor.DeadlineExceededException;
import io.tractor.Outcome;
import io.tractor.Portal;
import io.tractor.RemoteActorException;
import io.tractor.RemoteError;
import io.tractor.ScopeCancelledException;
import io.tractor.TransportClosedException;
import io.tractor.rsocket.RSocketTransport;
import io.tractor.runtime.ActorSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A network that drops everything and says nothing: no side hears of an end.
 */
@OverNetwork
class SilenceScenarioTests extends Scenarios {

	private static final Duration INTERVAL = Duration.ofMillis(500);

	/**
	 * After what time without a sign of life a connection is lost. Longer than a busy
	 * machine keeps a thread waiting.
	 */
	private static final Duration LIMIT = Duration.ofSeconds(5);

	/** So that nobody gives the connection up by itself. */
	private static final Duration NO_LIMIT = Duration.ofHours(1);

	/** Longer than a busy machine takes for a hand-shake. */
	private static final Duration DEADLINE = Duration.ofSeconds(6);

	/** Far below what else would end the contexts. */
	private static final Duration PROMPTLY = Duration.ofSeconds(40);

	private Wire.Server server;

	private Cable cable;

	@BeforeEach
	void serve() {
		this.settings = ActorSettings.DEFAULT.withAbandonAfter(Duration.ofMillis(200));
		this.server = this.wire.serve(far(), 0);
		this.cable = Cable.to(this.server.port());
	}

	@AfterEach
	void unplug() throws Exception {
		this.cable.close();
		this.server.close();
	}

	private Wire.Line line(Duration limit) {
		return Wire.line(RSocketTransport.connector(INTERVAL, limit), this.wire.client(this.cable.port()), near());
	}

	@Test
	void l3_whereverTheParentIs() throws Exception {
		try (Wire.Line line = line(LIMIT)) {
			Portal portal = near().portal("far", line.transport());
			Gate opening = new Gate();
			this.child.does((ctx) -> {
				opening.open();
				Thread.sleep(LONG);
				return null;
			});
			List<Background<?>> parents = new ArrayList<>();
			parents.add(Background.run(() -> {
				portal.context(Scripted::run).call();
			}));
			opening.pass();
			childDoes(ChildDoes.SLEEPS);
			for (ParentDoes parent : ParentDoes.values()) {
				Gate there = new Gate();
				parents.add(Background.run(() -> portal.context(Scripted::run).open((ctx, first) -> {
					there.open();
					parent.run(ctx);
				})));
				there.pass();
			}
			parents.forEach((parent) -> Threads.untilBlocked(parent.thread()));
			long pulled = System.nanoTime();
			this.cable.pull();
			for (Background<?> parent : parents) {
				assertThat(parent.thrown()).isInstanceOf(TransportClosedException.class)
					.hasMessageContaining("'far'")
					.hasMessageContaining("'scripted'");
				assertThat(parent.leftInterrupted()).isFalse();
			}
			assertThat(Duration.ofNanos(System.nanoTime() - pulled)).isLessThan(LIMIT.plus(PROMPTLY));
			assertThat(near().contexts()).isEmpty();
			for (int i = 0; i < parents.size(); i++) {
				assertLost(this.child.next());
			}
			assertThatNewContextsOpen(portal);
		}
	}

	@Test
	void l3_whereverTheChildIs() throws Exception {
		try (Wire.Line line = line(LIMIT)) {
			Portal portal = near().portal("far", line.transport());
			List<Background<?>> parents = new ArrayList<>();
			List<Scripted.Run> runs = new ArrayList<>();
			for (ChildDoes does : ChildDoes.values()) {
				childDoes(does);
				parents.add(Background.run(() -> portal.context(Scripted::run).open((ctx, first) -> {
					Thread.sleep(LONG);
				})));
				Scripted.Run run = this.child.next();
				does.untilThere(run.thread());
				runs.add(run);
			}
			assertThat(far().contexts()).hasSize(runs.size());
			long pulled = System.nanoTime();
			this.cable.pull();
			for (Scripted.Run run : runs) {
				assertLost(run);
			}
			untilIdle();
			assertThat(Duration.ofNanos(System.nanoTime() - pulled)).isLessThan(LIMIT.plus(PROMPTLY));
			for (Background<?> parent : parents) {
				assertThat(parent.thrown()).isInstanceOf(TransportClosedException.class);
			}
			assertThatNewContextsOpen(portal);
		}
	}

	@Test
	void d1_bothSidesKeepItOnTheirOwn() throws Exception {
		try (Wire.Line line = line(NO_LIMIT)) {
			Portal portal = near().portal("far", line.transport());
			// Connects, so that the deadline has the contexts alone to be kept for.
			assertThatNewContextsOpen(portal);
			this.child.next().end();
			List<Background<?>> parents = new ArrayList<>();
			List<Scripted.Run> runs = new ArrayList<>();
			for (ChildDoes does : List.of(ChildDoes.SLEEPS, ChildDoes.COMPUTES, ChildDoes.RECEIVES)) {
				childDoes(does);
				Gate begun = new Gate();
				parents.add(Background.run(() -> portal.context(Scripted::run).deadline(DEADLINE).open((ctx, first) -> {
					begun.open();
					Thread.sleep(LONG);
				})));
				runs.add(this.child.next());
				begun.pass();
			}
			this.cable.pull();
			for (Scripted.Run run : runs) {
				assertThat(run.end()).isInstanceOfAny(InterruptedException.class, ScopeCancelledException.class);
				assertThat(run.outcome()).isInstanceOfSatisfying(Outcome.Failed.class,
						(failed) -> assertThat(failed.cause()).isInstanceOfSatisfying(RemoteActorException.class,
								(ex) -> assertThat(ex.remoteError().kind()).isEqualTo(RemoteError.Kind.DEADLINE)));
				assertThat(run.context().canceller()).isEmpty();
			}
			for (Background<?> parent : parents) {
				assertThat(parent.thrown()).isInstanceOf(DeadlineExceededException.class);
				assertThat(parent.leftInterrupted()).isFalse();
			}
			assertThat(near().contexts()).as("nobody has told them of the children's ends")
				.hasSameSizeAs(parents)
				.allMatch((context) -> context.zombie());
		}
	}

	private static void assertLost(Scripted.Run run) {
		assertThat(run.end()).isInstanceOfAny(InterruptedException.class, ScopeCancelledException.class);
		assertThat(run.outcome()).isInstanceOfSatisfying(Outcome.Failed.class,
				(failed) -> assertThat(failed.cause()).isInstanceOf(TransportClosedException.class));
		assertThat(run.context().canceller()).isEmpty();
	}

	private void assertThatNewContextsOpen(Portal portal) {
		this.child.does((ctx) -> {
			ctx.started("up");
			return "again";
		});
		assertThat(portal.context(Scripted::run).call()).isEqualTo("again");
	}

}
