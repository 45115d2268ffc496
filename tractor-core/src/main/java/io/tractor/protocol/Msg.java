package io.tractor.protocol;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.tractor.ActorId;
import io.tractor.RemoteError;
import org.jspecify.annotations.Nullable;

/**
 * A message of a dialog. Byte arrays are neither copied in nor out: whoever makes a
 * message gives them away. {@code equals} compares their content, {@code toString} tells
 * only their length.
 */
public sealed interface Msg {

	/**
	 * The first message of the opener.
	 *
	 * @param version the protocol's version
	 * @param id the context's id
	 * @param caller the opener's actor
	 * @param codec the name of the codec of all values in this context
	 * @param arguments the endpoint's arguments by parameter name, encoded
	 * @param deadline the time that remains, null for no deadline. Kept in whole
	 * milliseconds; what is negative becomes zero, what is longer than a hundred years
	 * becomes that, so that it can be counted in nanoseconds
	 * @param window how many values the opener has room for
	 * @param headers what travels along for others than the endpoint, as the trace that
	 * the context belongs to
	 * @param depth how many contexts stand one in the other, this one included: 1 if it
	 * was opened outside of any endpoint's task
	 */
	record Start(int version, String id, ActorId caller, String codec, Map<String, byte[]> arguments,
			@Nullable Duration deadline, int window, Map<String, String> headers, int depth) implements Msg {

		private static final Duration LONGEST = Duration.ofDays(36_500);

		public Start {
			Objects.requireNonNull(id, "id");
			Objects.requireNonNull(caller, "caller");
			Objects.requireNonNull(codec, "codec");
			arguments = copy(arguments);
			if (arguments.size() > Limits.MAX_ARGUMENTS) {
				throw new IllegalArgumentException(
						arguments.size() + " arguments, the most are " + Limits.MAX_ARGUMENTS);
			}
			deadline = (deadline != null) ? wholeMillis(deadline) : null;
			if (version < 0) {
				throw new IllegalArgumentException("A version of " + version);
			}
			checkWindow(window);
			headers = copy(headers);
			if (headers.size() > Limits.MAX_HEADERS) {
				throw new IllegalArgumentException(headers.size() + " headers, the most are " + Limits.MAX_HEADERS);
			}
			int size = size(headers);
			if (size > Limits.MAX_HEADERS_SIZE) {
				throw new IllegalArgumentException(
						"Headers of " + size + " bytes, the most are " + Limits.MAX_HEADERS_SIZE);
			}
			if (depth < 1) {
				throw new IllegalArgumentException("A depth of " + depth + ", the least is 1");
			}
		}

		/** One that was opened outside of any endpoint's task. */
		public Start(int version, String id, ActorId caller, String codec, Map<String, byte[]> arguments,
				@Nullable Duration deadline, int window, Map<String, String> headers) {
			this(version, id, caller, codec, arguments, deadline, window, headers, 1);
		}

		/** One without headers, that was opened outside of any endpoint's task. */
		public Start(int version, String id, ActorId caller, String codec, Map<String, byte[]> arguments,
				@Nullable Duration deadline, int window) {
			this(version, id, caller, codec, arguments, deadline, window, Map.of());
		}

		/**
		 * The same with other headers.
		 * @param headers the headers
		 * @return a new message
		 */
		public Start withHeaders(Map<String, String> headers) {
			return new Start(this.version, this.id, this.caller, this.codec, this.arguments, this.deadline, this.window,
					headers, this.depth);
		}

		private static <V> Map<String, V> copy(Map<String, V> map) {
			return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
		}

		private static int size(Map<String, String> headers) {
			int size = 0;
			for (Map.Entry<String, String> header : headers.entrySet()) {
				size += CborWriter.length(header.getKey()) + CborWriter.length(header.getValue());
			}
			return size;
		}

		private static Duration wholeMillis(Duration deadline) {
			if (deadline.isNegative()) {
				return Duration.ZERO;
			}
			return (deadline.compareTo(LONGEST) < 0) ? Duration.ofMillis(deadline.toMillis()) : LONGEST;
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Start that && this.version == that.version && this.id.equals(that.id)
					&& this.caller.equals(that.caller) && this.codec.equals(that.codec) && this.window == that.window
					&& Objects.equals(this.deadline, that.deadline) && this.headers.equals(that.headers)
					&& this.depth == that.depth && sameArguments(that.arguments);
		}

		private boolean sameArguments(Map<String, byte[]> others) {
			return this.arguments.size() == others.size() && this.arguments.entrySet()
				.stream()
				.allMatch((entry) -> Arrays.equals(entry.getValue(), others.get(entry.getKey())));
		}

		@Override
		public int hashCode() {
			return Objects.hash(this.version, this.id, this.caller, this.codec, this.arguments.keySet(), this.deadline,
					this.window, this.headers, this.depth);
		}

		@Override
		public String toString() {
			StringBuilder text = new StringBuilder("Start[version=").append(this.version);
			text.append(", id=").append(this.id);
			text.append(", caller=").append(this.caller);
			text.append(", codec=").append(this.codec);
			text.append(", arguments={");
			String separator = "";
			for (Map.Entry<String, byte[]> argument : this.arguments.entrySet()) {
				text.append(separator).append(argument.getKey()).append('=').append(length(argument.getValue()));
				separator = ", ";
			}
			text.append("}, deadline=").append(this.deadline);
			text.append(", window=").append(this.window);
			if (!this.headers.isEmpty()) {
				text.append(", headers=").append(this.headers.keySet());
			}
			if (this.depth > 1) {
				text.append(", depth=").append(this.depth);
			}
			return text.append(']').toString();
		}

	}

	/**
	 * The endpoint's task is scheduled.
	 *
	 * @param callee the endpoint's actor
	 * @param window how many values the endpoint has room for
	 */
	record StartAck(ActorId callee, int window) implements Msg {

		public StartAck {
			Objects.requireNonNull(callee, "callee");
			checkWindow(window);
		}

	}

	/**
	 * The first value.
	 *
	 * @param value the value, encoded
	 */
	record Started(byte[] value) implements Msg {

		public Started {
			Objects.requireNonNull(value, "value");
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Started that && Arrays.equals(this.value, that.value);
		}

		@Override
		public int hashCode() {
			return Arrays.hashCode(this.value);
		}

		@Override
		public String toString() {
			return "Started[" + length(this.value) + "]";
		}

	}

	/**
	 * One value of the stream.
	 *
	 * @param value the value, encoded
	 */
	record Yield(byte[] value) implements Msg {

		public Yield {
			Objects.requireNonNull(value, "value");
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Yield that && Arrays.equals(this.value, that.value);
		}

		@Override
		public int hashCode() {
			return Arrays.hashCode(this.value);
		}

		@Override
		public String toString() {
			return "Yield[" + length(this.value) + "]";
		}

	}

	/**
	 * There is room for more values.
	 *
	 * @param count how many more, at least 1
	 */
	record Credit(int count) implements Msg {

		public Credit {
			if (count < 1) {
				throw new IllegalArgumentException("A credit of " + count + ", the least is 1");
			}
		}

	}

	/**
	 * The end of this side's stream.
	 */
	record Stop() implements Msg {
	}

	/**
	 * Asks the endpoint's task to cancel.
	 *
	 * @param canceller who asks
	 */
	record Cancel(ActorId canceller) implements Msg {

		public Cancel {
			Objects.requireNonNull(canceller, "canceller");
		}

	}

	/**
	 * The endpoint returned: the last message.
	 *
	 * @param value the result, encoded
	 */
	record Return(byte[] value) implements Msg {

		public Return {
			Objects.requireNonNull(value, "value");
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Return that && Arrays.equals(this.value, that.value);
		}

		@Override
		public int hashCode() {
			return Arrays.hashCode(this.value);
		}

		@Override
		public String toString() {
			return "Return[" + length(this.value) + "]";
		}

	}

	/**
	 * A side failed or was cancelled: the last message.
	 *
	 * @param error what happened
	 */
	record Error(RemoteError error) implements Msg {

		public Error {
			Objects.requireNonNull(error, "error");
		}

	}

	private static void checkWindow(int window) {
		if (window < 1 || window > Limits.MAX_WINDOW) {
			throw new IllegalArgumentException("A window of " + window + ", it must be from 1 to " + Limits.MAX_WINDOW);
		}
	}

	private static String length(byte[] value) {
		return value.length + " bytes";
	}

}
