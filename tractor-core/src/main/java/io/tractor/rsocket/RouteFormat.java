package io.tractor.rsocket;

import java.util.Iterator;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.rsocket.Payload;
import io.rsocket.exceptions.ApplicationErrorException;
import io.rsocket.exceptions.CustomRSocketException;
import io.rsocket.exceptions.InvalidException;
import io.rsocket.exceptions.RejectedException;
import io.rsocket.metadata.CompositeMetadata;
import io.rsocket.metadata.CompositeMetadataCodec;
import io.rsocket.metadata.RoutingMetadata;
import io.rsocket.metadata.TaggingMetadataCodec;
import io.rsocket.metadata.WellKnownMimeType;
import org.jspecify.annotations.Nullable;

/**
 * How a connection's metadata carries the route of a request. A context's is
 * {@value #PREFIX} and the name of its endpoint, a one-way stream's
 * {@value #STREAM_PREFIX} and that name.
 */
enum RouteFormat {

	/** The route is one entry of several. */
	COMPOSITE(WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA) {

		@Override
		@Nullable String route(ByteBuf metadata) {
			for (CompositeMetadata.Entry entry : new CompositeMetadata(metadata, false)) {
				if (entry instanceof CompositeMetadata.WellKnownMimeTypeEntry known
						&& known.getType() == WellKnownMimeType.MESSAGE_RSOCKET_ROUTING
						|| ROUTING.equals(entry.getMimeType())) {
					return firstTag(entry.getContent());
				}
			}
			return null;
		}

	},

	/** The metadata is the route. */
	PLAIN(WellKnownMimeType.MESSAGE_RSOCKET_ROUTING) {

		@Override
		@Nullable String route(ByteBuf metadata) {
			return firstTag(metadata);
		}

	};

	static final String PREFIX = "tractor.context.";

	static final String STREAM_PREFIX = "tractor.stream.";

	private static final String ROUTING = WellKnownMimeType.MESSAGE_RSOCKET_ROUTING.getString();

	/** The length of a route is one byte. */
	private static final int LONGEST_ROUTE = 255;

	private final String mimeType;

	RouteFormat(WellKnownMimeType mimeType) {
		this.mimeType = mimeType.getString();
	}

	abstract @Nullable String route(ByteBuf metadata);

	/**
	 * Finds the format of a connection.
	 * @param mimeType its metadata's MIME type, from its SETUP
	 * @return the format, or null if its requests cannot carry a route
	 */
	static @Nullable RouteFormat of(String mimeType) {
		for (RouteFormat format : values()) {
			if (format.mimeType.equals(mimeType)) {
				return format;
			}
		}
		return null;
	}

	/**
	 * Reads which context a request opens.
	 * @param payload its first payload, left as it was
	 * @return the endpoint's name, or null if this opens no context, or nobody can tell
	 */
	@Nullable String endpoint(Payload payload) {
		return endpoint(PREFIX, payload);
	}

	/**
	 * Reads from which endpoint a request asks for a one-way stream.
	 * @param payload its payload, left as it was
	 * @return the endpoint's name, or null if this asks for none, or nobody can tell
	 */
	@Nullable String stream(Payload payload) {
		return endpoint(STREAM_PREFIX, payload);
	}

	private @Nullable String endpoint(String prefix, Payload payload) {
		if (!payload.hasMetadata()) {
			return null;
		}
		try {
			String route = route(payload.sliceMetadata());
			return (route != null && route.startsWith(prefix)) ? route.substring(prefix.length()) : null;
		}
		catch (RuntimeException ex) {
			// Malformed: for whoever takes what is not ours.
			return null;
		}
	}

	private static @Nullable String firstTag(ByteBuf content) {
		Iterator<String> tags = new RoutingMetadata(content).iterator();
		return tags.hasNext() ? tags.next() : null;
	}

	/**
	 * Writes the composite metadata that opens a context.
	 * @param endpoint the endpoint's name
	 * @return the bytes
	 * @throws IllegalArgumentException if the name is too long to be a route
	 */
	static byte[] encode(String endpoint) {
		return encode(PREFIX, endpoint);
	}

	/**
	 * Writes the composite metadata that asks for a one-way stream.
	 * @param endpoint the endpoint's name
	 * @return the bytes
	 * @throws IllegalArgumentException if the name is too long to be a route
	 */
	static byte[] encodeStream(String endpoint) {
		return encode(STREAM_PREFIX, endpoint);
	}

	/**
	 * Reads what was written above.
	 * @param metadata the bytes
	 * @return the route
	 */
	static String decode(byte[] metadata) {
		return String.valueOf(COMPOSITE.route(Unpooled.wrappedBuffer(metadata)));
	}

	/**
	 * Whether an error says that something around the far side does not want the request,
	 * rather than that the connection is lost or the far side has broken off.
	 * @param cause the error
	 * @return true if so
	 */
	static boolean isRefusal(Throwable cause) {
		return cause instanceof ApplicationErrorException || cause instanceof RejectedException
				|| cause instanceof InvalidException || cause instanceof CustomRSocketException;
	}

	private static byte[] encode(String prefix, String endpoint) {
		String route = prefix + endpoint;
		if (ByteBufUtil.utf8Bytes(route) > LONGEST_ROUTE) {
			throw new IllegalArgumentException("the name of endpoint '%s' is too long: a route has at most %d bytes"
				.formatted(endpoint, LONGEST_ROUTE));
		}
		ByteBufAllocator allocator = UnpooledByteBufAllocator.DEFAULT;
		CompositeByteBuf metadata = allocator.compositeBuffer();
		try {
			CompositeMetadataCodec.encodeAndAddMetadata(metadata, allocator, WellKnownMimeType.MESSAGE_RSOCKET_ROUTING,
					TaggingMetadataCodec.createTaggingContent(allocator, List.of(route)));
			return ByteBufUtil.getBytes(metadata);
		}
		finally {
			metadata.release();
		}
	}

}
