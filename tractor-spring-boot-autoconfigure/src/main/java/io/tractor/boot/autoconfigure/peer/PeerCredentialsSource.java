package io.tractor.boot.autoconfigure.peer;

import org.jspecify.annotations.Nullable;

/**
 * Has the credentials of this application for its peers. A bean of this type is asked
 * each time a connection is made, so that what expires can be renewed; for a peer that
 * has credentials in its properties, those are taken.
 */
@FunctionalInterface
public interface PeerCredentialsSource {

	/**
	 * The credentials for a connection that is about to be made. Called on a thread that
	 * may block, for part of the connect time-out; if it throws, there is no connection,
	 * for that reason.
	 * @param peer the peer's name
	 * @return the credentials, or null for none
	 * @throws Exception if they cannot be had
	 */
	@Nullable PeerCredentials credentials(String peer) throws Exception;

}
