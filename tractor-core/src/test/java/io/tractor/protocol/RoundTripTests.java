package io.tractor.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

import io.tractor.ActorId;
import io.tractor.RemoteError;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever can be said comes out as it went in.
 */
class RoundTripTests {

	private static final String[] ALPHABET = { "a", "Z", "\"", "\u0000", "ß", "é", "€", "中", "\ufffd", "\uffff", "😀",
			"𝄞" };

	private final Random random = new Random(20261122);

	@Test
	void anyFrameIsReadAsItWasWritten() {
		for (int i = 0; i < 20_000; i++) {
			Msg[] messages = new Msg[1 + this.random.nextInt(4)];
			for (int j = 0; j < messages.length; j++) {
				messages[j] = message();
			}
			assertThat(Frames.read(Frames.written(messages))).containsExactly(messages);
		}
	}

	private Msg message() {
		return switch (this.random.nextInt(9)) {
			case 0 -> new Msg.Start(
					1, text(), actor(), text(), arguments(), this.random.nextBoolean()
							? Duration.ofMillis(this.random.nextLong(1L << this.random.nextInt(45))) : null,
					window(), headers(), window());
			case 1 -> new Msg.StartAck(actor(), window());
			case 2 -> new Msg.Started(bytes());
			case 3 -> new Msg.Yield(bytes());
			case 4 -> new Msg.Credit(1 + this.random.nextInt(Integer.MAX_VALUE) >>> this.random.nextInt(31) | 1);
			case 5 -> new Msg.Stop();
			case 6 -> new Msg.Cancel(actor());
			case 7 -> new Msg.Return(bytes());
			default -> new Msg.Error(error());
		};
	}

	private Map<String, String> headers() {
		Map<String, String> headers = new HashMap<>();
		for (int i = this.random.nextInt(4); i > 0; i--) {
			headers.put("h" + i, "é".repeat(this.random.nextInt(2000)));
		}
		return headers;
	}

	private RemoteError error() {
		RemoteError.Kind[] kinds = RemoteError.Kind.values();
		RemoteError.Kind kind = kinds[this.random.nextInt(kinds.length)];
		boolean canceller = kind == RemoteError.Kind.CANCELLED || this.random.nextBoolean();
		return new RemoteError(kind, text(), this.random.nextBoolean() ? text() : null, actor(), list(this::actor),
				list(this::text), list(this::text), canceller ? actor() : null);
	}

	private <T> List<T> list(Supplier<T> items) {
		List<T> list = new ArrayList<>();
		for (int i = this.random.nextInt(5); i > 0; i--) {
			list.add(items.get());
		}
		return list;
	}

	private int window() {
		return switch (this.random.nextInt(4)) {
			case 0 -> 1;
			case 1 -> Limits.MAX_WINDOW;
			default -> 1 + this.random.nextInt(Limits.MAX_WINDOW);
		};
	}

	private ActorId actor() {
		return new ActorId(text(), text());
	}

	private Map<String, byte[]> arguments() {
		Map<String, byte[]> arguments = new LinkedHashMap<>();
		for (int i = this.random.nextInt(5); i > 0; i--) {
			arguments.put(text(), bytes());
		}
		return arguments;
	}

	private byte[] bytes() {
		byte[] bytes = new byte[this.random.nextInt(1 << this.random.nextInt(10))];
		this.random.nextBytes(bytes);
		return bytes;
	}

	private String text() {
		StringBuilder text = new StringBuilder();
		for (int i = this.random.nextInt(1 << this.random.nextInt(8)); i > 0; i--) {
			text.append(ALPHABET[this.random.nextInt(ALPHABET.length)]);
		}
		return text.toString();
	}

}
