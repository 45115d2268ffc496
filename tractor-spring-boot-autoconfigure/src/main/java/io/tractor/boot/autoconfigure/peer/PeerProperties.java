package io.tractor.boot.autoconfigure.peer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What can be configured of a peer.
 */
public class PeerProperties {

	/**
	 * Where the peer is, such as 'tcp://host:7000' or 'ws://host:8080/rsocket', or which
	 * service it is, 'discovery://service'.
	 */
	private @Nullable String uri;

	/**
	 * Where the peer is, if it has several addresses: contexts are spread over them.
	 */
	private List<String> uris = new ArrayList<>();

	/**
	 * How one of several addresses is selected for a context.
	 */
	private LoadBalancing loadBalancing = LoadBalancing.ROUND_ROBIN;

	/**
	 * How long making a connection may take.
	 */
	private Duration connectTimeout = Duration.ofSeconds(10);

	private final KeepAlive keepAlive = new KeepAlive();

	private final Reconnect reconnect = new Reconnect();

	private final Ssl ssl = new Ssl();

	private final Credentials credentials = new Credentials();

	private final Discovery discovery = new Discovery();

	public @Nullable String getUri() {
		return this.uri;
	}

	public void setUri(@Nullable String uri) {
		this.uri = uri;
	}

	public List<String> getUris() {
		return this.uris;
	}

	public void setUris(List<String> uris) {
		this.uris = uris;
	}

	public LoadBalancing getLoadBalancing() {
		return this.loadBalancing;
	}

	public void setLoadBalancing(LoadBalancing loadBalancing) {
		this.loadBalancing = loadBalancing;
	}

	public Duration getConnectTimeout() {
		return this.connectTimeout;
	}

	public void setConnectTimeout(Duration connectTimeout) {
		this.connectTimeout = connectTimeout;
	}

	public KeepAlive getKeepAlive() {
		return this.keepAlive;
	}

	public Reconnect getReconnect() {
		return this.reconnect;
	}

	public Ssl getSsl() {
		return this.ssl;
	}

	public Credentials getCredentials() {
		return this.credentials;
	}

	public Discovery getDiscovery() {
		return this.discovery;
	}

	/**
	 * How one of several addresses is selected.
	 */
	public enum LoadBalancing {

		/** One after the other. */
		ROUND_ROBIN,

		/** Of two at random the one with fewer live contexts of this application. */
		WEIGHTED

	}

	/**
	 * How a lost connection is noticed that nobody has closed.
	 */
	public static class KeepAlive {

		/**
		 * How often the peer is asked for a sign of life.
		 */
		private Duration interval = Duration.ofSeconds(20);

		/**
		 * After what time without one the connection is lost.
		 */
		private Duration maxLifeTime = Duration.ofSeconds(90);

		public Duration getInterval() {
			return this.interval;
		}

		public void setInterval(Duration interval) {
			this.interval = interval;
		}

		public Duration getMaxLifeTime() {
			return this.maxLifeTime;
		}

		public void setMaxLifeTime(Duration maxLifeTime) {
			this.maxLifeTime = maxLifeTime;
		}

	}

	/**
	 * For how long an address is left alone after a failed attempt to connect.
	 */
	public static class Reconnect {

		/**
		 * For how long after the first failed attempt; twice as long after each further
		 * one.
		 */
		private Duration backoff = Duration.ofMillis(100);

		/**
		 * For how long at most.
		 */
		private Duration maxBackoff = Duration.ofSeconds(5);

		/**
		 * Which part of it is up to chance, from 0 to 1.
		 */
		private double jitter = 0.5;

		public Duration getBackoff() {
			return this.backoff;
		}

		public void setBackoff(Duration backoff) {
			this.backoff = backoff;
		}

		public Duration getMaxBackoff() {
			return this.maxBackoff;
		}

		public void setMaxBackoff(Duration maxBackoff) {
			this.maxBackoff = maxBackoff;
		}

		public double getJitter() {
			return this.jitter;
		}

		public void setJitter(double jitter) {
			this.jitter = jitter;
		}

	}

	/**
	 * TLS.
	 */
	public static class Ssl {

		/**
		 * Name of the SSL bundle that connections to the peer are secured with.
		 */
		private @Nullable String bundle;

		public @Nullable String getBundle() {
			return this.bundle;
		}

		public void setBundle(@Nullable String bundle) {
			this.bundle = bundle;
		}

	}

	/**
	 * Who this application is to the peer.
	 */
	public static class Credentials {

		/**
		 * Name of the user this application is to the peer.
		 */
		private @Nullable String username;

		/**
		 * Password of that user.
		 */
		private @Nullable String password;

		/**
		 * Token that tells the peer who this application is, in place of user and
		 * password.
		 */
		private @Nullable String bearerToken;

		public @Nullable String getUsername() {
			return this.username;
		}

		public void setUsername(@Nullable String username) {
			this.username = username;
		}

		public @Nullable String getPassword() {
			return this.password;
		}

		public void setPassword(@Nullable String password) {
			this.password = password;
		}

		public @Nullable String getBearerToken() {
			return this.bearerToken;
		}

		public void setBearerToken(@Nullable String bearerToken) {
			this.bearerToken = bearerToken;
		}

	}

	/**
	 * A peer that is found by the name of its service.
	 */
	public static class Discovery {

		/**
		 * How often the instances of the service are looked up; sooner if one of them is
		 * lost.
		 */
		private Duration refreshInterval = Duration.ofSeconds(15);

		/**
		 * How to get to instances that do not say: 'tcp', 'ws' or 'wss'.
		 */
		private String scheme = "tcp";

		/**
		 * Path of web sockets to instances that do not say.
		 */
		private String path = "/";

		public Duration getRefreshInterval() {
			return this.refreshInterval;
		}

		public void setRefreshInterval(Duration refreshInterval) {
			this.refreshInterval = refreshInterval;
		}

		public String getScheme() {
			return this.scheme;
		}

		public void setScheme(String scheme) {
			this.scheme = scheme;
		}

		public String getPath() {
			return this.path;
		}

		public void setPath(String path) {
			this.path = path;
		}

	}

}
