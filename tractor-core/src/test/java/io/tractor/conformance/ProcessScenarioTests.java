package io.tractor.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.tractor.Outcome;
import io.tractor.Portal;
import io.tractor.TransportClosedException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Two processes, one of which is killed.
 */
@OverNetwork
class ProcessScenarioTests extends Scenarios {

	/** Far below any keep-alive. */
	private static final Duration PROMPTLY = Duration.ofSeconds(20);

	@Test
	void l1_theChildsProcessIsKilled() throws Exception {
		try (WorkerProcess worker = WorkerProcess.serving(this.wire, 0);
				Wire.Line line = Wire.line(this.wire.client(worker.port()), near())) {
			Portal portal = near().portal("worker", line.transport());
			List<Background<?>> parents = new ArrayList<>();
			Gate opening = new Gate();
			parents.add(Background.run(() -> {
				opening.open();
				portal.context(WorkerProcess.Worker::sleep, false).call();
			}));
			opening.pass();
			for (ParentDoes parent : ParentDoes.values()) {
				Gate there = new Gate();
				parents
					.add(Background.run(() -> portal.context(WorkerProcess.Worker::sleep, true).open((ctx, first) -> {
						there.open();
						parent.run(ctx);
					})));
				there.pass();
			}
			parents.forEach((parent) -> Threads.untilBlocked(parent.thread()));
			assertThat(near().contexts()).hasSize(parents.size());
			long killed = System.nanoTime();
			worker.kill();
			for (Background<?> parent : parents) {
				assertThat(parent.thrown()).isInstanceOf(TransportClosedException.class)
					.hasMessageContaining("'worker'")
					.hasMessageContaining("'worker.sleep'");
				assertThat(parent.leftInterrupted()).isFalse();
			}
			assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(PROMPTLY);
		}
	}

	@Test
	void l2_theParentsProcessIsKilled() throws Exception {
		ChildDoes[] all = ChildDoes.values();
		List<ChildDoes> left = new ArrayList<>(List.of(all));
		this.child.does((ctx) -> {
			ChildDoes mine;
			synchronized (left) {
				mine = left.remove(0);
			}
			ctx.started("up");
			mine.run(ctx);
			return "not cut off";
		});
		try (Wire.Server server = this.wire.serve(far(), 0);
				WorkerProcess opener = WorkerProcess.opening(this.wire, server.port())) {
			List<Scripted.Run> runs = new ArrayList<>();
			for (int i = 0; i < all.length; i++) {
				runs.add(this.child.next());
			}
			assertThat(far().contexts()).hasSize(all.length);
			long killed = System.nanoTime();
			opener.kill();
			for (Scripted.Run run : runs) {
				assertThat(run.end()).isNotNull();
				assertThat(run.outcome()).isInstanceOfSatisfying(Outcome.Failed.class,
						(failed) -> assertThat(failed.cause()).isInstanceOf(TransportClosedException.class));
			}
			untilIdle();
			assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(PROMPTLY);
		}
	}

	@Test
	void l4_theChildsProcessRestarts() throws Exception {
		try (WorkerProcess first = WorkerProcess.serving(this.wire, 0);
				Wire.Line line = Wire.line(this.wire.client(first.port()), near())) {
			Portal portal = near().portal("worker", line.transport());
			long pid = portal.context(WorkerProcess.Worker::pid).call();
			assertThat(pid).isNotEqualTo(ProcessHandle.current().pid());
			first.close();
			// Until the loss is known here a context is begun on what was the connection.
			Awaitility.await()
				.atMost(PROMPTLY)
				.untilAsserted(() -> assertThatExceptionOfType(TransportClosedException.class)
					.isThrownBy(() -> portal.context(WorkerProcess.Worker::pid).call())
					.withMessageContaining("no connection to peer 'far'"));
			try (WorkerProcess second = WorkerProcess.serving(this.wire, first.port())) {
				assertThat(second.port()).isEqualTo(first.port());
				assertThat(portal.context(WorkerProcess.Worker::pid).call()).isNotEqualTo(pid);
				assertThat(portal.context(WorkerProcess.Worker::pid).call()).isNotEqualTo(pid);
			}
		}
	}

}
