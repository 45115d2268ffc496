package io.tractor.boot.autoconfigure.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.tractor.boot.autoconfigure.peer.PeerDirectory;

import org.springframework.cloud.client.ServiceInstance;

/**
 * Asks a discovery client. Where an instance serves contexts is told by its metadata, as
 * its port is most often that of its HTTP server.
 */
final class InstanceDirectory implements PeerDirectory {

	/** The port of the RSocket server, if it is not the instance's. */
	static final String PORT = "tractor-port";

	/** How to get there: {@code tcp}, {@code ws} or {@code wss}. */
	static final String SCHEME = "tractor-scheme";

	/** The path of a web socket. */
	static final String PATH = "tractor-path";

	private final Function<String, Iterable<ServiceInstance>> client;

	InstanceDirectory(Function<String, Iterable<ServiceInstance>> client) {
		this.client = client;
	}

	@Override
	public List<String> addresses(String service) {
		List<String> addresses = new ArrayList<>();
		this.client.apply(service).forEach((instance) -> addresses.add(address(instance)));
		return addresses;
	}

	private static String address(ServiceInstance instance) {
		Map<String, String> metadata = (instance.getMetadata() != null) ? instance.getMetadata() : Map.of();
		String host = instance.getHost();
		String address = (host.contains(":") ? "[" + host + "]" : host) + ":"
				+ metadata.getOrDefault(PORT, String.valueOf(instance.getPort()));
		String scheme = metadata.get(SCHEME);
		if (scheme == null) {
			return address;
		}
		return scheme + "://" + address + metadata.getOrDefault(PATH, "");
	}

}
