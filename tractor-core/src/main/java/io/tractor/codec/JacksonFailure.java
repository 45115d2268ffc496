package io.tractor.codec;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.JavaType;
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

	static IOException writing(JavaType type, String codec, Throwable failure) {
		if (failure instanceof JacksonIOException && failure.getCause() instanceof IOException io) {
			return io;
		}
		String text = describe("Cannot write " + name(type) + " as " + codec, failure);
		if (failure instanceof InvalidDefinitionException definition) {
			// Of a definition the message quotes only types while there is no input.
			text = text + ": " + definition.getOriginalMessage();
		}
		return new CodecException(text, foreignCause(failure));
	}

	static IOException reading(JavaType type, String codec, Throwable failure) {
		String text = describe("Cannot read " + name(type) + " from " + codec, failure);
		Class<?> target = null;
		if (failure instanceof MismatchedInputException mismatch) {
			target = mismatch.getTargetType();
		}
		else if (failure instanceof InvalidDefinitionException definition && definition.getType() != null) {
			target = definition.getType().getRawClass();
		}
		if (target != null) {
			text = text + ", for " + target.getTypeName();
		}
		return new CodecException(text, foreignCause(failure));
	}

	static String name(JavaType type) {
		return type.toCanonical();
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
