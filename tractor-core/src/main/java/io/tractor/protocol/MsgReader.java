package io.tractor.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.tractor.ActorId;
import io.tractor.RemoteError;

/**
 * Reads the bodies of messages.
 */
final class MsgReader {

	private static final String[] VERSION = { "v" };

	private static final String[] START = { "v", "id", "caller", "codec", "args", "deadline", "window", "headers",
			"depth" };

	private static final String[] START_ACK = { "callee", "window" };

	private static final String[] CANCEL = { "canceller" };

	private static final String[] ERROR = { "kind", "type", "message", "source", "path", "frames", "causes",
			"canceller" };

	private static final String[] ACTOR = { "name", "uuid" };

	private MsgReader() {
	}

	static Msg read(byte type, ByteBuf frame, int index, int length) {
		return switch (type) {
			case Envelopes.STARTED -> new Msg.Started(copy(frame, index, length));
			case Envelopes.YIELD -> new Msg.Yield(copy(frame, index, length));
			case Envelopes.RETURN -> new Msg.Return(copy(frame, index, length));
			case Envelopes.STOP -> new Msg.Stop();
			default -> control(type, new CborReader(name(type), copy(frame, index, length)));
		};
	}

	static String name(byte type) {
		return switch (type) {
			case Envelopes.START -> "Start";
			case Envelopes.START_ACK -> "StartAck";
			case Envelopes.STARTED -> "Started";
			case Envelopes.YIELD -> "Yield";
			case Envelopes.CREDIT -> "Credit";
			case Envelopes.STOP -> "Stop";
			case Envelopes.CANCEL -> "Cancel";
			case Envelopes.RETURN -> "Return";
			case Envelopes.ERROR -> "Error";
			default -> throw new IllegalArgumentException("No message has type " + type);
		};
	}

	private static byte[] copy(ByteBuf frame, int index, int length) {
		byte[] value = new byte[length];
		frame.getBytes(index, value);
		return value;
	}

	private static Msg control(byte type, CborReader in) {
		Msg msg = switch (type) {
			case Envelopes.START -> start(in);
			case Envelopes.START_ACK -> startAck(in);
			case Envelopes.CREDIT -> new Msg.Credit((int) in.uint(1, Integer.MAX_VALUE));
			case Envelopes.CANCEL -> cancel(in);
			case Envelopes.ERROR -> error(in);
			default -> throw new IllegalArgumentException("Type " + type + " is none of a control message");
		};
		in.finish();
		return msg;
	}

	private static Msg start(CborReader in) {
		checkVersion(in);
		in.rewind();
		in.at("", null);
		Integer version = null;
		String id = null;
		ActorId caller = null;
		String codec = null;
		Map<String, byte[]> arguments = null;
		Duration deadline = null;
		Integer window = null;
		Map<String, String> headers = Map.of();
		int depth = 1;
		MapReader map = new MapReader(in, "", START);
		for (String key = map.next(); key != null; key = map.next()) {
			switch (key) {
				case "v" -> version = (int) in.uint(Limits.VERSION, Limits.VERSION);
				case "id" -> id = in.text();
				case "caller" -> caller = actor(in, key);
				case "codec" -> codec = in.text();
				case "args" -> arguments = arguments(in);
				case "deadline" -> deadline = Duration.ofMillis(in.uint(0, Long.MAX_VALUE));
				case "window" -> window = window(in);
				case "headers" -> headers = headers(in);
				case "depth" -> depth = (int) in.uint(1, Integer.MAX_VALUE);
				default -> throw new IllegalStateException(key);
			}
		}
		return new Msg.Start(map.required("v", version), map.required("id", id), map.required("caller", caller),
				map.required("codec", codec), map.required("args", arguments), deadline, map.required("window", window),
				headers, depth);
	}

	/**
	 * Before all else, as only a known version says what the other keys mean.
	 */
	private static void checkVersion(CborReader in) {
		MapReader map = new MapReader(in, "", VERSION);
		long version = map.required("v", (map.next() != null) ? in.uint() : null);
		if (version != Limits.VERSION) {
			throw new UnsupportedVersionException(version);
		}
	}

	private static Map<String, byte[]> arguments(CborReader in) {
		Map<String, byte[]> arguments = new LinkedHashMap<>();
		CborReader.Items items = in.items(CborReader.MAP);
		while (items.next()) {
			if (arguments.size() == Limits.MAX_ARGUMENTS) {
				throw in.malformed("has more than " + Limits.MAX_ARGUMENTS + " entries");
			}
			if (arguments.put(in.text(), in.bytes()) != null) {
				throw in.malformed("has an argument twice");
			}
		}
		return arguments;
	}

	private static Map<String, String> headers(CborReader in) {
		Map<String, String> headers = new LinkedHashMap<>();
		int budget = Limits.MAX_HEADERS_SIZE;
		CborReader.Items items = in.items(CborReader.MAP);
		while (items.next()) {
			if (headers.size() == Limits.MAX_HEADERS) {
				throw in.malformed("has more than " + Limits.MAX_HEADERS + " entries");
			}
			String name = in.text(Limits.MAX_HEADERS_SIZE);
			String value = in.text(Limits.MAX_HEADERS_SIZE);
			budget -= CborWriter.length(name) + CborWriter.length(value);
			if (budget < 0) {
				throw in.malformed("is longer than " + Limits.MAX_HEADERS_SIZE + " bytes");
			}
			if (headers.put(name, value) != null) {
				throw in.malformed("has a header twice");
			}
		}
		return headers;
	}

	private static int window(CborReader in) {
		return (int) in.uint(1, Limits.MAX_WINDOW);
	}

	private static Msg startAck(CborReader in) {
		ActorId callee = null;
		Integer window = null;
		MapReader map = new MapReader(in, "", START_ACK);
		for (String key = map.next(); key != null; key = map.next()) {
			switch (key) {
				case "callee" -> callee = actor(in, key);
				case "window" -> window = window(in);
				default -> throw new IllegalStateException(key);
			}
		}
		return new Msg.StartAck(map.required("callee", callee), map.required("window", window));
	}

	private static Msg cancel(CborReader in) {
		ActorId canceller = null;
		MapReader map = new MapReader(in, "", CANCEL);
		for (String key = map.next(); key != null; key = map.next()) {
			canceller = actor(in, key);
		}
		return new Msg.Cancel(map.required("canceller", canceller));
	}

	private static Msg error(CborReader in) {
		RemoteError.Kind kind = null;
		String type = null;
		String message = null;
		ActorId source = null;
		List<ActorId> path = null;
		List<String> frames = null;
		List<String> causes = null;
		ActorId canceller = null;
		MapReader map = new MapReader(in, "", ERROR);
		for (String key = map.next(); key != null; key = map.next()) {
			switch (key) {
				case "kind" -> kind = kind(in);
				case "type" -> type = in.text();
				case "message" -> message = in.text();
				case "source" -> source = actor(in, key);
				case "path" -> path = actors(in, key);
				case "frames" -> frames = texts(in, Limits.MAX_FRAMES);
				case "causes" -> causes = texts(in, Limits.MAX_CAUSES);
				case "canceller" -> canceller = actor(in, key);
				default -> throw new IllegalStateException(key);
			}
		}
		if (map.required("kind", kind) == RemoteError.Kind.CANCELLED) {
			map.required("canceller", canceller);
		}
		return new Msg.Error(new RemoteError(map.required("kind", kind), map.required("type", type), message,
				map.required("source", source), map.required("path", path), map.required("frames", frames),
				map.required("causes", causes), canceller));
	}

	private static RemoteError.Kind kind(CborReader in) {
		String name = in.text();
		for (RemoteError.Kind kind : RemoteError.Kind.values()) {
			if (MsgWriter.name(kind).equals(name)) {
				return kind;
			}
		}
		throw in.malformed("is no kind of error");
	}

	private static ActorId actor(CborReader in, String at) {
		String name = null;
		String uuid = null;
		MapReader map = new MapReader(in, at, ACTOR);
		for (String key = map.next(); key != null; key = map.next()) {
			if (key.equals("name")) {
				name = in.text();
			}
			else {
				uuid = in.text();
			}
		}
		return RecentActors.known(new ActorId(map.required("name", name), map.required("uuid", uuid)));
	}

	private static List<ActorId> actors(CborReader in, String at) {
		List<ActorId> actors = new ArrayList<>();
		CborReader.Items items = in.items(CborReader.ARRAY);
		while (items.next()) {
			if (actors.size() == Limits.MAX_PATH) {
				throw in.malformed("has more than " + Limits.MAX_PATH + " entries");
			}
			actors.add(actor(in, at));
			in.at("", at);
		}
		return actors;
	}

	private static List<String> texts(CborReader in, int most) {
		List<String> texts = new ArrayList<>();
		CborReader.Items items = in.items(CborReader.ARRAY);
		while (items.next()) {
			if (texts.size() == most) {
				throw in.malformed("has more than " + most + " entries");
			}
			texts.add(in.text());
		}
		return texts;
	}

}
