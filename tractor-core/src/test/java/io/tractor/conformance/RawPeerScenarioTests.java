package io.tractor.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.metadata.WellKnownMimeType;
import io.tractor.ContextProtocolException;
import io.tractor.Outcome;
import io.tractor.RemoteError;
import io.tractor.StreamOverrunException;
import io.tractor.TransportClosedException;
import io.tractor.protocol.Msg;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that keeps no rule, against an actor. Each time a sibling on the same
 * connection lives through it.
 */
@OverRSocket
class RawPeerScenarioTests extends Scenarios {

	private static final byte[] ONE = { 1 };

	private Wire.Server server;

	private RSocket rsocket;

	private RawChannel sibling;

	private Scripted.Run siblingRun;

	@BeforeEach
	void connect() {
		this.server = this.wire.serve(far(), 0);
		this.rsocket = RSocketConnector.create()
			.metadataMimeType(WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA.getString())
			.connect(this.server.client())
			.block(Wire.PATIENCE);
		this.child.does((ctx) -> {
			ctx.started("up");
			return ctx.<Integer, RuntimeException>stream((stream) -> {
				return stream.receive();
			});
		});
		this.sibling = RawChannel.open(this.rsocket, "scripted", RawChannel.bytes(RawChannel.start(64)));
		this.siblingRun = this.child.next();
		this.sibling.next(Msg.StartAck.class);
		this.sibling.next(Msg.Started.class);
		this.child.does((ctx) -> {
			ctx.started("up");
			Thread.sleep(LONG);
			return null;
		});
	}

	@AfterEach
	void theSiblingLives() {
		this.sibling.send(new Msg.Yield(ONE));
		assertThat(this.sibling.untilEnd()).containsExactly(new Msg.Stop(), new Msg.Return(ONE));
		assertThat(this.sibling.error()).isNull();
		assertThat(this.siblingRun.end()).isNull();
		this.sibling.complete();
		untilIdle();
		assertThat(this.rsocket.isDisposed()).isFalse();
		this.rsocket.dispose();
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource
	void x1_badBeginning(BadBeginning bad) {
		RawChannel channel = RawChannel.open(this.rsocket, "scripted", bad.frame);
		List<Msg> answer = channel.untilEnd();
		channel.complete();
		assertThat(answer).singleElement().isInstanceOfSatisfying(Msg.Error.class, (last) -> {
			assertThat(last.error().kind()).isEqualTo(RemoteError.Kind.PROTOCOL);
			assertThat(last.error().source()).isEqualTo(far().id());
			assertThat(last.error().message()).contains("'scripted'");
		});
		assertThat(this.child.hasNotRun()).isTrue();
	}

	@Test
	void h7_anotherVersion() {
		byte[] start = RawChannel.bytes(RawChannel.start(64));
		int version = indexOf(start, "av".getBytes(StandardCharsets.US_ASCII)) + 2;
		start[version] = 2;
		RawChannel channel = RawChannel.open(this.rsocket, "scripted", start);
		List<Msg> answer = channel.untilEnd();
		channel.complete();
		assertThat(answer).singleElement().isInstanceOfSatisfying(Msg.Error.class, (last) -> {
			assertThat(last.error().kind()).isEqualTo(RemoteError.Kind.REFUSED);
			assertThat(last.error().message()).contains("version").contains("2").contains("1");
		});
		assertThat(this.child.hasNotRun()).isTrue();
	}

	@Test
	void h7_unknownCodec() {
		RawChannel channel = RawChannel.open(this.rsocket, "scripted",
				RawChannel.bytes(new Msg.Start(1, "id", RawChannel.SELF, "smoke-signals", Map.of(), null, 1)));
		assertThat(channel.untilEnd()).singleElement().isInstanceOfSatisfying(Msg.Error.class, (last) -> {
			assertThat(last.error().kind()).isEqualTo(RemoteError.Kind.REFUSED);
			assertThat(last.error().message()).contains("'smoke-signals'");
		});
		channel.complete();
		assertThat(this.child.hasNotRun()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void x1_badMessage(BadMessage bad) {
		RawChannel channel = RawChannel.open(this.rsocket, "scripted", RawChannel.bytes(RawChannel.start(64)));
		Scripted.Run run = this.child.next();
		channel.next(Msg.StartAck.class);
		channel.next(Msg.Started.class);
		bad.frames.forEach(channel::send);
		List<Msg> answer = channel.untilEnd();
		channel.complete();
		RemoteError.Kind kind = bad.name().startsWith("OVERRUN") ? RemoteError.Kind.OVERRUN : RemoteError.Kind.PROTOCOL;
		assertThat(answer).last().isInstanceOfSatisfying(Msg.Error.class, (last) -> {
			assertThat(last.error().kind()).isEqualTo(kind);
			assertThat(last.error().source()).isEqualTo(far().id());
			assertThat(last.error().message()).isNotBlank();
		});
		assertThat(answer.subList(0, answer.size() - 1)).hasOnlyElementsOfType(Msg.Credit.class);
		assertThat(run.end()).isInstanceOf(InterruptedException.class);
		assertThat(run.outcome()).isInstanceOfSatisfying(Outcome.Failed.class,
				(failed) -> assertThat(failed.cause()).isInstanceOf((kind == RemoteError.Kind.OVERRUN)
						? StreamOverrunException.class : ContextProtocolException.class));
	}

	@ParameterizedTest
	@EnumSource
	void x1_beforeStarted(Early early) throws Exception {
		Gate there = new Gate();
		this.child.does((ctx) -> {
			there.open();
			Thread.sleep(LONG);
			return null;
		});
		RawChannel channel = RawChannel.open(this.rsocket, "scripted", RawChannel.bytes(RawChannel.start(64)));
		channel.next(Msg.StartAck.class);
		there.pass();
		channel.send(early.message);
		assertThat(channel.untilEnd()).singleElement()
			.isInstanceOfSatisfying(Msg.Error.class,
					(last) -> assertThat(last.error().kind()).isEqualTo(RemoteError.Kind.PROTOCOL));
		channel.complete();
		this.child.next().end();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void x1_aChannelThatEndsWithoutAnEnd(boolean regularly) {
		RawChannel channel = RawChannel.open(this.rsocket, "scripted", RawChannel.bytes(RawChannel.start(64)));
		Scripted.Run run = this.child.next();
		channel.next(Msg.StartAck.class);
		channel.next(Msg.Started.class);
		if (regularly) {
			channel.complete();
		}
		else {
			channel.fail();
		}
		assertThat(run.end()).isInstanceOf(InterruptedException.class);
		assertThat(run.outcome()).isInstanceOfSatisfying(Outcome.Failed.class,
				(failed) -> assertThat(failed.cause()).isInstanceOf(TransportClosedException.class));
	}

	@Test
	void x1_randomBytes() {
		Random random = new Random(42);
		for (int i = 0; i < 200; i++) {
			byte[] garbage = new byte[1 + random.nextInt(64)];
			random.nextBytes(garbage);
			garbage[0] = (byte) random.nextInt(12);
			RawChannel channel = RawChannel.open(this.rsocket, "scripted", garbage);
			assertThat(channel.untilEnd()).as(() -> HexFormat.of().formatHex(garbage))
				.singleElement()
				.isInstanceOf(Msg.Error.class);
			channel.complete();
		}
		assertThat(this.child.hasNotRun()).isTrue();
	}

	@Test
	void o5_anUnreadBufferIsBounded() {
		BufferLeaks.sample();
		RawChannel channel = RawChannel.open(this.rsocket, "scripted", RawChannel.bytes(RawChannel.start(64)));
		Scripted.Run run = this.child.next();
		channel.next(Msg.StartAck.class);
		channel.next(Msg.Started.class);
		byte[] large = RawChannel.bytes(new Msg.Yield(new byte[64 * 1024]));
		for (int i = 0; i < 300; i++) {
			channel.send(large);
		}
		assertThat(channel.untilEnd()).singleElement()
			.isInstanceOfSatisfying(Msg.Error.class,
					(last) -> assertThat(last.error().kind()).isEqualTo(RemoteError.Kind.OVERRUN));
		channel.complete();
		assertThat(run.end()).isInstanceOf(InterruptedException.class);
	}

	private static int indexOf(byte[] bytes, byte[] part) {
		for (int i = 0; i + part.length <= bytes.length; i++) {
			if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
				return i;
			}
		}
		throw new AssertionError("not in there");
	}

	/** A first frame that begins no context. */
	enum BadBeginning {

		UNKNOWN_TYPE("7f00"), TYPE_ZERO("00"), TRUNCATED_LENGTH("0180"), TRUNCATED_BODY("0120a1"),
		OVERSIZED_LENGTH("01ffffff7f"), ENDLESS_LENGTH("01ffffffffffffffff"), LENGTH_NOT_SHORTEST("068000"),
		NO_MAP("010101"), NO_CBOR("0103ffffff"), EMPTY_MAP("0101a0"), YIELD(RawChannel.bytes(new Msg.Yield(ONE))),
		STOP(RawChannel.bytes(new Msg.Stop())), CANCEL(RawChannel.bytes(new Msg.Cancel(RawChannel.SELF))),
		CREDIT(RawChannel.bytes(new Msg.Credit(1))), RETURN(RawChannel.bytes(new Msg.Return(ONE))),
		STARTED(RawChannel.bytes(new Msg.Started(ONE))),
		GARBAGE_TEXT("GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII));

		private final byte[] frame;

		BadBeginning(String hex) {
			this(HexFormat.of().parseHex(hex));
		}

		BadBeginning(byte[] frame) {
			this.frame = frame;
		}

	}

	/** What breaks the rules of a dialog that has begun well. */
	enum BadMessage {

		UNKNOWN_TYPE(HexFormat.of().parseHex("7f00")), TRUNCATED(HexFormat.of().parseHex("0405")),
		OVERSIZED(HexFormat.of().parseHex("04ffffff7f")), EMPTY_FRAME(new byte[0]), SECOND_START(RawChannel.start(64)),
		START_ACK(new Msg.StartAck(RawChannel.SELF, 1)), STARTED(new Msg.Started(ONE)), RETURN(new Msg.Return(ONE)),
		STOP_WITH_A_BODY(HexFormat.of().parseHex("060100")), SECOND_STOP(new Msg.Stop(), new Msg.Stop()),
		YIELD_AFTER_STOP(new Msg.Stop(), new Msg.Yield(ONE)),
		TOO_MUCH_CREDIT(new Msg.Credit(Integer.MAX_VALUE), new Msg.Credit(Integer.MAX_VALUE)),
		CREDIT_OF_ZERO(HexFormat.of().parseHex("050100")), BAD_CANCEL(HexFormat.of().parseHex("0701a0")),
		GOOD_BEFORE_BAD(concat(RawChannel.bytes(new Msg.Yield(ONE), new Msg.Yield(ONE)), new byte[] { 0x7f })),
		OVERRUN_IN_ONE_FRAME(yields(65)), OVERRUN_BY_FRAMES(yields(64), yields(1));

		private final List<byte[]> frames;

		BadMessage(Msg... messages) {
			this(RawChannel.bytes(messages));
		}

		BadMessage(byte[]... frames) {
			this.frames = List.of(frames);
		}

		private static byte[] yields(int count) {
			List<Msg> yields = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				yields.add(new Msg.Yield(ONE));
			}
			return RawChannel.bytes(yields.toArray(Msg[]::new));
		}

		private static byte[] concat(byte[] one, byte[] other) {
			byte[] both = Arrays.copyOf(one, one.length + other.length);
			System.arraycopy(other, 0, both, one.length, other.length);
			return both;
		}

	}

	/** What has no place before {@code Started}. */
	enum Early {

		YIELD(new Msg.Yield(ONE)), STOP(new Msg.Stop()), CREDIT(new Msg.Credit(1));

		private final Msg message;

		Early(Msg message) {
			this.message = message;
		}

	}

}
