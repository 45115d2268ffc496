package io.tractor.codec;

import java.io.IOException;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.util.ClassUtil;

/**
 * Reads one type.
 */
final class JacksonReader implements ValueReader {

	private final String codec;

	private final JavaType type;

	private final boolean nothing;

	private final ObjectReader reader;

	JacksonReader(String codec, ObjectMapper mapper, JavaType type) {
		this.codec = codec;
		this.type = type;
		this.nothing = type.hasRawClass(Void.class);
		this.reader = mapper.reader()
			.with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.forType(type.isPrimitive() ? mapper.constructType(ClassUtil.wrapperType(type.getRawClass())) : type);
	}

	@Override
	public @Nullable Object read(byte[] bytes, int offset, int length) throws IOException {
		Object value;
		try {
			value = this.nothing ? readNothing(bytes, offset, length) : this.reader.readValue(bytes, offset, length);
		}
		catch (RuntimeException | StackOverflowError ex) {
			throw JacksonFailure.reading(this.type, this.codec, ex);
		}
		if (value == null && this.type.isPrimitive()) {
			throw new CodecException("null is no " + JacksonFailure.name(this.type));
		}
		return value;
	}

	private @Nullable Object readNothing(byte[] bytes, int offset, int length) throws CodecException {
		try (JsonParser parser = this.reader.createParser(bytes, offset, length)) {
			if (parser.nextToken() != JsonToken.VALUE_NULL || parser.nextToken() != null) {
				throw new CodecException("A value where null was expected");
			}
			return null;
		}
	}

}
