package io.tractor.protocol;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tractor.ActorId;
import io.tractor.RemoteError;
import io.tractor.RemoteError.Kind;

/**
 * Every message with its bytes, as {@code docs/protocol.md} shows them.
 *
 * @param name what it is an example of
 * @param msg the message
 * @param hex its envelope
 */
record Golden(String name, Msg msg, String hex) {

	static final ActorId DESK = new ActorId("desk", "d1");

	static final ActorId FILES = new ActorId("files", "f1");

	static final RemoteError BOOM = new RemoteError(Kind.ERROR, "java.io.IOException", "gone", FILES, List.of(DESK),
			List.of("a.B.c(B.java:7)"), List.of("x.Y: z"), null);

	static final List<Golden> ALL = List.of(
			new Golden("Start", new Msg.Start(1, "c1", DESK, "cbor", arguments(), Duration.ofSeconds(30), 64), """
					01 53
					a7
					61 76 01
					62 69 64 62 63 31
					66 63 61 6c 6c 65 72 a2 64 6e 61 6d 65 64 64 65 73 6b 64 75 75 69 64 62 64 31
					65 63 6f 64 65 63 64 63 62 6f 72
					64 61 72 67 73 a2 61 70 42 61 2a 61 6e 41 05
					68 64 65 61 64 6c 69 6e 65 19 75 30
					66 77 69 6e 64 6f 77 18 40
					"""),
			new Golden("Start without a deadline", new Msg.Start(1, "c1", DESK, "cbor", Map.of(), null, 1), """
					01 3d
					a6
					61 76 01
					62 69 64 62 63 31
					66 63 61 6c 6c 65 72 a2 64 6e 61 6d 65 64 64 65 73 6b 64 75 75 69 64 62 64 31
					65 63 6f 64 65 63 64 63 62 6f 72
					64 61 72 67 73 a0
					66 77 69 6e 64 6f 77 01
					"""),
			new Golden("Start with a header",
					new Msg.Start(1, "c1", DESK, "cbor", Map.of(), null, 1, Map.of("trace", "t1")), """
							01 4f
							a7
							61 76 01
							62 69 64 62 63 31
							66 63 61 6c 6c 65 72 a2 64 6e 61 6d 65 64 64 65 73 6b 64 75 75 69 64 62 64 31
							65 63 6f 64 65 63 64 63 62 6f 72
							64 61 72 67 73 a0
							66 77 69 6e 64 6f 77 01
							67 68 65 61 64 65 72 73 a1 65 74 72 61 63 65 62 74 31
							"""),
			new Golden("Start from within an endpoint two deep",
					new Msg.Start(1, "c1", DESK, "cbor", Map.of(), null, 1, Map.of(), 3), """
							01 44
							a7
							61 76 01
							62 69 64 62 63 31
							66 63 61 6c 6c 65 72 a2 64 6e 61 6d 65 64 64 65 73 6b 64 75 75 69 64 62 64 31
							65 63 6f 64 65 63 64 63 62 6f 72
							64 61 72 67 73 a0
							66 77 69 6e 64 6f 77 01
							65 64 65 70 74 68 03
							"""),
			new Golden("StartAck", new Msg.StartAck(FILES, Limits.MAX_WINDOW), """
					02 28
					a2
					66 63 61 6c 6c 65 65 a2 64 6e 61 6d 65 65 66 69 6c 65 73 64 75 75 69 64 62 66 31
					66 77 69 6e 64 6f 77 1a 00 10 00 00
					"""), new Golden("Started", new Msg.Started(new byte[] { 0x0a }), "03 01 0a"),
			new Golden("Yield", new Msg.Yield(new byte[] { 0x62, 0x68, 0x69 }), "04 03 62 68 69"),
			new Golden("Yield of 128 bytes", new Msg.Yield(new byte[128]), "04 80 01" + " 00".repeat(128)),
			new Golden("Credit", new Msg.Credit(32), "05 02 18 20"), new Golden("Stop", new Msg.Stop(), "06 00"),
			new Golden("Cancel", new Msg.Cancel(DESK), """
					07 1e
					a1
					69 63 61 6e 63 65 6c 6c 65 72 a2 64 6e 61 6d 65 64 64 65 73 6b 64 75 75 69 64 62 64 31
					"""), new Golden("Return", new Msg.Return(new byte[] { (byte) 0xf6 }), "08 01 f6"),
			new Golden("Error", new Msg.Error(BOOM), """
					09 8d 01
					a7
					64 6b 69 6e 64 65 65 72 72 6f 72
					64 74 79 70 65 73 6a 61 76 61 2e 69 6f 2e 49 4f 45 78 63 65 70 74 69 6f 6e
					67 6d 65 73 73 61 67 65 64 67 6f 6e 65
					66 73 6f 75 72 63 65 a2 64 6e 61 6d 65 65 66 69 6c 65 73 64 75 75 69 64 62 66 31
					64 70 61 74 68 81 a2 64 6e 61 6d 65 64 64 65 73 6b 64 75 75 69 64 62 64 31
					66 66 72 61 6d 65 73 81 6f 61 2e 42 2e 63 28 42 2e 6a 61 76 61 3a 37 29
					66 63 61 75 73 65 73 81 66 78 2e 59 3a 20 7a
					"""),
			new Golden("Error of a cancelled task",
					new Msg.Error(
							new RemoteError(Kind.CANCELLED, "T", null, FILES, List.of(), List.of(), List.of(), DESK)),
					"""
							09 65
							a7
							64 6b 69 6e 64 69 63 61 6e 63 65 6c 6c 65 64
							64 74 79 70 65 61 54
							66 73 6f 75 72 63 65 a2 64 6e 61 6d 65 65 66 69 6c 65 73 64 75 75 69 64 62 66 31
							64 70 61 74 68 80
							66 66 72 61 6d 65 73 80
							66 63 61 75 73 65 73 80
							69 63 61 6e 63 65 6c 6c 65 72 a2 64 6e 61 6d 65 64 64 65 73 6b 64 75 75 69 64 62 64 31
							"""));

	private static Map<String, byte[]> arguments() {
		Map<String, byte[]> arguments = new LinkedHashMap<>();
		arguments.put("p", new byte[] { 0x61, 0x2a });
		arguments.put("n", new byte[] { 0x05 });
		return arguments;
	}

	byte[] bytes() {
		return Frames.bytes(this.hex);
	}

	@Override
	public String toString() {
		return this.name;
	}

}
