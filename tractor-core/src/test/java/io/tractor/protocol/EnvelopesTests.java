package io.tractor.protocol;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tractor.ActorId;
import io.tractor.RemoteError;
import io.tractor.RemoteError.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What a writer writes, cuts and refuses.
 */
class EnvelopesTests {

	private static final String TOO_LONG = "x".repeat(Limits.MAX_TEXT + 1);

	@ParameterizedTest
	@CsvSource({ "0, 2, 0400", "1, 2, 0401", "127, 2, 047f", "128, 3, 048001", "16383, 3, 04ff7f", "16384, 4, 04808001",
			"2097151, 4, 04ffff7f", "2097152, 5, 0480808001", "16776191, 5, 04fff7ff07" })
	void headersAreShortest(int length, int headerLength, String header) {
		byte[] frame = Frames.written(new Msg.Yield(new byte[length]));
		assertThat(Envelopes.headerLength(length)).isEqualTo(headerLength);
		assertThat(frame).hasSize(headerLength + length).startsWith(Frames.bytes(header));
		assertThat(Frames.readOne(frame)).isEqualTo(new Msg.Yield(new byte[length]));
	}

	@ParameterizedTest
	@ValueSource(bytes = { Envelopes.STARTED, Envelopes.YIELD, Envelopes.RETURN })
	void valueIsAPartOfAnArray(byte type) {
		ByteBuf out = Unpooled.buffer();
		Envelopes.writeValue(type, new byte[] { 9, 8, 7, 6 }, 1, 2, out);
		assertThat(Frames.taken(out)).containsExactly(type, 2, 8, 7);
	}

	@Test
	void valueAboveTheLongestBodyIsRefusedByBothNumbers() {
		ByteBuf out = Unpooled.buffer();
		byte[] value = new byte[Envelopes.MAX_BODY + 1];
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Envelopes.writeValue(Envelopes.YIELD, value, 0, value.length, out))
			.withMessageContaining("16776192")
			.withMessageContaining("16776191");
		assertThat(Frames.taken(out)).isEmpty();
	}

	@Test
	void startAboveTheLongestBodyIsRefusedAndNothingWritten() {
		ByteBuf out = Unpooled.buffer();
		for (int size : new int[] { Envelopes.MAX_BODY, Envelopes.MAX_BODY + 1 }) {
			Msg start = new Msg.Start(1, "c1", Golden.DESK, "cbor", Map.of("a", new byte[size]), null, 1);
			assertThatIllegalArgumentException().isThrownBy(() -> Envelopes.write(start, out))
				.withMessageContaining("16776191");
		}
		assertThat(Frames.taken(out)).isEmpty();
	}

	@Test
	void valueOfAControlTypeIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Envelopes.writeValue(Envelopes.ERROR, new byte[1], 0, 1, Unpooled.buffer()));
	}

	@Test
	void valueIsWrittenWithoutAllocation() {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		int rounds = 100_000;
		byte[] value = new byte[200];
		ByteBuf out = Unpooled.buffer(1024);
		long before = 0;
		for (int i = 0; i < 2 * rounds; i++) {
			if (i == rounds) {
				before = threads.getCurrentThreadAllocatedBytes();
			}
			out.clear();
			Envelopes.writeValue(Envelopes.YIELD, value, 0, value.length, out);
		}
		assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(rounds);
	}

	@Test
	void textsOfAStartAreNeverCut() {
		Map<String, byte[]> none = Map.of();
		assertRefused(new Msg.Start(1, TOO_LONG, Golden.DESK, "cbor", none, null, 1), "id");
		assertRefused(new Msg.Start(1, "c1", Golden.DESK, TOO_LONG, none, null, 1), "codec");
		assertRefused(new Msg.Start(1, "c1", new ActorId(TOO_LONG, "u"), "cbor", none, null, 1), "name");
		assertRefused(new Msg.Start(1, "c1", Golden.DESK, "cbor", Map.of(TOO_LONG, new byte[0]), null, 1), "args");
		assertRefused(new Msg.Cancel(new ActorId("n", "é".repeat(Limits.MAX_TEXT / 2 + 1))), "uuid");
	}

	private static void assertRefused(Msg msg, String key) {
		ByteBuf out = Unpooled.buffer();
		assertThatIllegalArgumentException().isThrownBy(() -> Envelopes.write(msg, out))
			.withMessage("\"" + key + "\" is longer than 65536 bytes");
		assertThat(Frames.taken(out)).isEmpty();
	}

	@Test
	void messagesOutOfBoundsCannotBeMade() {
		Map<String, byte[]> arguments = new HashMap<>();
		for (int i = 0; i <= Limits.MAX_ARGUMENTS; i++) {
			arguments.put("a" + i, new byte[0]);
		}
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Msg.Start(1, "c1", Golden.DESK, "cbor", arguments, null, 1))
			.withMessage("65 arguments, the most are 64");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Msg.Start(1, "c1", Golden.DESK, "cbor", Map.of(), null, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> new Msg.StartAck(Golden.FILES, Limits.MAX_WINDOW + 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new Msg.Credit(0));
	}

	@Test
	void errorIsCutToTheBounds() {
		String frame = "f".repeat(100);
		List<ActorId> path = new ArrayList<>();
		List<String> frames = new ArrayList<>();
		List<String> causes = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			path.add(new ActorId("a" + i, "u"));
			frames.add(frame + i);
			causes.add("c" + i);
		}
		RemoteError error = new RemoteError(Kind.ERROR, TOO_LONG, TOO_LONG, Golden.FILES, path, frames, causes, null);
		RemoteError read = read(error);
		assertThat(read.type()).isEqualTo("x".repeat(Limits.MAX_TEXT));
		assertThat(read.message()).isEqualTo("x".repeat(Limits.MAX_TEXT));
		assertThat(read.relayPath()).isEqualTo(path.subList(0, 64));
		assertThat(read.frames()).isEqualTo(frames.subList(0, 256));
		assertThat(read.causes()).isEqualTo(causes.subList(0, 32));
	}

	@ParameterizedTest
	@ValueSource(strings = { "é", "€", "😀" })
	void textIsCutBetweenCharacters(String character) {
		for (int shift = 0; shift < 4; shift++) {
			String text = "x".repeat(shift) + character.repeat(Limits.MAX_TEXT);
			String message = read(
					new RemoteError(Kind.TYPE, "T", text, Golden.FILES, List.of(), List.of(), List.of(), null))
				.message();
			assertThat(message).isNotNull();
			assertThat(text).startsWith(message);
			assertThat(message.getBytes(StandardCharsets.UTF_8).length).isBetween(Limits.MAX_TEXT - 3, Limits.MAX_TEXT);
		}
	}

	@Test
	void surrogatePairIsNotCutInTwo() {
		String text = "x".repeat(Limits.MAX_TEXT - 1) + "😀";
		RemoteError error = new RemoteError(Kind.TYPE, "T", text, Golden.FILES, List.of(), List.of(), List.of(), null);
		assertThat(read(error).message()).isEqualTo("x".repeat(Limits.MAX_TEXT - 1));
	}

	@Test
	void longestErrorIsStillOneBody() {
		String longest = "x".repeat(Limits.MAX_TEXT);
		ActorId actor = new ActorId(longest, longest);
		RemoteError error = new RemoteError(Kind.CANCELLED, longest, longest, actor, Collections.nCopies(64, actor),
				Collections.nCopies(256, longest), Collections.nCopies(32, longest), actor);
		RemoteError read = read(error);
		assertThat(read.relayPath()).hasSize(64);
		assertThat(read.causes()).hasSize(32);
		assertThat(read.frames()).hasSize(64);
	}

	private static RemoteError read(RemoteError error) {
		return ((Msg.Error) Frames.readOne(Frames.written(new Msg.Error(error)))).error();
	}

	@Test
	void valuesAreComparedByContentAndNotShown() {
		assertThat(new Msg.Yield(new byte[] { 7 })).isEqualTo(new Msg.Yield(new byte[] { 7 }))
			.hasSameHashCodeAs(new Msg.Yield(new byte[] { 7 }))
			.isNotEqualTo(new Msg.Yield(new byte[] { 8 }))
			.isNotEqualTo(new Msg.Return(new byte[] { 7 }))
			.hasToString("Yield[1 bytes]");
		assertThat(new Msg.Started(new byte[] { 7 })).isEqualTo(new Msg.Started(new byte[] { 7 }))
			.hasSameHashCodeAs(new Msg.Started(new byte[] { 7 }))
			.isNotEqualTo(new Msg.Started(new byte[0]))
			.hasToString("Started[1 bytes]");
		assertThat(new Msg.Return(new byte[] { 7 })).isEqualTo(new Msg.Return(new byte[] { 7 }))
			.hasSameHashCodeAs(new Msg.Return(new byte[] { 7 }))
			.isNotEqualTo(new Msg.Return(new byte[0]))
			.hasToString("Return[1 bytes]");
		assertThat(start(7)).isEqualTo(start(7)).hasSameHashCodeAs(start(7)).isNotEqualTo(start(8));
		assertThat(start(7)).hasToString(
				"Start[version=1, id=c1, caller=desk@d1, codec=cbor, arguments={a=1 bytes}, deadline=null, window=1]");
	}

	private static Msg start(int value) {
		return new Msg.Start(1, "c1", Golden.DESK, "cbor", Map.of("a", new byte[] { (byte) value }), null, 1);
	}

}
