package io.tractor.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tractor.TypeRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Sealed types, and what a contract has narrowed to a few.
 */
class UnionTests {

	private static final UnionType OPEN = new UnionType(Object.class,
			List.of(Circle.class, String.class, Integer.class, Level.class, Other.class));

	private static final UnionType EVENTS = new UnionType(Event.class, List.of(Start.class, Stop.class));

	static Stream<Codec> codecs() {
		return Stream.of(JacksonCodec.cbor(), JacksonCodec.json(),
				JacksonCodec.strict("mine", JsonMapper.builder().build()),
				new JacksonCodec("as-it-is", JsonMapper.builder().build()));
	}

	private static byte[] written(Codec codec, Type type, Object value) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		codec.writer(type).write(value, out);
		return out.toByteArray();
	}

	private static Object read(Codec codec, Type type, String json) throws IOException {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		return codec.reader(type).read(bytes, 0, bytes.length);
	}

	private static String json(Type type, Object value) throws IOException {
		return new String(written(JacksonCodec.json(), type, value), StandardCharsets.UTF_8);
	}

	private static void assertSurvives(Codec codec, Type type, Object value) throws IOException {
		byte[] bytes = written(codec, type, value);
		assertThat(codec.reader(type).read(bytes, 0, bytes.length)).isEqualTo(value);
	}

	private static void assertRefused(Codec codec, Type type, Object value, String... told) {
		assertThatExceptionOfType(CodecException.class).isThrownBy(() -> written(codec, type, value))
			.satisfies((ex) -> assertThat(ex.getMessage()).contains(told));
	}

	private static Type listOf(Type argument) {
		return generic(List.class, argument);
	}

	private static Type generic(Class<?> raw, Type... arguments) {
		return new ParameterizedType() {

			@Override
			public Type[] getActualTypeArguments() {
				return arguments;
			}

			@Override
			public Type getRawType() {
				return raw;
			}

			@Override
			public Type getOwnerType() {
				return raw.getDeclaringClass();
			}

		};
	}

	@Test
	void sealedTypesAreTagged() throws IOException {
		assertThat(json(Shape.class, new Circle(1.5))).isEqualTo("{\"Circle\":{\"radius\":1.5}}");
		assertThat(json(Shape.class, Level.HIGH)).isEqualTo("{\"Level\":\"HIGH\"}");
		assertThat(json(Holder.class, new Holder(new Circle(1))))
			.isEqualTo("{\"shape\":{\"Circle\":{\"radius\":1.0}}}");
		assertThat(json(Circle.class, new Circle(1))).isEqualTo("{\"radius\":1.0}");
		assertThat(json(Round.class, new Circle(1))).isEqualTo("{\"Circle\":{\"radius\":1.0}}");
	}

	@Test
	void membersOfOneSimpleNameAreTaggedByTheirFullNames() throws IOException {
		assertThat(json(Namesakes.class, new Left.Item(1)))
			.isEqualTo("{\"" + Left.Item.class.getName() + "\":{\"x\":1}}");
		assertSurvives(JacksonCodec.json(), Namesakes.class, new Right.Item(2));
	}

	@Test
	void aTagOfNoMemberIsRefused() {
		for (String json : List.of("{\"Secret\":{\"radius\":1}}", "{\"" + Circle.class.getName() + "\":{}}", "{}",
				"{\"radius\":1}", "\"Circle\"", "{\"Circle\":{\"radius\":1},\"Circle\":{}}")) {
			assertThatExceptionOfType(CodecException.class)
				.isThrownBy(() -> read(JacksonCodec.json(), Shape.class, json))
				.withMessageStartingWith("Cannot read " + Shape.class.getTypeName() + " from json: ")
				.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("Secret"));
			assertThatExceptionOfType(CodecException.class).isThrownBy(() -> read(JacksonCodec.json(), OPEN, json))
				.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("Secret"));
		}
	}

	@Test
	void aSubclassThatTheSealedTypeDoesNotKnowIsRefused() throws IOException {
		assertSurvives(JacksonCodec.json(), Half.class, new Known(1));
		assertRefused(JacksonCodec.json(), Half.class, new Unknown(),
				Unknown.class.getTypeName() + " is none of the classes that " + Half.class.getTypeName() + " permits");
	}

	@Test
	void whatJacksonWasToldOtherwiseStaysSo() throws IOException {
		assertThat(json(Annotated.class, new One(1))).isEqualTo("{\"kind\":\"One\",\"x\":1}");
		assertSurvives(JacksonCodec.json(), Annotated.class, new One(1));
		assertThat(json(Code.class, new Letter("a"))).isEqualTo("\"a\"");
		assertSurvives(JacksonCodec.json(), Code.class, new Letter("a"));
		assertThat(json(ZoneId.class, ZoneId.of("Europe/Paris"))).isEqualTo("\"Europe/Paris\"");
		assertSurvives(JacksonCodec.json(), Bodied.class, Bodied.A);
		Codec module = JacksonCodec.strict("mine",
				JsonMapper.builder()
					.addModule(new SimpleModule().addSerializer(new ShapeSerializer())
						.addDeserializer(Shape.class, new ShapeDeserializer()))
					.build());
		assertThat(new String(written(module, Shape.class, new Circle(2)), StandardCharsets.UTF_8))
			.isEqualTo("\"2.0\"");
		assertSurvives(module, Shape.class, new Circle(2));
	}

	@ParameterizedTest
	@MethodSource("codecs")
	void aUnionHoldsItsMembersAndNothingElse(Codec codec) throws IOException {
		for (Object value : Arrays.asList(new Circle(1), "text", 5, Level.LOW, Level.HIGH, new Other("x"), null)) {
			assertSurvives(codec, OPEN, value);
			assertSurvives(codec, listOf(OPEN), Arrays.asList(value, value));
			assertSurvives(codec, generic(Map.class, String.class, listOf(OPEN)), Map.of("k", Arrays.asList(value)));
		}
		assertSurvives(codec, generic(Optional.class, EVENTS), Optional.of(new Start(1)));
		assertSurvives(codec, generic(Page.class, EVENTS), new Page<>(List.of(new Start(1), new Stop()), new Stop()));
		assertSurvives(codec, generic(Map.class, String.class, generic(Page.class, EVENTS)),
				Map.of("k", new Page<>(List.of(), new Start(2))));
		assertRefused(codec, OPEN, 5L, "A java.lang.Long is no java.lang.Object(" + Circle.class.getName() + " | ");
		assertRefused(codec, listOf(OPEN), List.of(1.5), "A java.lang.Double is no java.lang.Object(");
		assertRefused(codec, EVENTS, new LateStart(), "A " + LateStart.class.getName() + " is no " + EVENTS);
		assertRefused(codec, generic(Page.class, EVENTS), new Page<>(List.of(), new Late()),
				"A " + Late.class.getName() + " is no " + EVENTS);
	}

	@ParameterizedTest
	@MethodSource("codecs")
	void whatIsDeclaredInsideOfAMemberIsNotNarrowed(Codec codec) throws IOException {
		UnionType union = new UnionType(Object.class, List.of(Any.class, String.class));
		assertSurvives(codec, union, new Any(Map.of("k", List.of(1, true))));
		assertSurvives(codec, Object.class, Map.of("k", 1));
	}

	@Test
	void unionsAreTaggedAsSealedTypesAre() throws IOException {
		assertThat(json(OPEN, new Circle(1.5))).isEqualTo("{\"Circle\":{\"radius\":1.5}}");
		assertThat(json(OPEN, "text")).isEqualTo("{\"String\":\"text\"}");
		assertThat(json(listOf(EVENTS), List.of(new Stop(), new Start(1))))
			.isEqualTo("[{\"Stop\":{}},{\"Start\":{\"x\":1}}]");
		UnionType nested = new UnionType(Object.class, List.of(Shape.class, String.class));
		assertThat(json(nested, new Circle(1))).isEqualTo("{\"Shape\":{\"Circle\":{\"radius\":1.0}}}");
		assertSurvives(JacksonCodec.json(), nested, new Circle(1));
	}

	@Test
	void twoEndpointsMayNarrowTheSameType() throws IOException {
		Codec codec = JacksonCodec.json();
		UnionType one = new UnionType(Object.class, List.of(String.class, Integer.class));
		UnionType other = new UnionType(Object.class, List.of(String.class, Circle.class));
		assertSurvives(codec, one, 1);
		assertSurvives(codec, other, new Circle(1));
		assertRefused(codec, one, new Circle(1), "is no java.lang.Object(java.lang.String | java.lang.Integer)");
		assertRefused(codec, other, 1, "A java.lang.Integer is no ");
	}

	@Test
	void aUnionHasTwoMembersOfItsBase() {
		assertThatIllegalArgumentException().isThrownBy(() -> new UnionType(Event.class, List.of(Start.class)));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new UnionType(Event.class, List.of(Start.class, Start.class)));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new UnionType(Event.class, List.of(Start.class, String.class)));
		assertThat(OPEN.tag(Circle.class)).isEqualTo("Circle");
		assertThat(OPEN.member("Circle")).isEqualTo(Circle.class);
		assertThat(OPEN.member("None")).isNull();
		assertThat(new UnionType(Object.class, List.of(Left.Item.class, Right.Item.class)).tag(Left.Item.class))
			.isEqualTo(Left.Item.class.getName());
	}

	@Test
	void theTypeIsToldByItsName() throws IOException {
		Type list = new TypeRef<List<Shape>>() {
		}.type();
		assertThatExceptionOfType(CodecException.class).isThrownBy(() -> read(JacksonCodec.json(), list, "[5]"))
			.withMessageStartingWith("Cannot read java.util.List<" + Shape.class.getName() + "> from json: ")
			.withMessageContaining("found a whole number");
	}

	sealed interface Shape permits Round, Square, Level {

	}

	sealed interface Round extends Shape permits Circle {

	}

	record Circle(double radius) implements Round {
	}

	record Square(int side) implements Shape {
	}

	enum Level implements Shape {

		LOW, HIGH {

			@Override
			boolean isHigh() {
				return true;
			}

		};

		boolean isHigh() {
			return false;
		}

	}

	record Holder(Shape shape) {
	}

	sealed interface Namesakes permits Left.Item, Right.Item {

	}

	static final class Left {

		record Item(int x) implements Namesakes {
		}

	}

	static final class Right {

		record Item(int y) implements Namesakes {
		}

	}

	sealed interface Half permits Known, Unsealed {

	}

	record Known(int x) implements Half {
	}

	abstract static non-sealed class Unsealed implements Half {

	}

	static final class Unknown extends Unsealed {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
	sealed interface Annotated permits One {

	}

	record One(int x) implements Annotated {
	}

	sealed interface Code permits Letter {

		@JsonValue
		String text();

		@JsonCreator
		static Code of(String text) {
			return new Letter(text);
		}

	}

	record Letter(String text) implements Code {
	}

	enum Bodied {

		A {

			@Override
			int number() {
				return 1;
			}

		};

		abstract int number();

	}

	static class ShapeSerializer extends StdSerializer<Shape> {

		ShapeSerializer() {
			super(Shape.class);
		}

		@Override
		public void serialize(Shape shape, JsonGenerator generator, SerializationContext context) {
			generator.writeString(String.valueOf(((Circle) shape).radius()));
		}

	}

	static class ShapeDeserializer extends StdDeserializer<Shape> {

		ShapeDeserializer() {
			super(Shape.class);
		}

		@Override
		public Shape deserialize(JsonParser parser, DeserializationContext context) {
			return new Circle(Double.parseDouble(parser.getString()));
		}

	}

	interface Event {

	}

	record Start(int x) implements Event {
	}

	record Stop() implements Event {
	}

	record Late() implements Event {
	}

	static class LateStart implements Event {

	}

	record Other(String text) {
	}

	record Any(Object value) {
	}

	record Page<T>(List<T> items, T last) {
	}

}
