package io.tractor.boot.autoconfigure.peer;

import java.util.List;

/**
 * Knows where the instances of services are: what a peer with the URI
 * {@code discovery://service} is found by. There is one that asks Spring Cloud's
 * {@code DiscoveryClient}, if the application has that; a bean of this type takes its
 * place.
 */
@FunctionalInterface
public interface PeerDirectory {

	/**
	 * Where the instances of a service are now. Called on a thread that may block.
	 * @param service the service's name
	 * @return the address of each, such as {@code tcp://host:port} or
	 * {@code ws://host:port/path}; or {@code host:port}, which the peer's properties
	 * complete; none if there are none
	 * @throws Exception if that cannot be found out; the addresses known before stay
	 */
	List<String> addresses(String service) throws Exception;

}
