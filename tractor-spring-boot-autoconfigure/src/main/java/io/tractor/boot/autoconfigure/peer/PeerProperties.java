package io.tractor.boot.autoconfigure.peer;

import org.jspecify.annotations.Nullable;

/**
 * What can be configured of a peer.
 */
public class PeerProperties {

	/**
	 * Where the peer is, such as 'tcp://host:7000' or 'ws://host:8080/rsocket'.
	 */
	private @Nullable String uri;

	public @Nullable String getUri() {
		return this.uri;
	}

	public void setUri(@Nullable String uri) {
		this.uri = uri;
	}

}
