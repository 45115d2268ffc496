package io.tractor;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Stands for the remote exception in a local stack trace: prints its class, its message
 * and its frames, and whose they are, and a line for each of its causes.
 */
final class BoxedError extends Exception {

	private static final long serialVersionUID = 1L;

	private static final Pattern FRAME = Pattern
		.compile("(?:.*/)?([^/()]+)\\.([^.()]+)\\(([^:()]*)(?::(\\d{1,9}))?\\)");

	private static final int NATIVE = -2;

	private final String description;

	private BoxedError(String description, @Nullable Throwable cause, StackTraceElement[] frames) {
		super(description, cause, false, true);
		this.description = description;
		setStackTrace(frames);
	}

	static BoxedError of(RemoteError error) {
		StringBuilder text = new StringBuilder(error.type());
		if (error.message() != null) {
			text.append(": ").append(error.message());
		}
		text.append(" [in ").append(error.source()).append("]");
		return new BoxedError(text.toString(), causes(error.causes()),
				error.frames().stream().map(BoxedError::frame).toArray(StackTraceElement[]::new));
	}

	private static @Nullable BoxedError causes(List<String> causes) {
		BoxedError cause = null;
		for (int i = causes.size() - 1; i >= 0; i--) {
			cause = new BoxedError(causes.get(i), cause, new StackTraceElement[0]);
		}
		return cause;
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
