package io.tractor.boot.autoconfigure.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.PropertyResolver;
import org.springframework.util.StringUtils;

/**
 * Where a peer is said to be: at one address, at several, or wherever a service is.
 *
 * @param settings the peer's settings
 * @param environment resolves the ports of own servers
 */
record PeerAddresses(PeerSettings settings, PropertyResolver environment) {

	/** Known only once a server listens, as {@code local.rsocket.server.port}. */
	private static final Pattern PORT_OF_OWN_SERVER = Pattern.compile("\\$\\{local\\.[\\w.-]+\\.port}");

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

	private static final String DISCOVERY = "discovery://";

	private static final Pattern SERVICE = Pattern.compile(DISCOVERY + "([^/?#\\s]+)/?");

	/**
	 * Checks what can be known now.
	 * @param directory knows where services are, or null
	 */
	void check(@Nullable PeerDirectory directory) {
		String uri = this.settings.uri();
		if (this.settings.uris().isEmpty()) {
			String service = service();
			if (service == null) {
				checked("uri", uri);
			}
			else if (directory == null) {
				throw this.settings.invalid("uri", uri, "There is nobody to ask where the service '" + service
						+ "' is. Add a Spring Cloud starter that has a DiscoveryClient, or define a bean of type "
						+ PeerDirectory.class.getName() + ".");
			}
			else {
				PeerProperties.Discovery discovery = this.settings.discovery();
				try {
					PeerUri.parse(complete("host:1"));
				}
				catch (IllegalArgumentException ex) {
					throw this.settings.invalid("discovery.scheme", discovery.getScheme(), ex.getMessage());
				}
			}
			return;
		}
		if (StringUtils.hasText(uri)) {
			throw this.settings.invalid("uris", this.settings.uris(), "There is 'uri', too, which is '" + uri
					+ "'. Write all addresses into 'uris', or the only one into 'uri'.");
		}
		for (int i = 0; i < this.settings.uris().size(); i++) {
			checked("uris[" + i + "]", this.settings.uris().get(i));
		}
	}

	private void checked(String property, @Nullable String uri) {
		String anyPort = (uri != null) ? PORT_OF_OWN_SERVER.matcher(uri).replaceAll("1") : null;
		try {
			PeerUri parsed = parse((anyPort != null) ? this.environment.resolvePlaceholders(anyPort) : null);
			if (this.settings.bundle() != null && !parsed.securable()) {
				throw new IllegalArgumentException(
						"There is an SSL bundle for it, and 'ws' is not secured: write wss://host:port/path.");
			}
		}
		catch (IllegalArgumentException ex) {
			throw this.settings.invalid(property, uri, ex.getMessage());
		}
	}

	private static PeerUri parse(@Nullable String text) {
		if (!StringUtils.hasText(text)) {
			throw new IllegalArgumentException("It must say where the peer is, such as tcp://host:port.");
		}
		Matcher unresolved = PLACEHOLDER.matcher(text);
		if (unresolved.find()) {
			throw new IllegalArgumentException("There is no property '" + unresolved.group(1) + "'.");
		}
		return PeerUri.parse(text);
	}

	/** The service to look up, or null if the addresses are given. */
	@Nullable String service() {
		String uri = this.settings.uri();
		if (uri == null || !uri.startsWith(DISCOVERY)) {
			return null;
		}
		Matcher service = SERVICE.matcher(this.environment.resolvePlaceholders(uri));
		if (!service.matches()) {
			throw this.settings.invalid("uri", uri, "It must be discovery:// and the name of a service.");
		}
		return service.group(1);
	}

	/** Whether there may be more than one address. */
	boolean several() {
		return !this.settings.uris().isEmpty() || service() != null;
	}

	/** The only address, as far as it is known now. */
	String single() {
		return this.environment.resolvePlaceholders(String.valueOf(this.settings.uri()));
	}

	/** Several addresses, as far as they are known now. */
	List<String> all() {
		return this.settings.uris().stream().map(this.environment::resolvePlaceholders).toList();
	}

	/** What a directory has told. */
	List<String> complete(List<String> found) {
		List<String> addresses = new ArrayList<>();
		found.forEach((address) -> addresses.add(complete(address)));
		return addresses;
	}

	private String complete(String address) {
		PeerProperties.Discovery discovery = this.settings.discovery();
		if (address.contains("://")) {
			return address;
		}
		String path = discovery.getScheme().startsWith("w") ? discovery.getPath() : "";
		return discovery.getScheme() + "://" + address + path;
	}

	/**
	 * Reads an address, when a connection to it is made.
	 * @param address what was given above
	 * @throws InvalidConfigurationPropertyValueException if it is not valid
	 */
	PeerUri parsed(String address) {
		try {
			return parse(this.environment.resolvePlaceholders(address));
		}
		catch (IllegalArgumentException ex) {
			throw this.settings.invalid("uri", address, ex.getMessage());
		}
	}

}
