package io.tractor.protocol;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.tractor.RemoteError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What a reader of control bodies accepts, skips and refuses. Jackson writes the bodies,
 * so that the reader is not only held against the writer beside it.
 */
class ControlBodyTests {

	private static final Map<String, Object> ACTOR = ordered("name", "desk", "uuid", "d1");

	private static final Map<String, Object> START = ordered("v", 1, "id", "c1", "caller", ACTOR, "codec", "cbor",
			"args", Map.of("a", new byte[] { 1 }), "deadline", 1000, "window", 64);

	private static final Map<String, Object> START_ACK = ordered("callee", ACTOR, "window", 64);

	private static final Map<String, Object> CANCEL = ordered("canceller", ACTOR);

	private static final Map<String, Object> ERROR = ordered("kind", "cancelled", "type", "T", "message", "m", "source",
			ACTOR, "path", List.of(ACTOR), "frames", List.of("f"), "causes", List.of("c"), "canceller", ACTOR);

	private static final Object ALIEN = ordered("deep", List.of(List.of(ordered("x", new byte[] { 1 }, "y", "é")), -5L),
			"number", new BigInteger("123456789012345678901234567890"), "fraction", 1.5, "half", 0.5f, "yes", true,
			"none", null, "window", "a known name at another place");

	static Stream<Arguments> bodies() {
		return Stream.of(arguments("Start", Envelopes.START, START),
				arguments("StartAck", Envelopes.START_ACK, START_ACK), arguments("Cancel", Envelopes.CANCEL, CANCEL),
				arguments("Error", Envelopes.ERROR, ERROR));
	}

	private static Map<String, Object> ordered(Object... pairs) {
		Map<String, Object> map = new LinkedHashMap<>();
		for (int i = 0; i < pairs.length; i += 2) {
			map.put((String) pairs[i], pairs[i + 1]);
		}
		return map;
	}

	private static Map<String, Object> with(Map<String, Object> body, String key, Object value) {
		Map<String, Object> changed = new LinkedHashMap<>(body);
		changed.put(key, value);
		return changed;
	}

	private static Map<String, Object> without(Map<String, Object> body, String key) {
		Map<String, Object> changed = new LinkedHashMap<>(body);
		changed.remove(key);
		return changed;
	}

	private static MalformedMessageException refusedStart(String key, Object value) {
		return Frames.refused(Frames.envelopeOf(Envelopes.START, with(START, key, value)));
	}

	private static MalformedMessageException refusedError(String key, Object value) {
		return Frames.refused(Frames.envelopeOf(Envelopes.ERROR, with(ERROR, key, value)));
	}

	private static RemoteError error(Map<String, Object> body) {
		return ((Msg.Error) Frames.readOne(Frames.envelopeOf(Envelopes.ERROR, body))).error();
	}

	@Test
	void mapsOfJacksonAreRead() {
		assertThat(Frames.readOne(Frames.envelopeOf(Envelopes.START, START))).isEqualTo(
				new Msg.Start(1, "c1", Golden.DESK, "cbor", Map.of("a", new byte[] { 1 }), Duration.ofSeconds(1), 64));
		assertThat(Frames.readOne(Frames.envelopeOf(Envelopes.START_ACK, START_ACK)))
			.isEqualTo(new Msg.StartAck(Golden.DESK, 64));
		assertThat(Frames.readOne(Frames.envelopeOf(Envelopes.CANCEL, CANCEL))).isEqualTo(new Msg.Cancel(Golden.DESK));
		assertThat(error(ERROR)).isEqualTo(new RemoteError(RemoteError.Kind.CANCELLED, "T", "m", Golden.DESK,
				List.of(Golden.DESK), List.of("f"), List.of("c"), Golden.DESK));
	}

	@Test
	void jacksonReadsOurMaps() {
		byte[] bytes = Golden.ALL.get(0).bytes();
		Map<?, ?> start = Frames.CBOR.readValue(bytes, 2, bytes.length - 2, Map.class);
		assertThat(start.keySet().stream().map(Object::toString)).containsExactly("v", "id", "caller", "codec", "args",
				"deadline", "window");
		assertThat(start.get("v")).isEqualTo(1);
		assertThat(start.get("caller")).isEqualTo(ACTOR);
		assertThat(start.get("deadline")).isEqualTo(30_000);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("bodies")
	void keysMayComeInAnyOrder(String name, byte type, Map<String, Object> body) {
		List<String> keys = new ArrayList<>(body.keySet());
		Collections.reverse(keys);
		Map<String, Object> reversed = new LinkedHashMap<>();
		keys.forEach((key) -> reversed.put(key, body.get(key)));
		assertThat(Frames.readOne(Frames.envelopeOf(type, reversed)))
			.isEqualTo(Frames.readOne(Frames.envelopeOf(type, body)));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("bodies")
	void unknownKeysAreSkippedWithWhateverValue(String name, byte type, Map<String, Object> body) {
		Map<String, Object> changed = new LinkedHashMap<>();
		changed.put("x-first", ALIEN);
		changed.putAll(body);
		changed.replaceAll((key, value) -> ACTOR.equals(value) ? with(ACTOR, "x-inside", ALIEN) : value);
		changed.put("x-last", ALIEN);
		assertThat(Frames.readOne(Frames.envelopeOf(type, changed)))
			.isEqualTo(Frames.readOne(Frames.envelopeOf(type, body)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "00 00", "20 00", "43 010203 f6", "81 01 00", "f6 f6", "f5 f98000", "c1 00 00",
			"9f 01 ff 00", "5f 41 00 40 ff 00", "61 78 5f 41 00 ff", "61 78 7f 61 61 ff", "61 78 bf 9f ff 00 ff",
			"7f 61 78 ff 00", "7f 65 6f746865 72 ff f820", "61 78 1bffffffffffffffff", "61 78 3bffffffffffffffff",
			"61 78 d9d9f7 f6", "61 78 fb3ff8000000000000", "61 80 00" })
	void unknownKeysMayBeOfAnyType(String pair) {
		String body = "a2" + pair + "69 63616e63656c6c6572 a2 64 6e616d65 64 6465736b 64 75756964 62 6431";
		assertThat(Frames.readOne(Frames.envelope(Envelopes.CANCEL, body))).isEqualTo(new Msg.Cancel(Golden.DESK));
	}

	@Test
	void indefiniteLengthsAreRead() {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (JsonGenerator generator = Frames.CBOR.createGenerator(out)) {
			generator.writeStartObject();
			generator.writeStringProperty("kind", "error");
			generator.writeStringProperty("type", "T");
			generator.writeName("source");
			actor(generator);
			generator.writeName("path");
			generator.writeStartArray();
			actor(generator);
			generator.writeEndArray();
			generator.writeName("frames");
			generator.writeStartArray();
			generator.writeString("f1");
			generator.writeString("f2");
			generator.writeEndArray();
			generator.writeName("causes");
			generator.writeStartArray();
			generator.writeEndArray();
			generator.writeEndObject();
		}
		assertThat(out.toByteArray()).startsWith(0xbf);
		assertThat(Frames.readOne(Frames.envelope(Envelopes.ERROR, out.toByteArray())))
			.isEqualTo(new Msg.Error(new RemoteError(RemoteError.Kind.ERROR, "T", null, Golden.DESK,
					List.of(Golden.DESK), List.of("f1", "f2"), List.of(), null)));
	}

	private static void actor(JsonGenerator generator) {
		generator.writeStartObject();
		generator.writeStringProperty("name", "desk");
		generator.writeStringProperty("uuid", "d1");
		generator.writeEndObject();
	}

	@Test
	void chunkedTextsAndKeysAreRead() {
		String body = "bf 7f 64 63616e63 65 656c6c6572 ff bf 64 6e616d65 7f 62 6465 60 62 736b ff 7f 64 75756964 ff 62 6431 ff ff";
		assertThat(Frames.readOne(Frames.envelope(Envelopes.CANCEL, body))).isEqualTo(new Msg.Cancel(Golden.DESK));
	}

	@Test
	void chunkedBytesAreRead() {
		String start = Frames.hex(Frames.CBOR.writeValueAsBytes(START));
		String chunked = start.replace("6461726773bf61614101ff", "6461726773bf61615f410140420203ffff");
		assertThat(chunked).isNotEqualTo(start);
		Msg.Start read = (Msg.Start) Frames.readOne(Frames.envelope(Envelopes.START, chunked));
		assertThat(read.arguments()).containsExactly(entry("a", new byte[] { 1, 2, 3 }));
	}

	@Test
	void argumentsKeepTheirOrder() {
		Map<String, Object> args = ordered("z", new byte[0], "a", new byte[] { 1 }, "m", new byte[] { 2 });
		Msg.Start start = (Msg.Start) Frames.readOne(Frames.envelopeOf(Envelopes.START, with(START, "args", args)));
		assertThat(start.arguments().keySet()).containsExactly("z", "a", "m");
	}

	@Test
	void numbersNeedNotBeInShortestForm() {
		assertThat(Frames.readOne(Frames.bytes("05 09 1b 0000000000000007"))).isEqualTo(new Msg.Credit(7));
		assertThat(Frames.readOne(Frames.bytes("05 05 1a 00000007"))).isEqualTo(new Msg.Credit(7));
		assertThat(Frames.readOne(Frames.bytes("05 05 1a 7fffffff"))).isEqualTo(new Msg.Credit(Integer.MAX_VALUE));
	}

	@ParameterizedTest
	@ValueSource(strings = { "00", "20", "1a80000000", "1bffffffffffffffff", "6131", "f6", "f93c00", "c24101", "0101" })
	void creditIsOneNumberFromOne(String body) {
		assertThat(Frames.refused(Frames.envelope(Envelopes.CREDIT, body))).hasMessageStartingWith("Credit: its body ");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("bodies")
	void missingKeyIsNamed(String name, byte type, Map<String, Object> body) {
		for (String key : body.keySet()) {
			byte[] frame = Frames.envelopeOf(type, without(body, key));
			if (key.equals("deadline")) {
				assertThat(((Msg.Start) Frames.readOne(frame)).deadline()).isNull();
			}
			else if (key.equals("message")) {
				assertThat(((Msg.Error) Frames.readOne(frame)).error().message()).isNull();
			}
			else {
				assertThat(Frames.refused(frame)).hasMessage(name + ": \"" + key + "\" is missing");
			}
		}
	}

	@Test
	void cancellerMayBeMissingUnlessCancelled() {
		assertThat(error(with(without(ERROR, "canceller"), "kind", "overrun")).canceller()).isNull();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("bodies")
	void illTypedKeyIsNamed(String name, byte type, Map<String, Object> body) {
		for (String key : body.keySet()) {
			for (Object other : Arrays.asList(null, true, -1, 1.5, List.of(1), Map.of("k", 2), new byte[] { 3 }, "t",
					4)) {
				if (fits(other, body.get(key)) || key.equals("kind")) {
					continue;
				}
				assertThat(Frames.refused(Frames.envelopeOf(type, with(body, key, other)))).as(key + " = " + other)
					.hasMessageStartingWith(name + ": \"" + key);
			}
		}
	}

	private static boolean fits(Object value, Object example) {
		return (value instanceof String && example instanceof String)
				|| (value instanceof Integer number && example instanceof Integer && number > 0);
	}

	@Test
	void keyInsideAnActorIsNamedByItsPath() {
		assertThat(refusedStart("caller", Map.of("name", "n"))).hasMessage("Start: \"caller.uuid\" is missing");
		assertThat(refusedStart("caller", Map.of("name", "n", "uuid", 5)))
			.hasMessage("Start: \"caller.uuid\" is no text");
		assertThat(refusedError("path", List.of(ACTOR, Map.of("uuid", "u"))))
			.hasMessage("Error: \"path.name\" is missing");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("bodies")
	void bodyThatIsNoMapIsRefused(String name, byte type, Map<String, Object> body) {
		for (Object other : Arrays.asList(null, 1, "t", List.of(), new byte[2])) {
			assertThat(Frames.refused(Frames.envelopeOf(type, other))).hasMessage(name + ": its body is no map");
		}
		assertThat(Frames.refused(Frames.envelope(type, new byte[0]))).hasMessage(name + ": its body is truncated");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("bodies")
	void bytesBehindTheMapAreRefused(String name, byte type, Map<String, Object> body) {
		byte[] bytes = Frames.CBOR.writeValueAsBytes(body);
		assertThat(Frames.refused(Frames.envelope(type, Arrays.copyOf(bytes, bytes.length + 2))))
			.hasMessage(name + ": its body has 2 bytes too many");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("bodies")
	void knownKeyTwiceIsRefused(String name, byte type, Map<String, Object> body) {
		for (String key : body.keySet()) {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			out.write(0xa0 | body.size() + 1);
			body.forEach((each, value) -> pair(each, value, out));
			pair(key, body.get(key), out);
			assertThat(Frames.refused(Frames.envelope(type, out.toByteArray())))
				.hasMessage(name + ": \"" + key + "\" is there twice");
		}
	}

	private static void pair(String key, Object value, ByteArrayOutputStream out) {
		out.writeBytes(Frames.CBOR.writeValueAsBytes(key));
		out.writeBytes(Frames.CBOR.writeValueAsBytes(value));
	}

	@Test
	void unknownKeyMayBeThereTwice() {
		String body = "a3 61 78 00 61 78 01 69 63616e63656c6c6572 a2 64 6e616d65 64 6465736b 64 75756964 62 6431";
		assertThat(Frames.readOne(Frames.envelope(Envelopes.CANCEL, body))).isEqualTo(new Msg.Cancel(Golden.DESK));
	}

	@Test
	void argumentTwiceIsRefused() {
		String start = Frames.hex(Frames.CBOR.writeValueAsBytes(START));
		String twice = start.replace("6461726773bf61614101ff", "6461726773bf6161410161614101ff");
		assertThat(Frames.refused(Frames.envelope(Envelopes.START, twice)))
			.hasMessage("Start: \"args\" has an argument twice");
	}

	@Test
	void unknownVersionDecidesFirst() {
		assertVersion(2, Frames.envelopeOf(Envelopes.START, with(START, "v", 2)));
		assertVersion(0, Frames.envelopeOf(Envelopes.START, Map.of("v", 0)));
		assertVersion(7, Frames.envelopeOf(Envelopes.START, ordered("id", 5, "window", "no", "args", List.of(ALIEN),
				"caller", null, "x", ALIEN, "codec", -3, "deadline", Map.of(), "v", 7, "zz", ALIEN)));
		assertVersion(2, Frames.envelope(Envelopes.START, "bf 00 01 61 78 00 61 78 00 61 76 02 ffffff"));
		assertVersion(-1, Frames.envelope(Envelopes.START, "a1 61 76 1bffffffffffffffff"));
		assertThat(Frames.refused(Frames.envelope(Envelopes.START, "a1 61 76 1bffffffffffffffff"))).hasMessage(
				"Start: version 18446744073709551615 is not supported, this side speaks version " + Limits.VERSION);
	}

	private static void assertVersion(long version, byte[] frame) {
		MalformedMessageException refusal = Frames.refused(frame);
		assertThat(refusal).isInstanceOf(UnsupportedVersionException.class);
		assertThat(((UnsupportedVersionException) refusal).version()).isEqualTo(version);
	}

	@Test
	void missingVersionIsTheFirstComplaint() {
		assertThat(Frames.refused(Frames.envelopeOf(Envelopes.START, Map.of("id", 5))))
			.hasMessage("Start: \"v\" is missing");
	}

	@Test
	void boundsHoldToTheLastOne() {
		assertThat(((Msg.Start) Frames.readOne(Frames.envelopeOf(Envelopes.START, with(START, "args", arguments64()))))
			.arguments()).hasSize(64);
		assertThat(error(with(ERROR, "path", Collections.nCopies(64, ACTOR))).relayPath()).hasSize(64);
		assertThat(error(with(ERROR, "frames", Collections.nCopies(256, "f"))).frames()).hasSize(256);
		assertThat(error(with(ERROR, "causes", Collections.nCopies(32, "c"))).causes()).hasSize(32);
		assertThat(error(with(ERROR, "message", "é".repeat(32 * 1024))).message()).hasSize(32 * 1024);
	}

	private static Map<String, Object> arguments64() {
		Map<String, Object> arguments = new HashMap<>();
		for (int i = 0; i < 64; i++) {
			arguments.put("a" + i, new byte[] { 1 });
		}
		return arguments;
	}

	@Test
	void oneBeyondABoundIsRefused() {
		assertThat(refusedStart("args", with(arguments64(), "one more", new byte[0])))
			.hasMessage("Start: \"args\" has more than 64 entries");
		assertThat(refusedError("path", Collections.nCopies(65, ACTOR)))
			.hasMessage("Error: \"path\" has more than 64 entries");
		assertThat(refusedError("frames", Collections.nCopies(257, "f")))
			.hasMessage("Error: \"frames\" has more than 256 entries");
		assertThat(refusedError("causes", Collections.nCopies(33, "c")))
			.hasMessage("Error: \"causes\" has more than 32 entries");
		assertThat(refusedError("message", "é".repeat(32 * 1024) + "x"))
			.hasMessage("Error: \"message\" is longer than 65536 bytes");
	}

	@Test
	void headersAreReadToTheirBounds() {
		assertThat(headers(Map.of("traceparent", "00-1-2-01"))).containsEntry("traceparent", "00-1-2-01");
		assertThat(headers(headers(32))).hasSize(32);
		assertThat(headers(Map.of("é", "é".repeat(8191)))).hasSize(1);
		assertThat(refusedStart("headers", headers(33))).hasMessage("Start: \"headers\" has more than 32 entries");
		assertThat(refusedStart("headers", Map.of("é", "é".repeat(8191) + "x")))
			.hasMessage("Start: \"headers\" is longer than 16384 bytes");
		assertThat(refusedStart("headers", Map.of("a", "x".repeat(16_385))))
			.hasMessage("Start: \"headers\" is longer than 16384 bytes");
		assertThat(refusedStart("headers", Map.of("a", 1))).hasMessage("Start: \"headers\" is no text");
		assertThat(refusedStart("headers", "a")).hasMessage("Start: \"headers\" is no map");
		String start = Frames.hex(Frames.CBOR.writeValueAsBytes(with(START, "headers", Map.of("a", "b"))));
		assertThat(Frames
			.refused(Frames.envelope(Envelopes.START, start.replace("bf61616162ff", "bf616161626161" + "6162ff"))))
			.hasMessage("Start: \"headers\" has a header twice");
	}

	@Test
	void aStartTellsItsDepth() {
		Msg.Start start = (Msg.Start) Frames.readOne(Frames.envelopeOf(Envelopes.START, with(START, "depth", 7)));
		assertThat(start.depth()).isEqualTo(7);
		assertThat(((Msg.Start) Frames.readOne(Frames.envelopeOf(Envelopes.START, START))).depth()).isEqualTo(1);
		assertThat(refusedStart("depth", 0)).hasMessageContaining("\"depth\"");
		assertThat(refusedStart("depth", 1L << 31)).hasMessageContaining("\"depth\"");
	}

	private static Map<String, String> headers(Object headers) {
		return ((Msg.Start) Frames.readOne(Frames.envelopeOf(Envelopes.START, with(START, "headers", headers))))
			.headers();
	}

	private static Map<String, String> headers(int count) {
		Map<String, String> headers = new HashMap<>();
		for (int i = 0; i < count; i++) {
			headers.put("h" + i, "v");
		}
		return headers;
	}

	@Test
	void windowIsFromOneToItsBound() {
		for (long window : new long[] { 0, Limits.MAX_WINDOW + 1, 1L << 32, Long.MAX_VALUE }) {
			assertThat(refusedStart("window", window)).hasMessage("Start: \"window\" must be from 1 to 1048576");
			assertThat(Frames.refused(Frames.envelopeOf(Envelopes.START_ACK, with(START_ACK, "window", window))))
				.hasMessage("StartAck: \"window\" must be from 1 to 1048576");
		}
	}

	@Test
	void deadlineIsKeptCountableInNanoseconds() {
		assertThat(deadline(0L)).isZero();
		assertThat(deadline(Long.MAX_VALUE)).isEqualTo(Duration.ofDays(36_500));
		assertThat(deadline(Long.MAX_VALUE).toNanos()).isPositive();
		assertThat(refusedStart("deadline", new BigInteger("18446744073709551615")))
			.hasMessageStartingWith("Start: \"deadline\" ");
		assertThat(start(Duration.ofNanos(1_999_999)).deadline()).isEqualTo(Duration.ofMillis(1));
		assertThat(start(Duration.ofNanos(-1)).deadline()).isZero();
		assertThat(start(Duration.ofSeconds(Long.MAX_VALUE)).deadline()).isEqualTo(Duration.ofDays(36_500));
	}

	private static Duration deadline(long millis) {
		return ((Msg.Start) Frames.readOne(Frames.envelopeOf(Envelopes.START, with(START, "deadline", millis))))
			.deadline();
	}

	private static Msg.Start start(Duration deadline) {
		return new Msg.Start(1, "c1", Golden.DESK, "cbor", Map.of(), deadline, 1);
	}

	@Test
	void unknownKindIsRefusedAndNotRepeated() {
		assertThat(refusedError("kind", "secret")).hasMessage("Error: \"kind\" is no kind of error");
		assertThat(refusedError("kind", "ERROR")).hasMessage("Error: \"kind\" is no kind of error");
	}

	@Test
	void everyKindIsRead() {
		for (RemoteError.Kind kind : RemoteError.Kind.values()) {
			assertThat(error(with(ERROR, "kind", kind.name().toLowerCase(Locale.ROOT))).kind()).isEqualTo(kind);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "61 ff", "61 c3", "62 c3 28", "63 ed a0 80", "62 c0 80", "64 f4 90 80 80",
			"66 ef bf bd ef bf 41" })
	void textThatIsNotUtf8IsRefused(String name) {
		String body = "a1 69 63616e63656c6c6572 a2 64 6e616d65 " + name + " 64 75756964 62 6431";
		assertThat(Frames.refused(Frames.envelope(Envelopes.CANCEL, body)))
			.hasMessage("Cancel: \"canceller.name\" is not in UTF-8");
	}

	@Test
	void replacementCharacterItselfIsText() {
		String body = "a1 69 63616e63656c6c6572 a2 64 6e616d65 63 efbfbd 64 75756964 62 6431";
		assertThat(((Msg.Cancel) Frames.readOne(Frames.envelope(Envelopes.CANCEL, body))).canceller().name())
			.isEqualTo("\ufffd");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1c", "1d", "1e", "1f", "3f", "df", "5c", "f800", "f81f", "ff", "81ff", "a1ff", "a100ff",
			"bf00ff", "5f6100ff", "5f5f4100ffff", "5f5f00ff", "7f4100ff", "5f00ff", "c0ff" })
	void skippedValueMustBeWellFormed(String value) {
		String body = "a2 61 78 " + value + "69 63616e63656c6c6572 a2 64 6e616d65 64 6465736b 64 75756964 62 6431";
		assertThat(Frames.refused(Frames.envelope(Envelopes.CANCEL, body))).hasMessageStartingWith("Cancel: ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "81", "a100", "9f", "bf00", "c1" })
	void nestingIsBounded(String level) {
		String end = (level.startsWith("9f") || level.startsWith("bf")) ? "ff" : "";
		assertThat(Frames.readOne(nested(level, end, Limits.MAX_NESTING - 1))).isEqualTo(new Msg.Cancel(Golden.DESK));
		assertThat(Frames.refused(nested(level, end, Limits.MAX_NESTING)))
			.hasMessage("Cancel: its body is nested more than 32 deep");
		assertThat(Frames.refused(nested(level, end, 1_000_000)))
			.hasMessage("Cancel: its body is nested more than 32 deep");
	}

	private static byte[] nested(String level, String end, int depth) {
		return Frames.envelope(Envelopes.CANCEL, "a2 61 78 " + level.repeat(depth) + "00" + end.repeat(depth)
				+ "69 63616e63656c6c6572 a2 64 6e616d65 64 6465736b 64 75756964 62 6431");
	}

}
