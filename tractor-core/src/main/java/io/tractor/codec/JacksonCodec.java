package io.tractor.codec;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Values by Jackson 3, in whatever format the mapper is for. The contract is the declared
 * type: a writer refuses what is no instance of it, a reader refuses what does not fit
 * and anything behind the value. A null arrives as null, or as what the mapper makes of
 * null, such as an empty {@link java.util.Optional}; a primitive type has none.
 * <p>
 * A sealed type without Jackson's annotations is a union of the classes it permits: each
 * value travels under the simple name of its class, as in
 * <code>{"Circle": {"radius": 1.5}}</code>, or under the full name if two of them share
 * the simple one. The same holds for a {@link UnionType}. A sealed type that has
 * {@code @JsonTypeInfo} or a serializer of its own is written as that says. Times keep
 * their zone.
 */
public final class JacksonCodec implements Codec {

	private final String name;

	private final ObjectMapper mapper;

	private final Map<Type, ValueWriter> writers = new ConcurrentHashMap<>();

	private final Map<Type, ValueReader> readers = new ConcurrentHashMap<>();

	/**
	 * A codec of that name with a mapper of the user's.
	 * @param name the name both sides know it by
	 * @param mapper the mapper, used as it is: also sealed types and times are as it has
	 * them
	 */
	public JacksonCodec(String name, ObjectMapper mapper) {
		this.name = Objects.requireNonNull(name, "name");
		this.mapper = Objects.requireNonNull(mapper, "mapper");
	}

	/**
	 * The codec {@code cbor} with a mapper that converts nothing: no number for a text,
	 * no text for a number, no fraction for a whole number.
	 * @return a new codec
	 */
	public static JacksonCodec cbor() {
		return new JacksonCodec("cbor", strict(CBORMapper.builder()));
	}

	/**
	 * The codec {@code json}, its mapper as strict as that of {@link #cbor()}.
	 * @return a new codec
	 */
	public static JacksonCodec json() {
		return new JacksonCodec("json", strict(JsonMapper.builder()));
	}

	/**
	 * A codec of that name with the modules and settings of a mapper of the user's, but
	 * as strict as that of {@link #cbor()}.
	 * @param name the name both sides know it by
	 * @param mapper the mapper, left as it is
	 * @return a new codec
	 */
	public static JacksonCodec strict(String name, ObjectMapper mapper) {
		return new JacksonCodec(name, strict(mapper.rebuild()));
	}

	private static ObjectMapper strict(MapperBuilder<?, ?> builder) {
		ObjectMapper plain = builder.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
			.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
			.withCoercionConfig(LogicalType.Textual,
					(textual) -> textual.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
						.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
						.setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
			.disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
			.enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
			.build();
		return plain.rebuild().addModule(new SealedTypes(plain)).build();
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public ValueWriter writer(Type type) {
		ValueWriter writer = this.writers.get(type);
		return (writer != null) ? writer : this.writers.computeIfAbsent(type,
				(key) -> new JacksonWriter(this.name, OpenTypes.of(this.mapper, key)));
	}

	@Override
	public ValueReader reader(Type type) {
		ValueReader reader = this.readers.get(type);
		return (reader != null) ? reader : this.readers.computeIfAbsent(type,
				(key) -> new JacksonReader(this.name, OpenTypes.of(this.mapper, key)));
	}

	@Override
	public String toString() {
		return "JacksonCodec[" + this.name + "]";
	}

}
