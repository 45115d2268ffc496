package io.tractor.codec;

import java.io.IOException;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.util.ClassUtil;

/**
 * Reads one type.
 */
final class JacksonReader implements ValueReader {

	private final String codec;

	private final OpenTypes.Known type;

	private final boolean nothing;

	private final ObjectReader reader;

	JacksonReader(String codec, OpenTypes.Known type) {
		this.codec = codec;
		this.type = type;
		JavaType javaType = type.javaType();
		this.nothing = javaType.hasRawClass(Void.class);
		this.reader = type.mapper()
			.reader()
			.with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.forType(type.isPrimitive() ? type.mapper().constructType(ClassUtil.wrapperType(javaType.getRawClass()))
					: javaType);
	}

	@Override
	public @Nullable Object read(byte[] bytes, int offset, int length) throws IOException {
		Object value;
		try {
			value = this.nothing ? readNothing(bytes, offset, length) : this.reader.readValue(bytes, offset, length);
		}
		catch (RuntimeException | StackOverflowError ex) {
			throw JacksonFailure.reading(this.type.name(), this.codec, ex);
		}
		if (value == null && this.type.isPrimitive()) {
			throw new CodecException("null is no " + this.type.name());
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
