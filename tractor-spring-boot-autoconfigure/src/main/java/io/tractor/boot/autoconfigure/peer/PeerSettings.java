package io.tractor.boot.autoconfigure.peer;

import java.time.Duration;
import java.util.List;

import io.rsocket.core.RSocketConnector;
import io.rsocket.loadbalance.LoadbalanceStrategy;
import io.tractor.rsocket.BalancedTransport;
import io.tractor.rsocket.Backoff;
import io.tractor.rsocket.RSocketTransport;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

/**
 * The properties of one peer, checked as far as they can be at start-up.
 */
final class PeerSettings {

	private final String prefix;

	private final PeerProperties properties;

	PeerSettings(String name, PeerProperties properties) {
		this.prefix = "tractor.peers." + name + ".";
		this.properties = properties;
	}

	/**
	 * Checks what can be checked.
	 * @param services what the application has
	 * @throws InvalidConfigurationPropertyValueException if something is not valid
	 */
	void check(PeerServices services) {
		positive("connect-timeout", this.properties.getConnectTimeout());
		positive("keep-alive.interval", this.properties.getKeepAlive().getInterval());
		positive("keep-alive.max-life-time", this.properties.getKeepAlive().getMaxLifeTime());
		positive("discovery.refresh-interval", this.properties.getDiscovery().getRefreshInterval());
		if (this.properties.getKeepAlive()
			.getMaxLifeTime()
			.compareTo(this.properties.getKeepAlive().getInterval()) <= 0) {
			throw invalid("keep-alive.max-life-time", this.properties.getKeepAlive().getMaxLifeTime(),
					"It must be more than 'keep-alive.interval', which is "
							+ this.properties.getKeepAlive().getInterval() + ".");
		}
		backoff();
		checkBundle(services.sslBundles());
		checkCredentials();
	}

	private void positive(String name, Duration value) {
		if (value.isZero() || value.isNegative()) {
			throw invalid(name, value, "It must be more than zero.");
		}
	}

	private void checkBundle(@Nullable SslBundles bundles) {
		String bundle = bundle();
		if (bundle == null) {
			return;
		}
		List<String> known = (bundles != null) ? bundles.getBundleNames() : List.of();
		if (!known.contains(bundle)) {
			throw invalid("ssl.bundle", bundle, "There is no SSL bundle of that name"
					+ (known.isEmpty() ? "" : ": there is '" + String.join("', '", known) + "'")
					+ ". Define it as spring.ssl.bundle.pem." + bundle + " or spring.ssl.bundle.jks." + bundle + ".");
		}
	}

	private void checkCredentials() {
		PeerProperties.Credentials credentials = this.properties.getCredentials();
		boolean simple = credentials.getUsername() != null || credentials.getPassword() != null;
		if (simple && credentials.getBearerToken() != null) {
			throw invalid("credentials.bearer-token", "******",
					"There are a username or a password, too: a peer is told either those or a token.");
		}
		if (simple && credentials.getUsername() == null) {
			throw invalid("credentials.username", "", "There is a password, and it must say whose it is.");
		}
		if (simple && credentials.getPassword() == null) {
			throw invalid("credentials.password", "", "There is a username, and it needs a password.");
		}
	}

	@Nullable PeerCredentials credentials() {
		PeerProperties.Credentials credentials = this.properties.getCredentials();
		if (credentials.getBearerToken() != null) {
			return PeerCredentials.bearer(credentials.getBearerToken());
		}
		return (credentials.getUsername() != null && credentials.getPassword() != null)
				? PeerCredentials.simple(credentials.getUsername(), credentials.getPassword()) : null;
	}

	@Nullable String bundle() {
		return StringUtils.hasText(this.properties.getSsl().getBundle()) ? this.properties.getSsl().getBundle() : null;
	}

	Duration connectTimeout() {
		return this.properties.getConnectTimeout();
	}

	Backoff backoff() {
		PeerProperties.Reconnect reconnect = this.properties.getReconnect();
		if (reconnect.getBackoff().isNegative()) {
			throw invalid("reconnect.backoff", reconnect.getBackoff(), "It must not be negative.");
		}
		if (reconnect.getMaxBackoff().compareTo(reconnect.getBackoff()) < 0) {
			throw invalid("reconnect.max-backoff", reconnect.getMaxBackoff(),
					"It must not be less than 'reconnect.backoff', which is " + reconnect.getBackoff() + ".");
		}
		if (!(reconnect.getJitter() >= 0 && reconnect.getJitter() <= 1)) {
			throw invalid("reconnect.jitter", reconnect.getJitter(), "It must be from 0 to 1.");
		}
		return new Backoff(reconnect.getBackoff(), reconnect.getMaxBackoff(), reconnect.getJitter());
	}

	LoadbalanceStrategy strategy() {
		return switch (this.properties.getLoadBalancing()) {
			case ROUND_ROBIN -> BalancedTransport.roundRobin();
			case WEIGHTED -> BalancedTransport.weighted();
		};
	}

	RSocketConnector connector() {
		PeerProperties.KeepAlive keepAlive = this.properties.getKeepAlive();
		return RSocketTransport.connector(keepAlive.getInterval(), keepAlive.getMaxLifeTime());
	}

	PeerProperties.Discovery discovery() {
		return this.properties.getDiscovery();
	}

	@Nullable String uri() {
		return this.properties.getUri();
	}

	List<String> uris() {
		return this.properties.getUris();
	}

	InvalidConfigurationPropertyValueException invalid(String name, @Nullable Object value, @Nullable String reason) {
		return new InvalidConfigurationPropertyValueException(this.prefix + name, value, reason);
	}

}
