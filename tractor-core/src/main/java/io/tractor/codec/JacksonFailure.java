package io.tractor.codec;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.PropertyBindingException;

/**
 * Tells of a failure of Jackson's what may travel: its kind and its place. Jackson's own
 * messages quote the content, so they are neither used nor kept as a cause; what the
 * user's own code threw inside is kept.
 */
final class JacksonFailure {

	private JacksonFailure() {
	}

	static IOException writing(String type, String codec, Throwable failure) {
		if (failure instanceof JacksonIOException && failure.getCause() instanceof IOException io) {
			return io;
		}
		String text = describe("Cannot write " + type + " as " + codec, failure);
		if (failure instanceof InvalidDefinitionException definition) {
			// Of a definition the message quotes only types while there is no input.
			text = text + ": " + definition.getOriginalMessage();
		}
		return new CodecException(text, foreignCause(failure));
	}

	static IOException reading(String type, String codec, Throwable failure) {
		String text = describe("Cannot read " + type + " from " + codec, failure);
		Class<?> target = null;
		String found = null;
		if (failure instanceof MismatchedInputException mismatch) {
			target = mismatch.getTargetType();
			found = found(mismatch.getCurrentToken());
		}
		else if (failure instanceof InvalidDefinitionException definition && definition.getType() != null) {
			target = definition.getType().getRawClass();
		}
		if (target != null) {
			text = text + ", for " + ((target != OpenTypes.Open.class) ? target.getTypeName() : "a union");
		}
		if (found != null) {
			text = text + ", found " + found;
		}
		return new CodecException(text, foreignCause(failure));
	}

	/** What sort of value there is; that is all of it that may be told. */
	private static @Nullable String found(@Nullable JsonToken token) {
		if (token == null) {
			return null;
		}
		return switch (token) {
			case VALUE_STRING -> "a text";
			case VALUE_NUMBER_INT -> "a whole number";
			case VALUE_NUMBER_FLOAT -> "a fraction";
			case VALUE_TRUE, VALUE_FALSE -> "a boolean";
			case VALUE_NULL -> "null";
			case START_ARRAY, END_ARRAY -> "an array";
			case START_OBJECT, END_OBJECT, PROPERTY_NAME -> "an object";
			case VALUE_EMBEDDED_OBJECT -> "bytes";
			case NOT_AVAILABLE -> null;
		};
	}

	private static String describe(String what, Throwable failure) {
		StringBuilder text = new StringBuilder(what).append(": ").append(failure.getClass().getSimpleName());
		if (failure instanceof JacksonException jackson && !jackson.getPath().isEmpty()) {
			text.append(" at ");
			appendPath(text, jackson.getPath(), failure instanceof PropertyBindingException);
		}
		return text.toString();
	}

	/**
	 * The path, but for names that come from the content: keys of maps, and the last one
	 * if it is no property at all.
	 */
	private static void appendPath(StringBuilder text, List<JacksonException.Reference> path, boolean alien) {
		int last = path.size() - 1;
		for (int i = 0; i <= last; i++) {
			JacksonException.Reference step = path.get(i);
			if (step.getPropertyName() == null) {
				text.append('[').append((step.getIndex() >= 0) ? step.getIndex() : "?").append(']');
			}
			else if (isMap(step.from()) || (alien && i == last)) {
				text.append("[*]");
			}
			else {
				text.append((i > 0) ? "." : "").append(step.getPropertyName());
			}
		}
	}

	private static boolean isMap(@Nullable Object from) {
		Class<?> owner = (from instanceof Class<?> type) ? type : (from != null) ? from.getClass() : Map.class;
		return Map.class.isAssignableFrom(owner) || owner.getName().startsWith("tools.jackson.");
	}

	private static @Nullable Throwable foreignCause(Throwable failure) {
		Throwable cause = failure;
		while (cause instanceof JacksonException) {
			cause = cause.getCause();
		}
		return cause;
	}

}
