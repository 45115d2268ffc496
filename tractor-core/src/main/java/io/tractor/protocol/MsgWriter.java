package io.tractor.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.tractor.ActorId;
import io.tractor.RemoteError;

/**
 * Writes the bodies of control messages, their keys in the order of the protocol.
 */
final class MsgWriter {

	private MsgWriter() {
	}

	/**
	 * Writes the body of a control message.
	 * @return the type of its envelope
	 */
	static byte write(Msg msg, CborWriter out) {
		if (msg instanceof Msg.Credit credit) {
			out.uint(credit.count());
			return Envelopes.CREDIT;
		}
		if (msg instanceof Msg.Start start) {
			start(start, out);
			return Envelopes.START;
		}
		if (msg instanceof Msg.StartAck ack) {
			out.map(2).key("callee").actor(ack.callee()).key("window").uint(ack.window());
			return Envelopes.START_ACK;
		}
		if (msg instanceof Msg.Cancel cancel) {
			out.map(1).key("canceller").actor(cancel.canceller());
			return Envelopes.CANCEL;
		}
		if (msg instanceof Msg.Error failed) {
			error(failed.error(), out);
			return Envelopes.ERROR;
		}
		throw new IllegalArgumentException(msg + " has no control body");
	}

	private static void start(Msg.Start start, CborWriter out) {
		// Before all of it is copied.
		long size = 0;
		for (byte[] argument : start.arguments().values()) {
			size += argument.length;
		}
		Envelopes.checkLength(size);
		out.map(6 + ((start.deadline() != null) ? 1 : 0) + (start.headers().isEmpty() ? 0 : 1)
				+ ((start.depth() > 1) ? 1 : 0));
		out.key("v").uint(start.version());
		out.key("id").text(start.id(), "id");
		out.key("caller").actor(start.caller());
		out.key("codec").text(start.codec(), "codec");
		out.key("args").map(start.arguments().size());
		for (Map.Entry<String, byte[]> argument : start.arguments().entrySet()) {
			out.text(argument.getKey(), "args").bytes(argument.getValue());
		}
		if (start.deadline() != null) {
			out.key("deadline").uint(start.deadline().toMillis());
		}
		out.key("window").uint(start.window());
		if (!start.headers().isEmpty()) {
			headers(start.headers(), out);
		}
		if (start.depth() > 1) {
			out.key("depth").uint(start.depth());
		}
	}

	private static void headers(Map<String, String> headers, CborWriter out) {
		out.key("headers").map(headers.size());
		for (Map.Entry<String, String> header : headers.entrySet()) {
			out.text(header.getKey(), "headers").text(header.getValue(), "headers");
		}
	}

	private static void error(RemoteError error, CborWriter out) {
		int optional = ((error.message() != null) ? 1 : 0) + ((error.canceller() != null) ? 1 : 0);
		out.map(6 + optional);
		out.key("kind").text(name(error.kind()), "kind");
		out.key("type").utf8(cut(error.type()));
		if (error.message() != null) {
			out.key("message").utf8(cut(error.message()));
		}
		out.key("source").actor(error.source());
		List<ActorId> path = first(error.relayPath(), Limits.MAX_PATH);
		out.key("path").array(path.size());
		path.forEach(out::actor);
		texts("frames", frames(error), out);
		texts("causes", first(error.causes(), Limits.MAX_CAUSES).stream().map(MsgWriter::cut).toList(), out);
		if (error.canceller() != null) {
			out.key("canceller").actor(error.canceller());
		}
	}

	static String name(RemoteError.Kind kind) {
		return kind.name().toLowerCase(Locale.ROOT);
	}

	private static void texts(String key, List<byte[]> texts, CborWriter out) {
		out.key(key).array(texts.size());
		texts.forEach(out::utf8);
	}

	private static List<byte[]> frames(RemoteError error) {
		List<byte[]> frames = new ArrayList<>();
		int budget = Limits.FRAMES_BUDGET;
		for (String frame : first(error.frames(), Limits.MAX_FRAMES)) {
			byte[] encoded = cut(frame);
			budget -= encoded.length;
			if (budget < 0) {
				break;
			}
			frames.add(encoded);
		}
		return frames;
	}

	private static <T> List<T> first(List<T> items, int most) {
		return (items.size() <= most) ? items : items.subList(0, most);
	}

	/**
	 * The longest beginning of the text that a reader accepts, in UTF-8.
	 */
	private static byte[] cut(String text) {
		int most = Limits.MAX_TEXT;
		if (text.length() > most) {
			text = text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
		}
		byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
		if (encoded.length <= most) {
			return encoded;
		}
		int end = most;
		while ((encoded[end] & 0xc0) == 0x80) {
			end--;
		}
		return Arrays.copyOf(encoded, end);
	}

}
