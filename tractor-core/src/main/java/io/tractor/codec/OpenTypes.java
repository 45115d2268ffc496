package io.tractor.codec;

import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.Version;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.Serializers;

/**
 * Teaches a mapper the {@link UnionType}s of one payload type: each value under its tag,
 * as those of sealed types. In Jackson's eyes the type at such a place is {@link Open};
 * it is final, so that Jackson asks for its serializer and not for that of the value's
 * class.
 */
final class OpenTypes extends JacksonModule {

	private final Map<Class<?>, UnionType> unions = new LinkedHashMap<>();

	private OpenTypes() {
	}

	/**
	 * What Jackson is to know of a type.
	 * @param mapper the codec's mapper
	 * @param type the type
	 * @return the type in Jackson's terms, with a mapper for it
	 */
	static Known of(ObjectMapper mapper, Type type) {
		OpenTypes open = new OpenTypes();
		JavaType javaType = open.javaType(mapper, (type != void.class) ? type : Void.class);
		return new Known(type, javaType, open.unions.isEmpty() ? mapper : mapper.rebuild().addModule(open).build());
	}

	private JavaType javaType(ObjectMapper mapper, Type type) {
		if (type instanceof UnionType union) {
			UnionType other = this.unions.putIfAbsent(union.base(), union);
			if (other != null && !other.equals(union)) {
				throw new IllegalArgumentException("One type with both " + other + " and " + union);
			}
			return mapper.getTypeFactory().constructParametricType(Open.class, mapper.constructType(union.base()));
		}
		if (type instanceof ParameterizedType generic && hasUnion(generic)) {
			return mapper.getTypeFactory()
				.constructParametricType((Class<?>) generic.getRawType(),
						Arrays.stream(generic.getActualTypeArguments())
							.map((argument) -> javaType(mapper, argument))
							.toArray(JavaType[]::new));
		}
		return mapper.constructType(type);
	}

	private static boolean hasUnion(Type type) {
		return type instanceof UnionType || (type instanceof ParameterizedType generic
				&& Arrays.stream(generic.getActualTypeArguments()).anyMatch(OpenTypes::hasUnion));
	}

	@Override
	public String getModuleName() {
		return OpenTypes.class.getName();
	}

	@Override
	public Version version() {
		return Version.unknownVersion();
	}

	@Override
	public void setupModule(SetupContext context) {
		context.addSerializers(new Serializers() {

			@Override
			@SuppressWarnings("NullAway")
			public @Nullable ValueSerializer<?> findSerializer(SerializationConfig config, JavaType type,
					BeanDescription.Supplier bean, JsonFormat.@Nullable Value format) {
				UnionType union = union(type);
				return (union != null) ? new Writer(union) : null;
			}

		});
		context.addDeserializers(new Deserializers() {

			@Override
			@SuppressWarnings("NullAway")
			public @Nullable ValueDeserializer<?> findBeanDeserializer(JavaType type, DeserializationConfig config,
					BeanDescription.Supplier bean) {
				UnionType union = union(type);
				return (union != null) ? new Reader(union) : null;
			}

			@Override
			public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
				return type == Open.class;
			}

		});
	}

	private @Nullable UnionType union(JavaType type) {
		return type.hasRawClass(Open.class) ? this.unions.get(type.containedType(0).getRawClass()) : null;
	}

	/**
	 * Stands for a union.
	 *
	 * @param <B> its base
	 */
	static final class Open<B> {

		private Open() {
		}

	}

	/**
	 * A type that a mapper knows.
	 *
	 * @param type the type
	 * @param javaType what Jackson calls it
	 * @param mapper the mapper
	 */
	record Known(Type type, JavaType javaType, ObjectMapper mapper) {

		boolean isPrimitive() {
			return this.javaType.isPrimitive();
		}

		String name() {
			return (this.type != void.class) ? this.type.getTypeName() : Void.class.getTypeName();
		}

	}

	private static final class Writer extends ValueSerializer<Object> {

		private final UnionType union;

		Writer(UnionType union) {
			this.union = union;
		}

		@Override
		public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
			Class<?> member = this.union.memberOf(value);
			if (member == null) {
				context.reportBadDefinition(this.union.base(),
						"A " + value.getClass().getTypeName() + " is no " + this.union.getTypeName());
				return;
			}
			generator.writeStartObject();
			generator.writeName(this.union.tag(member));
			write(value, member, generator, context);
			generator.writeEndObject();
		}

		private static void write(Object value, Class<?> member, JsonGenerator generator,
				SerializationContext context) {
			if (!Modifier.isAbstract(member.getModifiers()) || member.isEnum()) {
				context.findTypedValueSerializer(member, true).serialize(value, generator, context);
				return;
			}
			TypeSerializer tags = context.findTypeSerializer(context.constructType(member));
			ValueSerializer<Object> serializer = context.findValueSerializer(value.getClass());
			if (tags != null) {
				serializer.serializeWithType(value, generator, context, tags);
			}
			else {
				serializer.serialize(value, generator, context);
			}
		}

	}

	private static final class Reader extends ValueDeserializer<Object> {

		private final UnionType union;

		Reader(UnionType union) {
			this.union = union;
		}

		@Override
		public Object deserialize(JsonParser parser, DeserializationContext context) {
			if (parser.currentToken() != JsonToken.START_OBJECT || parser.nextToken() != JsonToken.PROPERTY_NAME) {
				return mismatch(context);
			}
			Class<?> member = this.union.member(parser.currentName());
			if (member == null || parser.nextToken() == JsonToken.VALUE_NULL) {
				return mismatch(context);
			}
			Object value = context.findRootValueDeserializer(context.constructType(member))
				.deserialize(parser, context);
			return (parser.nextToken() == JsonToken.END_OBJECT) ? value : mismatch(context);
		}

		private Object mismatch(DeserializationContext context) {
			return context.reportInputMismatch(this.union.base(), "no member of the union");
		}

	}

}
