package io.tractor.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextCancelledException;
import io.tractor.protocol.Msg;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A handle that is opened while its actor closes.
 */
class HeldContextTests {

	private final Actor worker = Actor.builder("worker").endpoints(new Sleeper()).build();

	private final Actor desk = Actor.builder("desk").build();

	public static final class Sleeper {

		@Context("sleep")
		public void sleep(ChildContext<String, String, String> ctx) throws InterruptedException {
			ctx.started("asleep");
			new CountDownLatch(1).await();
		}

	}

	@Test
	void aShutdownBeforeItIsHeldCancelsItToo() throws Exception {
		ParentSide<Object, Object, Object, Object> side = side();
		side.begin();
		side.shutDown();
		try (LocalTransport transport = new LocalTransport(this.worker)) {
			try {
				side.hold(transport, null);
			}
			catch (ContextCancelledException ex) {
				// It came before the endpoint's first value.
			}
			assertThat(this.worker.awaitIdle(Duration.ofSeconds(10))).isTrue();
			assertThat(this.desk.awaitIdle(Duration.ofSeconds(10))).isTrue();
		}
	}

	private ParentSide<Object, Object, Object, Object> side() {
		Msg.Start start = new Msg.Start(1, this.desk.nextContextId(), this.desk.id(), this.desk.codec().name(),
				Map.of(), null, 1);
		Contract.PayloadTypes any = new Contract.PayloadTypes(Object.class, Object.class, Object.class, Object.class);
		return new ParentSide<>(this.desk, "worker", start, "sleep", Payloads.of(any, this.desk.codec()));
	}

}
