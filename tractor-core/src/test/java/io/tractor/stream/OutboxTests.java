package io.tractor.stream;

import io.netty.buffer.ByteBuf;
import io.tractor.protocol.FrameReader;
import io.tractor.protocol.Msg;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The order in which what is queued leaves.
 */
class OutboxTests {

	private final Outbox outbox = new Outbox();

	@Test
	void creditOvertakesValues() {
		this.outbox.value(new byte[1], 0, 1);
		this.outbox.ahead(new Msg.Credit(7));
		assertThat(next()).isEqualTo(new Msg.Credit(7));
		assertThat(next()).isInstanceOf(Msg.Yield.class);
		assertThat(this.outbox.isEmpty()).isTrue();
	}

	@Test
	void whatKeepsItsPlaceIsNotOvertakenForEver() {
		this.outbox.ahead(new Msg.Credit(1));
		this.outbox.inOrder(new Msg.Stop());
		assertThat(next()).isEqualTo(new Msg.Credit(1));
		this.outbox.ahead(new Msg.Credit(2));
		assertThat(next()).isInstanceOf(Msg.Stop.class);
		assertThat(next()).isEqualTo(new Msg.Credit(2));
		assertThat(this.outbox.poll()).isNull();
	}

	@Test
	void nothingIsHeldBackForWhatIsNotThere() {
		this.outbox.ahead(new Msg.Credit(1));
		assertThat(next()).isEqualTo(new Msg.Credit(1));
		this.outbox.ahead(new Msg.Credit(2));
		assertThat(next()).isEqualTo(new Msg.Credit(2));
	}

	private Msg next() {
		ByteBuf frame = this.outbox.poll();
		assertThat(frame).isNotNull();
		try {
			FrameReader reader = new FrameReader(frame);
			assertThat(reader.next()).isTrue();
			Msg message = reader.message();
			assertThat(reader.next()).as("one message in this frame").isFalse();
			return message;
		}
		finally {
			frame.release();
		}
	}

}
