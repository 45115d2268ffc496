package io.tractor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Stands for the remote exception in a local stack trace: prints its class, its message
 * and its frames, and whose they are.
 */
final class BoxedError extends Exception {

	private static final long serialVersionUID = 1L;

	private static final Pattern FRAME = Pattern
		.compile("(?:.*/)?([^/()]+)\\.([^.()]+)\\(([^:()]*)(?::(\\d{1,9}))?\\)");

	private static final int NATIVE = -2;

	private final String description;

	private BoxedError(String description, StackTraceElement[] frames) {
		super(description, null, false, true);
		this.description = description;
		setStackTrace(frames);
	}

	static BoxedError of(RemoteError error) {
		StringBuilder text = new StringBuilder(error.type());
		if (error.message() != null) {
			text.append(": ").append(error.message());
		}
		text.append(" [in ").append(error.source()).append("]");
		error.causes().forEach((cause) -> text.append(" <- ").append(cause));
		return new BoxedError(text.toString(),
				error.frames().stream().map(BoxedError::frame).toArray(StackTraceElement[]::new));
	}

	private static StackTraceElement frame(String text) {
		Matcher matcher = FRAME.matcher(text);
		if (!matcher.matches()) {
			return new StackTraceElement(text, "", null, -1);
		}
		String file = matcher.group(3);
		if (file.equals("Native Method")) {
			return new StackTraceElement(matcher.group(1), matcher.group(2), null, NATIVE);
		}
		return new StackTraceElement(matcher.group(1), matcher.group(2), file.equals("Unknown Source") ? null : file,
				line(matcher.group(4)));
	}

	private static int line(@Nullable String digits) {
		return (digits != null) ? Integer.parseInt(digits) : -1;
	}

	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

	@Override
	public String toString() {
		return this.description;
	}

}
