package io.tractor.codec;

import java.io.IOException;
import java.io.OutputStream;

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

	private final JavaType type;

	private final Class<?> boxed;

	private final ObjectWriter writer;

	JacksonWriter(String codec, ObjectMapper mapper, JavaType type) {
		this.codec = codec;
		this.type = type;
		this.boxed = type.isPrimitive() ? ClassUtil.wrapperType(type.getRawClass()) : type.getRawClass();
		this.writer = mapper.writer()
			.without(StreamWriteFeature.AUTO_CLOSE_TARGET)
			.without(StreamWriteFeature.AUTO_CLOSE_CONTENT)
			.forType(type.isPrimitive() ? mapper.constructType(this.boxed) : type);
	}

	@Override
	public void write(@Nullable Object value, OutputStream out) throws IOException {
		check(value);
		try (JsonGenerator generator = this.writer.createGenerator(out)) {
			if (value != null) {
				this.writer.writeValue(generator, value);
			}
			else {
				generator.writeNull();
			}
		}
		catch (RuntimeException | StackOverflowError ex) {
			throw JacksonFailure.writing(this.type, this.codec, ex);
		}
	}

	private void check(@Nullable Object value) throws CodecException {
		if (value == null && this.type.isPrimitive()) {
			throw new CodecException("null is no " + JacksonFailure.name(this.type));
		}
		if (value != null && !this.boxed.isInstance(value)) {
			throw new CodecException(
					"A " + value.getClass().getTypeName() + " is no " + JacksonFailure.name(this.type));
		}
	}

}
