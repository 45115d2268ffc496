package io.tractor.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tractor.TypeRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Values to bytes and back, in both formats.
 */
class JacksonCodecTests {

	private static final String SECRET = "s3cr3t";

	static Stream<Codec> codecs() {
		return Stream.of(JacksonCodec.cbor(), JacksonCodec.json());
	}

	private static byte[] written(Codec codec, Type type, Object value) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		codec.writer(type).write(value, out);
		return out.toByteArray();
	}

	private static Object read(Codec codec, Type type, byte[] bytes) throws IOException {
		byte[] padded = new byte[bytes.length + 5];
		Arrays.fill(padded, (byte) 0x7b);
		System.arraycopy(bytes, 0, padded, 3, bytes.length);
		return codec.reader(type).read(padded, 3, bytes.length);
	}

	private static Object throughBoth(Codec codec, Type type, Object value) throws IOException {
		return read(codec, type, written(codec, type, value));
	}

	private static void assertSurvives(Codec codec, Type type, Object value) throws IOException {
		assertThat(throughBoth(codec, type, value)).isEqualTo(value);
	}

	private static CodecException refusedWrite(Codec codec, Type type, Object value) {
		CodecException failure = catchThrowableOfType(CodecException.class, () -> written(codec, type, value));
		assertThat(failure).as("refusal to write").isNotNull();
		return failure;
	}

	private static CodecException refusedRead(Codec codec, Type type, byte[] bytes) {
		CodecException failure = catchThrowableOfType(CodecException.class, () -> read(codec, type, bytes));
		assertThat(failure).as("refusal to read").isNotNull();
		assertThat(failure).hasMessageNotContaining(SECRET);
		return failure;
	}

	@Test
	void namesAreThoseOfTheFormats() {
		assertThat(JacksonCodec.cbor().name()).isEqualTo("cbor");
		assertThat(JacksonCodec.json().name()).isEqualTo("json");
		assertThat(new JacksonCodec("mine", JsonMapper.shared()).name()).isEqualTo("mine");
	}

	@Test
	void bytesAreOfTheFormat() throws IOException {
		Match match = new Match("a", 1);
		assertThat(new String(written(JacksonCodec.json(), Match.class, match), StandardCharsets.UTF_8))
			.isEqualTo("{\"path\":\"a\",\"line\":1}");
		assertThat(HexFormat.of().formatHex(written(JacksonCodec.cbor(), Match.class, match)))
			.contains("64706174686161646c696e6501");
	}

	@ParameterizedTest
	@MethodSource("codecs")
	void recordsSurvive(Codec codec) throws IOException {
		assertSurvives(codec, Match.class, new Match("/srv/é/😀", 7));
		assertSurvives(codec, Match.class, new Match(null, 0));
		assertSurvives(codec, Everything.class,
				new Everything(Instant.parse("2026-11-22T10:15:30.123456789Z"), LocalDate.of(2026, 11, 22),
						Duration.ofMillis(1500), Optional.of("x"), Optional.empty(), Level.HIGH,
						List.of(new Match("a", 1)), Map.of("k", new Match("b", 2)), 3L, 1.5));
	}

	@ParameterizedTest
	@MethodSource("codecs")
	void genericTypesKeepTheirArguments(Codec codec) throws IOException {
		Type list = new TypeRef<List<Match>>() {
		}.type();
		assertSurvives(codec, list, List.of(new Match("a", 1), new Match("b", 2)));
		Type map = new TypeRef<Map<String, List<Optional<Match>>>>() {
		}.type();
		assertSurvives(codec, map, Map.of("k", List.of(Optional.of(new Match("a", 1)), Optional.empty())));
	}

	@ParameterizedTest
	@MethodSource("codecs")
	void simpleTypesSurvive(Codec codec) throws IOException {
		assertSurvives(codec, String.class, "é");
		assertSurvives(codec, String.class, "");
		assertSurvives(codec, Integer.class, 5);
		assertSurvives(codec, Long.class, Long.MIN_VALUE);
		assertSurvives(codec, Boolean.class, true);
		assertSurvives(codec, Level.class, Level.LOW);
		assertSurvives(codec, Instant.class, Instant.parse("2026-11-22T10:15:30Z"));
		assertSurvives(codec, byte[].class, new byte[] { 0, -1, 5 });
		assertSurvives(codec, byte[].class, new byte[0]);
		Type optional = new TypeRef<Optional<Match>>() {
		}.type();
		assertSurvives(codec, optional, Optional.of(new Match("a", 1)));
		assertSurvives(codec, optional, Optional.empty());
		assertSurvives(codec, ZonedDateTime.class, ZonedDateTime.parse("2026-11-22T10:15:30+01:00[Europe/Paris]"));
	}

	@ParameterizedTest
	@MethodSource("codecs")
	void annotatedSealedInterfaceSurvives(Codec codec) throws IOException {
		assertSurvives(codec, Shape.class, new Circle(1.5));
		assertSurvives(codec, Shape.class, new Square(2));
		Type list = new TypeRef<List<Shape>>() {
		}.type();
		assertSurvives(codec, list, List.of(new Circle(1), new Square(2)));
	}

	@ParameterizedTest
	@MethodSource("codecs")
	void objectTakesNaturalTypes(Codec codec) throws IOException {
		Map<String, Object> value = new LinkedHashMap<>();
		value.put("text", "t");
		value.put("number", 5);
		value.put("yes", true);
		value.put("list", List.of(1, "two"));
		value.put("none", null);
		assertSurvives(codec, Object.class, value);
		assertThat(throughBoth(codec, Object.class, new Match("a", 1))).isEqualTo(Map.of("path", "a", "line", 1));
		assertThat(throughBoth(codec, Object.class, null)).isNull();
	}

	@ParameterizedTest
	@MethodSource("codecs")
	void primitiveTypesAreTheirWrappersButForNull(Codec codec) throws IOException {
		assertSurvives(codec, int.class, 5);
		assertSurvives(codec, long.class, 5L);
		assertSurvives(codec, boolean.class, true);
		assertSurvives(codec, double.class, 1.5);
		assertSurvives(codec, char.class, 'x');
		assertThat(refusedWrite(codec, int.class, null)).hasMessage("null is no int");
		assertThat(refusedRead(codec, int.class, written(codec, Object.class, null))).hasMessage("null is no int");
		assertThat(refusedWrite(codec, int.class, 5L)).hasMessage("A java.lang.Long is no int");
	}

	@ParameterizedTest
	@MethodSource("codecs")
	void nullArrivesAsNull(Codec codec) throws IOException {
		for (Type type : List.of(Match.class, String.class, Integer.class, Shape.class, Level.class, byte[].class,
				Instant.class, new TypeRef<List<Match>>() {
				}.type())) {
			assertThat(throughBoth(codec, type, null)).as(type.getTypeName()).isNull();
		}
	}

	@ParameterizedTest
	@MethodSource("codecs")
	void voidIsNullAndNothingElse(Codec codec) throws IOException {
		for (Type type : List.of(void.class, Void.class)) {
			assertThat(written(codec, type, null)).isEqualTo(written(codec, Object.class, null)).isNotEmpty();
			assertThat(throughBoth(codec, type, null)).isNull();
			assertThat(refusedWrite(codec, type, "x")).hasMessageStartingWith("A java.lang.String is no ");
			refusedRead(codec, type, written(codec, String.class, SECRET));
			refusedRead(codec, type, twice(written(codec, type, null)));
			refusedRead(codec, type, new byte[0]);
		}
	}

	@ParameterizedTest
	@MethodSource("codecs")
	void valueOfAnotherTypeIsRefusedByBothNames(Codec codec) {
		assertThat(refusedWrite(codec, Match.class, "x"))
			.hasMessage("A java.lang.String is no " + Match.class.getName());
		assertThat(refusedWrite(codec, Long.class, 5)).hasMessage("A java.lang.Integer is no java.lang.Long");
		assertThat(refusedWrite(codec, new TypeRef<List<Match>>() {
		}.type(), new Match("a", 1)))
			.hasMessage("A " + Match.class.getName() + " is no java.util.List<" + Match.class.getName() + ">");
	}

	@ParameterizedTest
	@MethodSource("codecs")
	void bytesOfAnotherTypeAreRefused(Codec codec) throws IOException {
		assertThat(refusedRead(codec, Match.class, written(codec, String.class, SECRET)))
			.hasMessageStartingWith("Cannot read " + Match.class.getName() + " from " + codec.name() + ": ");
		refusedRead(codec, Integer.class, written(codec, String.class, SECRET));
		refusedRead(codec, Integer.class, written(codec, String.class, "5"));
		refusedRead(codec, int.class, written(codec, Double.class, 1.5));
		refusedRead(codec, String.class, written(codec, Integer.class, 5));
		refusedRead(codec, String.class, written(codec, Boolean.class, true));
		refusedRead(codec, Level.class, written(codec, String.class, SECRET));
		refusedRead(codec, Instant.class, written(codec, String.class, SECRET));
		refusedRead(codec, Shape.class, written(codec, Object.class, Map.of("type", SECRET)));
		refusedRead(codec, new TypeRef<List<Match>>() {
		}.type(), written(codec, Match.class, new Match(SECRET, 1)));
	}

	@ParameterizedTest
	@MethodSource("codecs")
	void placeIsToldWithoutContent(Codec codec) throws IOException {
		byte[] bytes = written(codec, Object.class, Map.of("k", List.of(Map.of("line", 1), Map.of("line", SECRET))));
		assertThat(refusedRead(codec, new TypeRef<Map<String, List<Match>>>() {
		}.type(), bytes)).hasMessageContaining(" at [*][1].line, for int");
		assertThat(refusedRead(codec, new TypeRef<Map<String, Integer>>() {
		}.type(), written(codec, Object.class, Map.of(SECRET, SECRET)))).hasMessageContaining(" at [*]");
	}

	@Test
	void unknownPropertyIsSkippedOrRefusedWithoutItsName() throws IOException {
		byte[] bytes = ("{\"path\":\"a\",\"line\":1,\"" + SECRET + "\":\"" + SECRET + "\"}")
			.getBytes(StandardCharsets.UTF_8);
		assertThat(read(JacksonCodec.json(), Match.class, bytes)).isEqualTo(new Match("a", 1));
		Codec strict = new JacksonCodec("strict",
				JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build());
		assertThat(refusedRead(strict, Match.class, bytes)).hasMessageContaining("[*]");
	}

	@ParameterizedTest
	@MethodSource("codecs")
	void bytesBehindTheValueAreRefused(Codec codec) throws IOException {
		refusedRead(codec, Match.class, twice(written(codec, Match.class, new Match("a", 1))));
		refusedRead(codec, Object.class, twice(written(codec, Match.class, new Match("a", 1))));
		refusedRead(codec, Match.class, twice(written(codec, Match.class, null)));
	}

	private static byte[] twice(byte[] bytes) {
		byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
		System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
		return twice;
	}

	@ParameterizedTest
	@MethodSource("codecs")
	void truncatedBytesAreRefused(Codec codec) throws IOException {
		byte[] bytes = written(codec, Match.class, new Match("a", 1));
		for (int length = 0; length < bytes.length; length++) {
			refusedRead(codec, Match.class, Arrays.copyOf(bytes, length));
		}
	}

	@ParameterizedTest
	@MethodSource("codecs")
	void failureOfTheUsersCodeIsTheCause(Codec codec) throws IOException {
		assertThat(refusedWrite(codec, Bad.class, new Bad()))
			.hasMessageStartingWith("Cannot write " + Bad.class.getName() + " as " + codec.name() + ": ")
			.hasMessageContaining(" at value")
			.hasCauseInstanceOf(UnsupportedOperationException.class);
		byte[] bytes = written(codec, Object.class, Map.of("size", -1));
		assertThat(refusedRead(codec, Positive.class, bytes)).hasRootCauseInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void typeThatCannotBeWrittenIsToldHow() {
		Codec codec = new JacksonCodec("strict",
				JsonMapper.builder().enable(SerializationFeature.FAIL_ON_EMPTY_BEANS).build());
		assertThat(refusedWrite(codec, Opaque.class, new Opaque())).hasMessageContaining("No serializer found");
	}

	@ParameterizedTest
	@MethodSource("codecs")
	void endlessValueIsRefused(Codec codec) {
		List<Object> endless = new ArrayList<>();
		endless.add(endless);
		refusedWrite(codec, Object.class, endless);
		refusedWrite(codec, Bottomless.class, new Bottomless());
	}

	@ParameterizedTest
	@MethodSource("codecs")
	void streamIsNotClosedAndItsFailurePasses(Codec codec) throws IOException {
		boolean[] closed = new boolean[1];
		OutputStream out = new ByteArrayOutputStream() {
			@Override
			public void close() {
				closed[0] = true;
			}
		};
		codec.writer(Match.class).write(new Match("a", 1), out);
		codec.writer(Match.class).write(null, out);
		refusedWrite(codec, Bad.class, new Bad());
		assertThat(closed[0]).isFalse();
		IOException failure = new IOException("full");
		OutputStream full = new OutputStream() {
			@Override
			public void write(int value) throws IOException {
				throw failure;
			}
		};
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> codec.writer(Match.class).write(new Match("a", 1), full))
			.isSameAs(failure);
	}

	@ParameterizedTest
	@MethodSource("codecs")
	void writersAndReadersAreMadeOnce(Codec codec) {
		assertThat(codec.writer(Match.class)).isSameAs(codec.writer(Match.class));
		assertThat(codec.reader(new TypeRef<List<Match>>() {
		}.type())).isSameAs(codec.reader(new TypeRef<List<Match>>() {
		}.type()));
	}

	enum Level {

		LOW, HIGH

	}

	record Match(String path, int line) {
	}

	record Everything(Instant at, LocalDate day, Duration took, Optional<String> some, Optional<String> none,
			Level level, List<Match> matches, Map<String, Match> byKey, Long boxed, double fraction) {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
	@JsonSubTypes({ @JsonSubTypes.Type(value = Circle.class, name = "circle"),
			@JsonSubTypes.Type(value = Square.class, name = "square") })
	sealed interface Shape {

	}

	record Circle(double radius) implements Shape {
	}

	record Square(int side) implements Shape {
	}

	record Positive(int size) {

		Positive {
			if (size < 0) {
				throw new IllegalArgumentException("negative");
			}
		}

	}

	static class Bad {

		public String getValue() {
			throw new UnsupportedOperationException("no");
		}

	}

	static class Opaque {

	}

	static class Bottomless {

		public Bottomless getNext() {
			return new Bottomless();
		}

	}

}
