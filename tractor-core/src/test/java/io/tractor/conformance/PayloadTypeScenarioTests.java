package io.tractor.conformance;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextSpec;
import io.tractor.ContextRefusedException;
import io.tractor.EndpointMethod;
import io.tractor.MsgTypeException;
import io.tractor.ParentContext;
import io.tractor.TypeRef;
import io.tractor.runtime.Endpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What travels arrives equal: each kind of type as an argument, as the first value, on
 * the stream both ways and as the result, in both codecs. The endpoints are one generic
 * class, whose variable each of them binds.
 */
@OverEveryWire
class PayloadTypeScenarioTests extends Scenarios {

	static Stream<Arguments> payloads() {
		return Stream.of(of(new OfString(), OfString::echo, "é😀", ""), of(new OfInteger(), OfInteger::echo, -1, 0),
				of(new OfLong(), OfLong::echo, Long.MIN_VALUE, 1L), of(new OfDouble(), OfDouble::echo, 1.0, -0.5),
				of(new OfFloat(), OfFloat::echo, 1.5f), of(new OfShort(), OfShort::echo, (short) 7),
				of(new OfByte(), OfByte::echo, (byte) -7), of(new OfBoolean(), OfBoolean::echo, true, false),
				of(new OfCharacter(), OfCharacter::echo, 'x'),
				of(new OfBigDecimal(), OfBigDecimal::echo, new BigDecimal("1.10"), new BigDecimal("1E+400")),
				of(new OfBigInteger(), OfBigInteger::echo, BigInteger.TWO.pow(200)),
				of(new OfUuid(), OfUuid::echo, UUID.fromString("3f0c2a52-53b2-4d4c-8e3c-5b0d1c6a7f10")),
				of(new OfBytes(), OfBytes::echo, new byte[] { 0, -1, 5 }, new byte[0]),
				of(new OfInts(), OfInts::echo, new int[] { 1, -2 }, new int[0]),
				of(new OfTexts(), OfTexts::echo, new String[] { "a", null }, new String[0]),
				of(new OfShapes(), OfShapes::echo, new Shape[] { new Circle(1), null, new Square(2) }),
				of(new OfLevel(), OfLevel::echo, Level.HIGH, Level.LOW),
				of(new OfMatch(), OfMatch::echo, new Match("a", 1), new Match(null, 0)),
				of(new OfNested(), OfNested::echo,
						new Nested(List.of(new Match("a", 1)), Map.of(Level.LOW, new Circle(1)), Optional.empty(),
								Instant.parse("2026-11-22T10:15:30.123456789Z"), new Square(2))),
				of(new OfMatchList(), OfMatchList::echo, List.of(new Match("a", 1), new Match("b", 2)), List.of()),
				of(new OfSet(), OfSet::echo, Set.of(Level.LOW, Level.HIGH)),
				of(new OfMap(), OfMap::echo, Map.of("k", List.of(Optional.of(new Match("a", 1)), Optional.empty()))),
				of(new OfDateMap(), OfDateMap::echo, Map.of(LocalDate.of(2026, 11, 22), 5L)),
				of(new OfOptional(), OfOptional::echo, Optional.of(new Match("a", 1)), Optional.empty()),
				of(new OfPage(), OfPage::echo, new Page<>(List.of(new Match("a", 1)), 7)),
				of(new OfShape(), OfShape::echo, new Circle(1.5), new Square(2), new Cube(3), Paper.A4),
				of(new OfShapeList(), OfShapeList::echo, List.of(new Circle(1), new Square(2), Paper.A3)),
				of(new OfTry(), OfTry::echo, new Done<>(new Match("a", 1)), new Missed<>("why")),
				of(new OfTagged(), OfTagged::echo, new Here(1), new There("x")),
				of(new OfInstant(), OfInstant::echo, Instant.parse("2026-11-22T10:15:30.123456789Z")),
				of(new OfLocalDate(), OfLocalDate::echo, LocalDate.of(2026, 11, 22)),
				of(new OfLocalTime(), OfLocalTime::echo, LocalTime.of(10, 15, 30)),
				of(new OfLocalDateTime(), OfLocalDateTime::echo, LocalDateTime.of(2026, 11, 22, 10, 15)),
				of(new OfOffsetDateTime(), OfOffsetDateTime::echo, OffsetDateTime.parse("2026-11-22T10:15:30+05:30")),
				of(new OfZonedDateTime(), OfZonedDateTime::echo,
						ZonedDateTime.of(2026, 11, 22, 10, 15, 30, 5, ZoneId.of("Europe/Paris"))),
				of(new OfDuration(), OfDuration::echo, Duration.ofNanos(1_500_000_001)),
				of(new OfPeriod(), OfPeriod::echo, Period.of(1, 2, 3)), of(new OfYear(), OfYear::echo, Year.of(2026)),
				of(new OfYearMonth(), OfYearMonth::echo, YearMonth.of(2026, 11)),
				of(new OfDay(), OfDay::echo, DayOfWeek.SUNDAY),
				of(new OfZone(), OfZone::echo, ZoneId.of("Europe/Paris"), ZoneOffset.ofHours(2)));
	}

	@SafeVarargs
	private static <B extends Echo<T>, T> Arguments of(B bean, EndpointMethod.Of1<B, T, T, T, T, T> reference,
			T... values) {
		return arguments(bean, reference, Arrays.asList((Object[]) values));
	}

	@ParameterizedTest
	@MethodSource("payloads")
	void t4_arrivesEqual(Echo<Object> bean, EndpointMethod reference, List<Object> values) {
		far().serve(Endpoint.allOf(bean));
		List<@Nullable Object> all = new ArrayList<>(values);
		all.add(null);
		for (String codec : List.of("cbor", "json")) {
			for (Object value : all) {
				Object expected = (value == null && OfOptional.class.isInstance(bean)) ? Optional.empty() : value;
				portal().<Object, Object, Object, Object>contextOf(reference, value).codec(codec).open((ctx, first) -> {
					arrives(ctx, bean, value, expected, first);
				});
			}
		}
	}

	@Test
	void t4_namedByTheOpener() {
		OfShapeList bean = new OfShapeList();
		far().serve(Endpoint.allOf(bean));
		List<Shape> value = List.of(new Circle(1), new Square(2));
		TypeRef<List<Shape>> type = new TypeRef<>() {
		};
		portal().context("echo")
			.argument("argument", value, type)
			.started(type)
			.receives(type)
			.sends(type)
			.returns(type)
			.open((ctx, first) -> {
				arrives(ctx, bean, value, value, first);
			});
	}

	@ParameterizedTest
	@MethodSource("narrowed")
	void t4_thePayloadTypesTravelWhereTheSignatureIsOpen(Object value) {
		Narrowed bean = new Narrowed();
		far().serve(Endpoint.allOf(bean));
		ContextSpec<Object, Object, Object, Object> context = portal().contextOf(NARROWED, value, "kept");
		context.open((ctx, first) -> {
			assertThat(first).isEqualTo(value);
			ctx.stream((stream) -> {
				stream.send(value);
				assertThat(stream.receive()).isEqualTo(List.of(value));
			});
			assertThat(ctx.waitForResult().get()).isEqualTo(value);
		});
	}

	static Stream<Object> narrowed() {
		return Stream.of(new Match("a", 1), "text", new Circle(1));
	}

	@Test
	void t4_noOtherTypesTravelThere() {
		Narrowed bean = new Narrowed();
		far().serve(Endpoint.allOf(bean));
		ContextSpec<Object, Object, Object, Object> context = portal().contextOf(NARROWED, 5, "text");
		assertThatExceptionOfType(MsgTypeException.class).isThrownBy(context::call)
			.withMessageContaining("Argument 'argument' of endpoint 'narrowed'")
			.withMessageContaining("A java.lang.Integer is no java.lang.Object(" + Match.class.getName() + " | ");
		bean.gives = 5L;
		assertThatExceptionOfType(MsgTypeException.class)
			.isThrownBy(() -> portal().contextOf(NARROWED, "text", "text").call())
			.satisfies((ex) -> assertThat(ex.source()).isEqualTo(far().id()))
			.withMessageContaining("First value of endpoint 'narrowed'")
			.withMessageContaining("A java.lang.Long is no java.lang.Object(");
		assertThatExceptionOfType(ContextRefusedException.class)
			.isThrownBy(() -> portal().context("narrowed").argument("argument", 5).argument("kept", "text").call())
			.withMessageContaining("'argument'");
		bean.gives = null;
		assertThatExceptionOfType(MsgTypeException.class)
			.isThrownBy(() -> portal().<Object, Object, Object, Object>contextOf(NARROWED, "text", "text")
				.sends(Object.class)
				.open((ctx, first) -> {
					ctx.stream((stream) -> {
						stream.send(5);
						stream.receive();
					});
				}));
	}

	@Test
	void t4_anEndpointsCodecIsUsedByAllItsOpeners() {
		far().serve(Endpoint.allOf(new InJson()));
		assertThat(portal().context(InJson::twice, "a").call()).isEqualTo("aa");
		ContextSpec<Object, Object, Object, Object> named = portal().context("in-json").argument("text", "b");
		assertThat(named.codec("json").call()).isEqualTo("bb");
		assertThatExceptionOfType(ContextRefusedException.class).isThrownBy(named::call)
			.withMessageContaining("Endpoint 'in-json' takes codec 'json', not 'cbor'");
		assertThatExceptionOfType(ContextRefusedException.class)
			.isThrownBy(() -> portal().context(InJson::twice, "a").codec("cbor").call());
	}

	private static <T> void arrives(ParentContext<T, T, T> ctx, Echo<?> bean, T value, T expected, T first) {
		assertThat(first).isEqualTo(expected);
		ctx.stream((stream) -> {
			stream.send(value);
			assertThat(stream.receive()).isEqualTo(expected);
		});
		assertThat(ctx.waitForResult().get()).isEqualTo(expected);
		assertThat(bean.argument).isEqualTo(expected);
	}

	@Test
	void t4_primitives() {
		far().serve(Endpoint.allOf(new Primitives()));
		ContextSpec<Integer, Integer, Integer, Double> sum = portal().context(Primitives::sum, 1, 2L, 0.5, true, 'A',
				null);
		assertThat(sum.call()).isEqualTo(1 + 2 + 0.5 + 1 + 65);
	}

	@Test
	void t4_nothing() {
		Primitives bean = new Primitives();
		far().serve(Endpoint.allOf(bean));
		assertThat(portal().context(Primitives::nothing).call()).isNull();
	}

	/**
	 * Gives back what it gets.
	 *
	 * @param <T> what that is
	 */
	public abstract static class Echo<T extends @Nullable Object> {

		private volatile @Nullable Object argument;

		@Context("echo")
		public T echo(ChildContext<T, T, T> ctx, T argument) {
			this.argument = argument;
			ctx.started(argument);
			return ctx.<T, RuntimeException>stream((stream) -> {
				T received = stream.receive();
				stream.send(received);
				return received;
			});
		}

		@Override
		public String toString() {
			return getClass().getSimpleName();
		}

	}

	private static final EndpointMethod.Of2<Narrowed, Object, Object, List<?>, Object, CharSequence, Object> NARROWED = Narrowed::run;

	/** An endpoint that leaves open what travels, but for its annotation. */
	public static final class Narrowed {

		private volatile @Nullable Object gives;

		@Context(value = "narrowed", payload = { Match.class, String.class, Shape.class })
		public Object run(ChildContext<Object, Object, List<?>> ctx, Object argument, CharSequence kept) {
			ctx.started((this.gives != null) ? this.gives : argument);
			return ctx.<Object, RuntimeException>stream((stream) -> {
				Object received = stream.receive();
				stream.send(List.of(received));
				return received;
			});
		}

	}

	/** An endpoint with a codec of its own. */
	public static final class InJson {

		@Context(value = "in-json", codec = "json")
		public String twice(ChildContext<Void, Void, Void> ctx, String text) {
			ctx.started();
			return text + text;
		}

	}

	/** An endpoint whose signature has primitive types. */
	public static final class Primitives {

		@Context
		public double sum(ChildContext<Integer, Integer, Integer> ctx, int a, long b, double c, boolean d, char e,
				@Nullable Integer f) {
			ctx.started(0);
			return a + b + c + (d ? 1 : 0) + e + ((f != null) ? f : 0);
		}

		@Context
		public void nothing(ChildContext<Void, Void, Void> ctx) {
			ctx.started();
		}

	}

	enum Level {

		LOW {

			@Override
			boolean isLow() {
				return true;
			}

		},

		HIGH;

		boolean isLow() {
			return false;
		}

	}

	record Match(@Nullable String path, int line) {
	}

	record Page<T>(List<T> items, int total) {
	}

	record Nested(List<Match> matches, Map<Level, Shape> shapes, Optional<String> none, Instant at, Shape shape) {
	}

	/** Without any annotation. */
	sealed interface Shape permits Circle, Solid, Square, Paper {

	}

	sealed interface Solid extends Shape permits Cube {

	}

	record Circle(double radius) implements Shape {
	}

	record Square(int side) implements Shape {
	}

	record Cube(int side) implements Solid {
	}

	enum Paper implements Shape {

		A3, A4

	}

	/**
	 * A sealed type with a variable.
	 *
	 * @param <T> what it was for
	 */
	sealed interface Try<T> permits Done, Missed {

	}

	record Done<T>(T value) implements Try<T> {
	}

	record Missed<T>(String why) implements Try<T> {
	}

	/** Has its own tags. */
	@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
	sealed interface Tagged permits Here, There {

	}

	record Here(int x) implements Tagged {
	}

	record There(String y) implements Tagged {
	}

	public static final class OfString extends Echo<String> {

	}

	public static final class OfInteger extends Echo<Integer> {

	}

	public static final class OfLong extends Echo<Long> {

	}

	public static final class OfDouble extends Echo<Double> {

	}

	public static final class OfFloat extends Echo<Float> {

	}

	public static final class OfShort extends Echo<Short> {

	}

	public static final class OfByte extends Echo<Byte> {

	}

	public static final class OfBoolean extends Echo<Boolean> {

	}

	public static final class OfCharacter extends Echo<Character> {

	}

	public static final class OfBigDecimal extends Echo<BigDecimal> {

	}

	public static final class OfBigInteger extends Echo<BigInteger> {

	}

	public static final class OfUuid extends Echo<UUID> {

	}

	public static final class OfBytes extends Echo<byte[]> {

	}

	public static final class OfInts extends Echo<int[]> {

	}

	public static final class OfTexts extends Echo<String[]> {

	}

	public static final class OfShapes extends Echo<Shape[]> {

	}

	public static final class OfLevel extends Echo<Level> {

	}

	public static final class OfMatch extends Echo<Match> {

	}

	public static final class OfNested extends Echo<Nested> {

	}

	public static final class OfMatchList extends Echo<List<Match>> {

	}

	public static final class OfSet extends Echo<Set<Level>> {

	}

	public static final class OfMap extends Echo<Map<String, List<Optional<Match>>>> {

	}

	public static final class OfDateMap extends Echo<Map<LocalDate, Long>> {

	}

	public static final class OfOptional extends Echo<Optional<Match>> {

	}

	public static final class OfPage extends Echo<Page<Match>> {

	}

	public static final class OfShape extends Echo<Shape> {

	}

	public static final class OfShapeList extends Echo<List<Shape>> {

	}

	public static final class OfTry extends Echo<Try<Match>> {

	}

	public static final class OfTagged extends Echo<Tagged> {

	}

	public static final class OfInstant extends Echo<Instant> {

	}

	public static final class OfLocalDate extends Echo<LocalDate> {

	}

	public static final class OfLocalTime extends Echo<LocalTime> {

	}

	public static final class OfLocalDateTime extends Echo<LocalDateTime> {

	}

	public static final class OfOffsetDateTime extends Echo<OffsetDateTime> {

	}

	public static final class OfZonedDateTime extends Echo<ZonedDateTime> {

	}

	public static final class OfDuration extends Echo<Duration> {

	}

	public static final class OfPeriod extends Echo<Period> {

	}

	public static final class OfYear extends Echo<Year> {

	}

	public static final class OfYearMonth extends Echo<YearMonth> {

	}

	public static final class OfDay extends Echo<DayOfWeek> {

	}

	public static final class OfZone extends Echo<ZoneId> {

	}

}
