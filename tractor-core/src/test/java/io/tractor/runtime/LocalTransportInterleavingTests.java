package io.tractor.runtime;

import io.tractor.FakeLink;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.tractor.Interleaved.check;
import static io.tractor.Interleaved.explore;
import static io.tractor.Interleaved.together;

/**
 * The way between two actors of one JVM, used by several threads: no frame stays behind,
 * no two are handed over at once, and each side is told one end at most.
 */
@Tag("interleavings")
class LocalTransportInterleavingTests {

	@Test
	void noFrameStaysBehind() {
		explore(() -> {
			FakeLink near = new FakeLink();
			FakeLink far = new FakeLink();
			Channel out = transport(near, far).open("any", near);
			together(() -> send(near, out), () -> send(near, out));
			check(far.received.get() == 2, "received " + far.received);
			near.finish();
			out.wakeup();
			check(!far.clash(), "two frames at once");
			check(far.ends.get() == 1, "told of " + far.ends + " ends");
		});
	}

	@Test
	void oneEndIsTold() {
		explore(() -> {
			FakeLink near = new FakeLink();
			FakeLink far = new FakeLink();
			LocalTransport transport = transport(near, far);
			Channel out = transport.open("any", near);
			near.finish();
			together(out::wakeup, out::abandon, transport::lose);
			check(near.ends.get() <= 1, "the near side is told of " + near.ends + " ends");
			check(far.ends.get() >= 1, "the far side is told of none");
		});
	}

	private static LocalTransport transport(FakeLink near, FakeLink far) {
		return new LocalTransport((endpoint, back, peer) -> far, (endpoint, back, peer) -> near);
	}

	private static void send(FakeLink near, Channel out) {
		near.queue(1);
		out.wakeup();
	}

}
