package io.tractor.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.util.ClassUtil;

/**
 * Writes one type. The generator is opened here and not by Jackson, which would not close
 * it after a {@link StackOverflowError}, and so lose its pooled buffers.
 */
final class JacksonWriter implements ValueWriter {

	private final String codec;

	private final OpenTypes.Known type;

	private final @Nullable UnionType union;

	private final Class<?> boxed;

	private final ObjectWriter writer;

	JacksonWriter(String codec, OpenTypes.Known type) {
		this.codec = codec;
		this.type = type;
		this.union = (type.type() instanceof UnionType union) ? union : null;
		JavaType javaType = type.javaType();
		this.boxed = type.isPrimitive() ? ClassUtil.wrapperType(javaType.getRawClass()) : javaType.getRawClass();
		this.writer = type.mapper()
			.writer()
			.without(StreamWriteFeature.AUTO_CLOSE_TARGET)
			.without(StreamWriteFeature.AUTO_CLOSE_CONTENT)
			.forType(root(type.mapper(), javaType));
	}

	/**
	 * At the root Jackson insists on an instance of the type, which a union has none of.
	 */
	private JavaType root(ObjectMapper mapper, JavaType type) {
		if (this.union != null) {
			return mapper.getTypeFactory().constructReferenceType(Optional.class, type);
		}
		return type.isPrimitive() ? mapper.constructType(this.boxed) : type;
	}

	@Override
	public void write(@Nullable Object value, OutputStream out) throws IOException {
		check(value);
		try (JsonGenerator generator = this.writer.createGenerator(out)) {
			if (value != null) {
				this.writer.writeValue(generator, (this.union != null) ? Optional.of(value) : value);
			}
			else {
				generator.writeNull();
			}
		}
		catch (RuntimeException | StackOverflowError ex) {
			throw JacksonFailure.writing(this.type.name(), this.codec, ex);
		}
	}

	private void check(@Nullable Object value) throws CodecException {
		if (value == null && this.type.isPrimitive()) {
			throw new CodecException("null is no " + this.type.name());
		}
		if (value != null && !isInstance(value)) {
			throw new CodecException("A " + value.getClass().getTypeName() + " is no " + this.type.name());
		}
	}

	private boolean isInstance(Object value) {
		return (this.union != null) ? this.union.memberOf(value) != null : this.boxed.isInstance(value);
	}

}
