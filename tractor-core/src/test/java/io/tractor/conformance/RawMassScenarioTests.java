package io.tractor.conformance;

import java.util.ArrayList;
import java.util.List;

import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.metadata.WellKnownMimeType;
import io.tractor.RemoteError;
import io.tractor.protocol.Msg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many contexts of a peer that needs no thread for any, so that there can be as many
 * where tasks are platform threads.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(names = "TCP")
class RawMassScenarioTests extends Scenarios {

	private static final int MANY = 10_000;

	@Test
	void c13_tenThousandCancelledAtOnceAlsoOnPlatformThreads() {
		BufferLeaks.sample();
		childDoes(ChildDoes.SLEEPS);
		try (Wire.Server server = this.wire.serve(far(), 0)) {
			RSocket connection = RSocketConnector.create()
				.metadataMimeType(WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA.getString())
				.connect(server.client())
				.block(Wire.PATIENCE);
			List<RawChannel> channels = new ArrayList<>();
			for (int i = 0; i < MANY; i++) {
				channels.add(RawChannel.open(connection, "scripted", RawChannel.bytes(RawChannel.start(64))));
			}
			for (RawChannel channel : channels) {
				channel.next(Msg.StartAck.class);
				channel.next(Msg.Started.class);
			}
			assertThat(far().contexts()).hasSize(MANY);
			byte[] cancel = RawChannel.bytes(new Msg.Cancel(RawChannel.SELF));
			channels.forEach((channel) -> channel.send(cancel));
			for (RawChannel channel : channels) {
				assertThat(channel.untilEnd()).singleElement().isInstanceOfSatisfying(Msg.Error.class, (last) -> {
					assertThat(last.error().kind()).isEqualTo(RemoteError.Kind.CANCELLED);
					assertThat(last.error().canceller()).isEqualTo(RawChannel.SELF);
				});
				assertThat(channel.error()).isNull();
				channel.complete();
			}
			for (int i = 0; i < MANY; i++) {
				assertThat(this.child.next().end()).isInstanceOf(InterruptedException.class);
			}
			untilIdle();
			assertThat(connection.isDisposed()).isFalse();
			connection.dispose();
		}
	}

}
