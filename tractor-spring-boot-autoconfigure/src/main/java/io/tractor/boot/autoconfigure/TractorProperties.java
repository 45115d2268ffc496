package io.tractor.boot.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.tractor.boot.autoconfigure.peer.PeerProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * What can be configured of an actor and its peers.
 */
@ConfigurationProperties("tractor")
public class TractorProperties {

	/**
	 * Name of this application's actor, by which its peers know it. The value of
	 * 'spring.application.name' by default.
	 */
	private @Nullable String name;

	/**
	 * How long cancelling a context waits for the acknowledgement of the far side. At
	 * shutdown, how long to wait for the peers to learn how their contexts ended.
	 */
	private Duration cancelTimeout = Duration.ofMillis(616);

	/**
	 * How long leaving a context waits for a far task that was asked to end, before it is
	 * left behind. At shutdown, how long to wait for all contexts to end.
	 */
	private Duration abandonAfter = Duration.ofSeconds(10);

	/**
	 * How long a sender waits for a full buffer before its context fails. Zero fails at
	 * once.
	 */
	private Duration overrunAfter = Duration.ofSeconds(10);

	/**
	 * How many values of a stream are buffered by its receiver, from 1 to 1048576.
	 */
	private int bufferSize = 64;

	/**
	 * How far the buffer of a stream grows while its reader keeps up, from 1 to 1048576.
	 * By default 1024, or 'tractor.buffer-size' if that is set to another number than its
	 * default. It does not grow if 'tractor.overrun-after' is zero.
	 */
	private @Nullable Integer maxBufferSize;

	/**
	 * Whether a peer may cancel everything that this application serves.
	 */
	private boolean allowCancelActor;

	/**
	 * Codec that contexts are opened with: 'cbor', 'json', or the name of a Codec bean.
	 * All of them are understood.
	 */
	private String codec = "cbor";

	private final Limits limits = new Limits();

	private final Errors errors = new Errors();

	/**
	 * Peers by name. There is a Portal bean for each.
	 */
	private final Map<String, PeerProperties> peers = new LinkedHashMap<>();

	public @Nullable String getName() {
		return this.name;
	}

	public void setName(@Nullable String name) {
		this.name = name;
	}

	public Duration getCancelTimeout() {
		return this.cancelTimeout;
	}

	public void setCancelTimeout(Duration cancelTimeout) {
		this.cancelTimeout = cancelTimeout;
	}

	public Duration getAbandonAfter() {
		return this.abandonAfter;
	}

	public void setAbandonAfter(Duration abandonAfter) {
		this.abandonAfter = abandonAfter;
	}

	public Duration getOverrunAfter() {
		return this.overrunAfter;
	}

	public void setOverrunAfter(Duration overrunAfter) {
		this.overrunAfter = overrunAfter;
	}

	public int getBufferSize() {
		return this.bufferSize;
	}

	public void setBufferSize(int bufferSize) {
		this.bufferSize = bufferSize;
	}

	public @Nullable Integer getMaxBufferSize() {
		return this.maxBufferSize;
	}

	public void setMaxBufferSize(@Nullable Integer maxBufferSize) {
		this.maxBufferSize = maxBufferSize;
	}

	public boolean isAllowCancelActor() {
		return this.allowCancelActor;
	}

	public void setAllowCancelActor(boolean allowCancelActor) {
		this.allowCancelActor = allowCancelActor;
	}

	public String getCodec() {
		return this.codec;
	}

	public void setCodec(String codec) {
		this.codec = codec;
	}

	public Errors getErrors() {
		return this.errors;
	}

	public Limits getLimits() {
		return this.limits;
	}

	public Map<String, PeerProperties> getPeers() {
		return this.peers;
	}

	/**
	 * How much is taken from peers.
	 */
	public static class Limits {

		/**
		 * How many contexts are served at once, those of cancelled tasks that have not
		 * ended included. More are refused.
		 */
		private int contexts = 65536;

		/**
		 * How many contexts of one connection are served at once. More are refused.
		 */
		private int contextsPerConnection = 16384;

		/**
		 * How large a first value, a value of a stream or a result may be, sent or
		 * received, up to about 16MB. A larger one fails its context.
		 */
		private DataSize payloadSize = DataSize.ofMegabytes(4);

		/**
		 * How large the arguments of a context may be together, up to about 16MB. A
		 * context with larger ones is refused.
		 */
		private DataSize argumentsSize = DataSize.ofMegabytes(4);

		/**
		 * How many values of a stream may be under way or buffered, in each direction,
		 * from 1 to 1048576. It bounds the buffers of this application, and what is sent
		 * ahead to peers that have larger ones.
		 */
		private int streamBuffer = 65536;

		/**
		 * How deep contexts may be nested, each opened in the endpoint of the one before.
		 * Deeper ones are refused.
		 */
		private int depth = 64;

		public int getContexts() {
			return this.contexts;
		}

		public void setContexts(int contexts) {
			this.contexts = contexts;
		}

		public int getContextsPerConnection() {
			return this.contextsPerConnection;
		}

		public void setContextsPerConnection(int contextsPerConnection) {
			this.contextsPerConnection = contextsPerConnection;
		}

		public DataSize getPayloadSize() {
			return this.payloadSize;
		}

		public void setPayloadSize(DataSize payloadSize) {
			this.payloadSize = payloadSize;
		}

		public DataSize getArgumentsSize() {
			return this.argumentsSize;
		}

		public void setArgumentsSize(DataSize argumentsSize) {
			this.argumentsSize = argumentsSize;
		}

		public int getStreamBuffer() {
			return this.streamBuffer;
		}

		public void setStreamBuffer(int streamBuffer) {
			this.streamBuffer = streamBuffer;
		}

		public int getDepth() {
			return this.depth;
		}

		public void setDepth(int depth) {
			this.depth = depth;
		}

	}

	/**
	 * How much openers are told of what endpoints throw.
	 */
	public static class Errors {

		/**
		 * When to tell the messages of exceptions. Withheld ones are logged.
		 */
		private Include includeMessage = Include.ALWAYS;

		/**
		 * When to tell the stack frames and causes of exceptions. Withheld ones are
		 * logged.
		 */
		private Include includeStacktrace = Include.NEVER;

		public Include getIncludeMessage() {
			return this.includeMessage;
		}

		public void setIncludeMessage(Include includeMessage) {
			this.includeMessage = includeMessage;
		}

		public Include getIncludeStacktrace() {
			return this.includeStacktrace;
		}

		public void setIncludeStacktrace(Include includeStacktrace) {
			this.includeStacktrace = includeStacktrace;
		}

	}

	/**
	 * When something is told.
	 */
	public enum Include {

		/**
		 * To every opener.
		 */
		ALWAYS,

		/**
		 * To none.
		 */
		NEVER

	}

}
