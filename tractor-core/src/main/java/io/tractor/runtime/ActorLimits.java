package io.tractor.runtime;

import java.util.Map;

import io.tractor.ActorId;
import io.tractor.StreamOptions;
import io.tractor.protocol.Envelopes;
import io.tractor.protocol.Msg;
import org.jspecify.annotations.Nullable;

/**
 * How much an actor takes from its peers, and gives to them. What is beyond ends, or does
 * not begin, its own context with an error that names the limit; the connection and its
 * other contexts live on.
 *
 * @param contexts how many contexts the actor serves at once, those of cancelled tasks
 * that have not ended included
 * @param contextsPerConnection how many of them come over one connection
 * @param payloadSize how many bytes a first value, a value of a stream or a result takes
 * @param argumentsSize how many bytes the arguments of a context take together
 * @param streamBuffer how many values of a stream are under way or buffered, in each
 * direction: a stream here cannot be opened with more room, and no more is sent ahead to
 * a peer that has more
 * @param depth how deep contexts may be nested: one that is opened outside of any
 * endpoint is 1 deep, one that is opened in an endpoint's task 1 deeper than the
 * endpoint's own
 */
public record ActorLimits(int contexts, int contextsPerConnection, int payloadSize, int argumentsSize, int streamBuffer,
		int depth) {

	/** The largest payload that a message has room for, in bytes. */
	public static final int MAX_PAYLOAD_SIZE = Envelopes.MAX_BODY;

	/** The largest arguments that a message has room for beside the rest, in bytes. */
	public static final int MAX_ARGUMENTS_SIZE = Envelopes.MAX_BODY - 32 * 1024;

	/** 65,536 contexts, 16,384 of a connection, 4 MiB, 4 MiB, 65,536 values, 64 deep. */
	public static final ActorLimits DEFAULT = new ActorLimits(65_536, 16_384, 4 * 1024 * 1024, 4 * 1024 * 1024, 65_536,
			64);

	public ActorLimits {
		check("contexts", contexts, Integer.MAX_VALUE);
		check("contextsPerConnection", contextsPerConnection, Integer.MAX_VALUE);
		check("payloadSize", payloadSize, MAX_PAYLOAD_SIZE);
		check("argumentsSize", argumentsSize, MAX_ARGUMENTS_SIZE);
		check("streamBuffer", streamBuffer, StreamOptions.MAX_VALUES);
		check("depth", depth, Integer.MAX_VALUE);
	}

	private static void check(String name, int value, int most) {
		if (value < 1 || value > most) {
			throw new IllegalArgumentException(name + " must be from 1 to " + most + ", not " + value);
		}
	}

	/**
	 * Why a context is refused, as far as its first message tells.
	 * @param start the message
	 * @param endpoint the endpoint's name
	 * @param self the actor that is to serve it
	 * @return for people: what is beyond which limit; null if nothing is
	 */
	@Nullable String refusal(Msg.Start start, String endpoint, ActorId self) {
		long size = size(start.arguments());
		if (size > this.argumentsSize) {
			return "The arguments of endpoint '" + endpoint + "' take " + size + " bytes, more than the "
					+ this.argumentsSize + " that actor " + self
					+ " takes (tractor.limits.arguments-size): send large values on the stream";
		}
		if (start.depth() > this.depth) {
			return "This context of endpoint '" + endpoint + "' is " + start.depth()
					+ " deep, opened in an endpoint that was opened in an endpoint and so on, and actor " + self
					+ " takes none deeper than " + this.depth + " (tractor.limits.depth)";
		}
		if (start.window() > this.streamBuffer) {
			return "The opener has room for " + start.window() + " values of the stream of endpoint '" + endpoint
					+ "', more than the " + this.streamBuffer + " that actor " + self
					+ " sends ahead (tractor.limits.stream-buffer): it is to buffer less";
		}
		return null;
	}

	/** How many bytes arguments take together. */
	static long size(Map<String, byte[]> arguments) {
		long size = 0;
		for (byte[] argument : arguments.values()) {
			size += argument.length;
		}
		return size;
	}

	/**
	 * Checks the arguments of a context that this actor opens.
	 * @param size how many bytes they take together
	 * @param endpoint the endpoint's name
	 * @throws IllegalArgumentException if they are too large
	 */
	void checkArguments(long size, String endpoint) {
		if (size > this.argumentsSize) {
			throw new IllegalArgumentException(
					"The arguments of endpoint '" + endpoint + "' take " + size + " bytes, more than "
							+ this.argumentsSize + " (tractor.limits.arguments-size): send large values on the stream");
		}
	}

	/**
	 * Checks how much room a stream is to have.
	 * @param room how many values, those beyond the buffer included
	 * @throws IllegalArgumentException if that is too much
	 */
	void checkRoom(long room) {
		if (room > this.streamBuffer) {
			throw new IllegalArgumentException("A stream with room for " + room + " values: the most are "
					+ this.streamBuffer + " (tractor.limits.stream-buffer)");
		}
	}

	public ActorLimits withContexts(int contexts) {
		return new ActorLimits(contexts, this.contextsPerConnection, this.payloadSize, this.argumentsSize,
				this.streamBuffer, this.depth);
	}

	public ActorLimits withContextsPerConnection(int contextsPerConnection) {
		return new ActorLimits(this.contexts, contextsPerConnection, this.payloadSize, this.argumentsSize,
				this.streamBuffer, this.depth);
	}

	public ActorLimits withPayloadSize(int payloadSize) {
		return new ActorLimits(this.contexts, this.contextsPerConnection, payloadSize, this.argumentsSize,
				this.streamBuffer, this.depth);
	}

	public ActorLimits withArgumentsSize(int argumentsSize) {
		return new ActorLimits(this.contexts, this.contextsPerConnection, this.payloadSize, argumentsSize,
				this.streamBuffer, this.depth);
	}

	public ActorLimits withStreamBuffer(int streamBuffer) {
		return new ActorLimits(this.contexts, this.contextsPerConnection, this.payloadSize, this.argumentsSize,
				streamBuffer, this.depth);
	}

	public ActorLimits withDepth(int depth) {
		return new ActorLimits(this.contexts, this.contextsPerConnection, this.payloadSize, this.argumentsSize,
				this.streamBuffer, depth);
	}

}
