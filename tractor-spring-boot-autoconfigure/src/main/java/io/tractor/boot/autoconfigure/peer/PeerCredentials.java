package io.tractor.boot.autoconfigure.peer;

import java.util.Objects;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.metadata.AuthMetadataCodec;
import io.rsocket.metadata.CompositeMetadataCodec;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.util.DefaultPayload;

/**
 * Tells a peer who this application is, when a connection is made: in the metadata of the
 * connection's SETUP, as RSocket's security extension has it.
 */
public final class PeerCredentials {

	private final Encoding encoding;

	private PeerCredentials(Encoding encoding) {
		this.encoding = encoding;
	}

	/**
	 * A user and a password.
	 * @param username the user's name
	 * @param password the password
	 * @return the credentials
	 */
	public static PeerCredentials simple(String username, String password) {
		char[] name = username.toCharArray();
		char[] secret = password.toCharArray();
		return new PeerCredentials((allocator) -> AuthMetadataCodec.encodeSimpleMetadata(allocator, name, secret));
	}

	/**
	 * A token.
	 * @param token the token
	 * @return the credentials
	 */
	public static PeerCredentials bearer(String token) {
		char[] secret = Objects.requireNonNull(token, "token").toCharArray();
		return new PeerCredentials((allocator) -> AuthMetadataCodec.encodeBearerMetadata(allocator, secret));
	}

	/** The payload of a SETUP. */
	Payload setup() {
		ByteBufAllocator allocator = ByteBufAllocator.DEFAULT;
		CompositeByteBuf metadata = allocator.compositeBuffer();
		try {
			CompositeMetadataCodec.encodeAndAddMetadata(metadata, allocator,
					WellKnownMimeType.MESSAGE_RSOCKET_AUTHENTICATION, this.encoding.encode(allocator));
			return DefaultPayload.create(Unpooled.EMPTY_BUFFER.nioBuffer(), metadata.nioBuffer());
		}
		finally {
			metadata.release();
		}
	}

	/** Does not tell what it has. */
	@Override
	public String toString() {
		return "PeerCredentials";
	}

	@FunctionalInterface
	private interface Encoding {

		ByteBuf encode(ByteBufAllocator allocator);

	}

}
