package io.tractor.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.rsocket.SocketAcceptor;
import io.tractor.ContextBody;
import io.tractor.ContextCancelledException;
import io.tractor.ContextProtocolException;
import io.tractor.ContextRefusedException;
import io.tractor.ContextSpec;
import io.tractor.Outcome;
import io.tractor.RemoteActorException;
import io.tractor.RemoteError;
import io.tractor.StreamOverrunException;
import io.tractor.TransportClosedException;
import io.tractor.protocol.Msg;
import io.tractor.runtime.ActorSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An opener, against a server that keeps no rule.
 */
@OverRSocket
class RawServerScenarioTests extends Scenarios {

	private static final byte[] ONE = { 1 };

	private static final byte[] UP = { 0x62, 'u', 'p' };

	private final BlockingQueue<RawChannel> channels = new LinkedBlockingQueue<>();

	private Wire.Server server;

	/** Once there is a context. */
	private Wire.@Nullable Line line;

	@BeforeEach
	void serve() {
		this.server = this.wire.serve(SocketAcceptor.forRequestChannel((payloads) -> {
			RawChannel channel = RawChannel.answer(payloads);
			this.channels.add(channel);
			return channel.outbound();
		}), 0);
	}

	@AfterEach
	void close() {
		if (this.line != null) {
			this.line.close();
		}
		this.server.close();
	}

	private ContextSpec<String, Integer, Integer, Object> toRaw() {
		if (this.line == null) {
			this.line = Wire.line(this.server.client(), near());
		}
		return near().portal("raw", this.line.transport()).context(Scripted::run);
	}

	private <T, X extends Exception> T rawFor(ContextBody<String, Integer, Integer, Object, T, X> body) throws X {
		return toRaw().open(body);
	}

	private Object callRaw() {
		return toRaw().call();
	}

	private RawChannel opened() throws InterruptedException {
		RawChannel channel = this.channels.poll(Wire.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		assertThat(channel).isNotNull();
		Msg.Start start = channel.next(Msg.Start.class);
		assertThat(start.caller()).isEqualTo(near().id());
		assertThat(start.version()).isEqualTo(1);
		assertThat(start.window()).isEqualTo(this.settings.bufferSize());
		return channel;
	}

	@Test
	void x1_aRawServerCanKeepTheRules() throws Exception {
		Background<Object> p = Background.run(() -> rawFor((ctx, first) -> ctx.stream((stream) -> {
			assertThat(first).isEqualTo("up");
			stream.send(2);
			assertThat(stream).containsExactly(1);
			return ctx.waitForResult().get();
		})));
		RawChannel channel = opened();
		channel.send(new Msg.StartAck(RawChannel.SELF, 1), new Msg.Started(UP), new Msg.Yield(ONE));
		assertThat(channel.next(Msg.Yield.class)).isEqualTo(new Msg.Yield(new byte[] { 2 }));
		channel.send(new Msg.Stop(), new Msg.Return(ONE));
		channel.complete();
		assertThat(p.value()).isEqualTo(1);
		assertThat(channel.untilEnd()).isSubsetOf(new Msg.Stop());
		assertThat(channel.error()).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void x1_badAnswer(BadAnswer bad) throws Exception {
		Background<?> p = Background.run(() -> toRaw().open((ctx, first) -> {
			Thread.sleep(LONG);
		}));
		RawChannel channel = opened();
		bad.frames.forEach(channel::send);
		Msg.Error told = channel.next(Msg.Error.class);
		RemoteError.Kind kind = bad.name().startsWith("OVERRUN") ? RemoteError.Kind.OVERRUN : RemoteError.Kind.PROTOCOL;
		assertThat(told.error().kind()).isEqualTo(kind);
		assertThat(told.error().source()).isEqualTo(near().id());
		assertThat(p.hasEnded()).as("it waits for the far side's end").isFalse();
		channel.send(new Msg.Error(RemoteError.cancelled(RawChannel.SELF, RawChannel.SELF)));
		channel.complete();
		assertThat(p.thrown())
			.isInstanceOf(
					(kind == RemoteError.Kind.OVERRUN) ? StreamOverrunException.class : ContextProtocolException.class)
			.hasMessageContaining((kind == RemoteError.Kind.OVERRUN) ? "64 values" : "'scripted'");
		assertThat(p.leftInterrupted()).isFalse();
		assertThat(channel.untilEnd()).as("told once").doesNotHaveAnyElementsOfTypes(Msg.Error.class, Msg.Stop.class);
		assertTheConnectionLives();
	}

	@Test
	void x1_aServerThatViolatesAndNeverEnds() throws Exception {
		this.settings = ActorSettings.DEFAULT.withAbandonAfter(Duration.ofMillis(50));
		Background<?> p = Background.run(() -> toRaw().open((ctx, first) -> {
			Thread.sleep(LONG);
		}));
		RawChannel channel = opened();
		channel.send(new Msg.Started(UP));
		assertThat(p.thrown()).isInstanceOf(ContextProtocolException.class);
		channel.next(Msg.Error.class);
		channel.next(Msg.Cancel.class);
		assertThat(near().contexts()).singleElement().matches((context) -> context.zombie());
		channel.complete();
		untilIdle();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void x1_aReturnBeforeStarted(boolean acknowledged) throws Exception {
		Background<?> p = Background.run(this::callRaw);
		RawChannel channel = opened();
		if (acknowledged) {
			channel.send(new Msg.StartAck(RawChannel.SELF, 1));
		}
		channel.send(new Msg.Return(ONE));
		channel.complete();
		assertThat(p.thrown()).isInstanceOf(ContextProtocolException.class)
			.hasMessageContaining("'scripted'")
			.hasMessageContaining("without started");
		assertTheConnectionLives();
	}

	@Test
	void x1_anErrorWithATypeOfAnywhere() throws Exception {
		Background<?> p = Background.run(this::callRaw);
		RawChannel channel = opened();
		channel.send(new Msg.StartAck(RawChannel.SELF, 1),
				new Msg.Error(new RemoteError(RemoteError.Kind.ERROR, "no class at all", "x", RawChannel.SELF,
						List.of(near().id()), List.of("not a frame", "a.B.c(D.java:1)"), List.of("e"), null)));
		channel.complete();
		assertThat(p.thrown()).isInstanceOfSatisfying(RemoteActorException.class, (ex) -> {
			assertThat(ex.boxedType()).isEqualTo("no class at all");
			assertThat(ex.getCause().getStackTrace()).hasSize(2);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void x1_aChannelThatEndsWithoutAnEnd(boolean regularly) throws Exception {
		Background<?> p = Background.run(() -> toRaw().open((ctx, first) -> {
			Thread.sleep(LONG);
		}));
		RawChannel channel = opened();
		channel.send(new Msg.StartAck(RawChannel.SELF, 1), new Msg.Started(UP));
		if (regularly) {
			channel.complete();
		}
		else {
			channel.fail();
		}
		assertThat(p.thrown()).isInstanceOf(TransportClosedException.class).hasMessageContaining("'scripted'");
		assertTheConnectionLives();
	}

	@Test
	void o5_anUnreadBufferIsBounded() throws Exception {
		BufferLeaks.sample();
		Background<?> p = Background.run(() -> toRaw().open((ctx, first) -> {
			Thread.sleep(LONG);
		}));
		RawChannel channel = opened();
		channel.send(new Msg.StartAck(RawChannel.SELF, 1), new Msg.Started(UP));
		byte[] large = RawChannel.bytes(new Msg.Yield(new byte[64 * 1024]));
		for (int i = 0; i < 300; i++) {
			channel.send(large);
		}
		assertThat(channel.next(Msg.Error.class).error().kind()).isEqualTo(RemoteError.Kind.OVERRUN);
		channel.send(new Msg.Return(ONE));
		channel.complete();
		assertThat(p.thrown()).isInstanceOf(StreamOverrunException.class);
	}

	@Test
	void c1_aCancelOnTheWireNamesTheCanceller() throws Exception {
		Background<Outcome<Object>> p = Background.run(() -> rawFor((ctx, first) -> {
			assertThat(ctx.cancel(Wire.PATIENCE)).isTrue();
			return ctx.waitForResult();
		}));
		RawChannel channel = opened();
		channel.send(new Msg.StartAck(RawChannel.SELF, 1), new Msg.Started(UP));
		Msg.Cancel cancel = channel.next(Msg.Cancel.class);
		assertThat(cancel.canceller()).isEqualTo(near().id());
		channel.send(new Msg.Error(RemoteError.cancelled(RawChannel.SELF, cancel.canceller())));
		channel.complete();
		assertThat(p.value()).isInstanceOf(Outcome.Cancelled.class);
		assertThat(channel.untilEnd()).as("asked once").isEmpty();
	}

	@Test
	void c4_abandoningAsksASecondTime() throws Exception {
		this.settings = ActorSettings.DEFAULT.withCancelTimeout(Duration.ZERO).withAbandonAfter(Duration.ofMillis(50));
		Background<?> p = Background.run(() -> toRaw().open((ctx, first) -> {
			ctx.cancel();
			assertThat(ctx.cancelAcked()).isFalse();
		}));
		RawChannel channel = opened();
		channel.send(new Msg.StartAck(RawChannel.SELF, 1), new Msg.Started(UP));
		channel.next(Msg.Cancel.class);
		p.value();
		assertThat(channel.nextBut(Msg.Stop.class)).isEqualTo(new Msg.Cancel(near().id()));
		assertThat(near().contexts()).singleElement().matches((context) -> context.zombie());
		channel.send(new Msg.Return(ONE));
		channel.complete();
		untilIdle();
		assertThat(channel.error()).isNull();
	}

	@Test
	void h7_aServerOfAnotherVersionRefuses() throws Exception {
		Background<?> p = Background.run(this::callRaw);
		RawChannel channel = opened();
		channel.send(new Msg.Error(RemoteError.found(RemoteError.Kind.REFUSED, ContextRefusedException.class,
				"Version 1 is none of mine", RawChannel.SELF)));
		channel.complete();
		assertThat(p.thrown()).isInstanceOf(ContextRefusedException.class)
			.hasMessageContaining("Version 1 is none of mine");
		assertTheConnectionLives();
	}

	@Test
	void c8_aCancelOfAThirdPartyThatCrossesOnesOwnIsRaised() throws Exception {
		Background<?> p = Background.run(() -> toRaw().open((ctx, first) -> {
			ctx.cancel(Wire.PATIENCE);
		}));
		RawChannel channel = opened();
		channel.send(new Msg.StartAck(RawChannel.SELF, 1), new Msg.Started(UP));
		channel.next(Msg.Cancel.class);
		channel.send(new Msg.Error(RemoteError.cancelled(RawChannel.SELF, RawChannel.SELF)));
		channel.complete();
		assertThat(p.thrown()).isInstanceOfSatisfying(ContextCancelledException.class,
				(ex) -> assertThat(ex.canceller()).isEqualTo(RawChannel.SELF));
	}

	private void assertTheConnectionLives() throws Exception {
		Background<Object> next = Background.run(this::callRaw);
		RawChannel channel = opened();
		channel.send(new Msg.StartAck(RawChannel.SELF, 1), new Msg.Started(UP), new Msg.Return(ONE));
		channel.complete();
		assertThat(next.value()).isEqualTo(1);
	}

	/** What an endpoint's side must not send. */
	enum BadAnswer {

		UNKNOWN_TYPE(HexFormat.of().parseHex("7f00")), TRUNCATED(HexFormat.of().parseHex("0205")),
		OVERSIZED(HexFormat.of().parseHex("02ffffff7f")), EMPTY_FRAME(new byte[0]),
		NO_MAP(HexFormat.of().parseHex("020101")), STARTED_FIRST(new Msg.Started(UP)), YIELD_FIRST(new Msg.Yield(ONE)),
		STOP_FIRST(new Msg.Stop()), CREDIT_FIRST(new Msg.Credit(1)), START(RawChannel.start(1)),
		CANCEL(new Msg.Cancel(RawChannel.SELF)),
		SECOND_ACK(new Msg.StartAck(RawChannel.SELF, 1), new Msg.StartAck(RawChannel.SELF, 1)),
		YIELD_BEFORE_STARTED(new Msg.StartAck(RawChannel.SELF, 1), new Msg.Yield(ONE)),
		SECOND_STARTED(begun(new Msg.Started(UP))), CANCEL_LATER(begun(new Msg.Cancel(RawChannel.SELF))),
		SECOND_STOP(begun(new Msg.Stop(), new Msg.Stop())), YIELD_AFTER_STOP(begun(new Msg.Stop(), new Msg.Yield(ONE))),
		TOO_MUCH_CREDIT(begun(new Msg.Credit(Integer.MAX_VALUE), new Msg.Credit(1))),
		OVERRUN_IN_ONE_FRAME(begun(yields(65))),
		OVERRUN_BY_FRAMES(begun(), RawChannel.bytes(yields(64)), RawChannel.bytes(yields(1)));

		private final List<byte[]> frames;

		BadAnswer(Msg... messages) {
			this(RawChannel.bytes(messages));
		}

		BadAnswer(byte[]... frames) {
			this.frames = List.of(frames);
		}

		private static byte[] begun(Msg... messages) {
			List<Msg> all = new ArrayList<>(List.of(new Msg.StartAck(RawChannel.SELF, 1), new Msg.Started(UP)));
			all.addAll(List.of(messages));
			return RawChannel.bytes(all.toArray(Msg[]::new));
		}

		private static Msg[] yields(int count) {
			List<Msg> yields = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				yields.add(new Msg.Yield(ONE));
			}
			return yields.toArray(Msg[]::new);
		}

	}

}
