package io.tractor.codec;

import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Version;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.jsontype.impl.AsWrapperTypeDeserializer;
import tools.jackson.databind.jsontype.impl.AsWrapperTypeSerializer;
import tools.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import tools.jackson.databind.jsontype.impl.TypeIdResolverBase;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.ser.impl.UnknownSerializer;

/**
 * Has sealed types travel as unions of what they permit, each value under its tag:
 * <code>{"Circle": {"radius": 1.5}}</code>. One that Jackson has been told how to write
 * is left as it is: by {@code @JsonTypeInfo}, default typing, or a serializer of its own.
 */
final class SealedTypes extends JacksonModule {

	private final Introspector introspector;

	/**
	 * The module for a mapper.
	 * @param plain the mapper without it, which tells what has a serializer of its own
	 */
	SealedTypes(ObjectMapper plain) {
		this.introspector = new Introspector(plain);
	}

	@Override
	public String getModuleName() {
		return SealedTypes.class.getName();
	}

	@Override
	public Version version() {
		return Version.unknownVersion();
	}

	@Override
	public void setupModule(SetupContext context) {
		context.appendAnnotationIntrospector(this.introspector);
	}

	/** All classes a value of a sealed type may be of, by tag. */
	private static Map<String, Class<?>> members(Class<?> sealed) {
		Set<Class<?>> members = new LinkedHashSet<>();
		collect(sealed, members);
		return UnionType.byTag(List.copyOf(members));
	}

	private static void collect(Class<?> type, Set<Class<?>> members) {
		if (!Modifier.isAbstract(type.getModifiers()) || type.isEnum()) {
			members.add(type);
		}
		if (isSealed(type)) {
			for (Class<?> permitted : type.getPermittedSubclasses()) {
				collect(permitted, members);
			}
		}
	}

	/** An enum whose constants have bodies is sealed too, but no union. */
	static boolean isSealed(Class<?> type) {
		return type.isSealed() && !type.isEnum();
	}

	private static final class Introspector extends NopAnnotationIntrospector {

		private static final long serialVersionUID = 1L;

		private final transient ObjectMapper plain;

		Introspector(ObjectMapper plain) {
			this.plain = plain;
		}

		@Override
		@SuppressWarnings("NullAway")
		public @Nullable Object findTypeResolverBuilder(MapperConfig<?> config, Annotated annotated) {
			return (annotated instanceof AnnotatedClass type && isUnion(config, type)) ? new Union(type.getRawType())
					: null;
		}

		private boolean isUnion(MapperConfig<?> config, AnnotatedClass type) {
			Class<?> raw = type.getRawType();
			return isSealed(raw) && raw.getClassLoader() != null
					&& config.getAnnotationIntrospector().findPolymorphicTypeInfo(config, type) == null
					&& config.getAnnotationIntrospector().findDeserializer(config, type) == null
					&& config.getDefaultTyper(type.getType()) == null && isWrittenByProperties(raw);
		}

		private boolean isWrittenByProperties(Class<?> type) {
			ValueSerializer<?> serializer = this.plain._serializationContext().findValueSerializer(type);
			return serializer instanceof BeanSerializerBase || serializer instanceof UnknownSerializer;
		}

	}

	/**
	 * Writes and reads the tags of one sealed type.
	 */
	private static final class Union extends StdTypeResolverBuilder {

		private final Class<?> sealed;

		Union(Class<?> sealed) {
			super(JsonTypeInfo.Id.CUSTOM, JsonTypeInfo.As.WRAPPER_OBJECT, "");
			this.sealed = sealed;
		}

		@Override
		public TypeSerializer buildTypeSerializer(SerializationContext context, JavaType base,
				Collection<NamedType> subtypes) {
			return new AsWrapperTypeSerializer(new Tags(base, members(this.sealed)), null);
		}

		@Override
		public TypeDeserializer buildTypeDeserializer(DeserializationContext context, JavaType base,
				Collection<NamedType> subtypes) {
			return new AsWrapperTypeDeserializer(base, new Tags(base, members(this.sealed)), "", false, null);
		}

		@Override
		public StdTypeResolverBuilder withDefaultImpl(@Nullable Class<?> defaultImpl) {
			return this;
		}

	}

	private static final class Tags extends TypeIdResolverBase {

		private static final long serialVersionUID = 1L;

		private final JavaType base;

		private final Map<String, Class<?>> members;

		private final Map<Class<?>, String> tags = new LinkedHashMap<>();

		Tags(JavaType base, Map<String, Class<?>> members) {
			super(base);
			this.base = base;
			this.members = members;
			members.forEach((tag, member) -> this.tags.put(member, tag));
		}

		@Override
		public String idFromValue(DatabindContext context, @Nullable Object value) {
			Objects.requireNonNull(value, "value");
			return idFromValueAndType(context, value, value.getClass());
		}

		@Override
		public String idFromValueAndType(DatabindContext context, @Nullable Object value, Class<?> type) {
			String tag = this.tags.get((value instanceof Enum<?> constant) ? constant.getDeclaringClass() : type);
			if (tag == null) {
				return context.reportBadDefinition(this.base, type.getTypeName() + " is none of the classes that "
						+ this.base.getRawClass().getTypeName() + " permits");
			}
			return tag;
		}

		@Override
		@SuppressWarnings("NullAway")
		public @Nullable JavaType typeFromId(DatabindContext context, String tag) {
			Class<?> member = this.members.get(tag);
			return (member != null) ? context.constructSpecializedType(this.base, member) : null;
		}

		@Override
		public String getDescForKnownTypeIds() {
			return String.join(", ", this.members.keySet());
		}

		@Override
		public JsonTypeInfo.Id getMechanism() {
			return JsonTypeInfo.Id.CUSTOM;
		}

	}

}
