package io.tractor.boot.autoconfigure.peer;

import java.util.function.Consumer;

import javax.net.ssl.SSLException;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.plugins.InterceptorRegistry;
import io.tractor.rsocket.ContextSocketAcceptorInterceptor;
import io.tractor.runtime.Acceptor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;

/**
 * Makes connections to one peer as its settings say: secured, with credentials, and
 * customized.
 */
final class PeerConnector {

	private final String peer;

	private final PeerSettings settings;

	private final PeerAddresses addresses;

	private final PeerServices services;

	private final Acceptor contexts;

	PeerConnector(String peer, PeerSettings settings, PeerAddresses addresses, PeerServices services,
			Acceptor contexts) {
		this.peer = peer;
		this.settings = settings;
		this.addresses = addresses;
		this.services = services;
		this.contexts = contexts;
	}

	/**
	 * How to connect to an address.
	 * @param address where the peer is
	 * @param interceptors adds interceptors of our own
	 * @return makes a connection each time it is subscribed to, with the SSL bundle and
	 * the credentials of that moment
	 */
	Mono<RSocket> connect(String address, Consumer<InterceptorRegistry> interceptors) {
		RSocketConnector connector = this.settings.connector()
			.acceptor(ContextSocketAcceptorInterceptor.acceptor(this.contexts))
			.interceptors(interceptors::accept);
		PeerCredentials credentials = this.settings.credentials();
		PeerCredentialsSource source = this.services.credentials();
		if (credentials != null) {
			connector.setupPayload(Mono.fromSupplier(credentials::setup));
		}
		else if (source != null) {
			connector.setupPayload(Mono.fromCallable(() -> setup(source)).subscribeOn(Schedulers.boundedElastic()));
		}
		this.services.connectorCustomizers().forEach((customizer) -> customizer.customize(this.peer, connector));
		return Mono.defer(() -> {
			try {
				return connector.connect(this.addresses.parsed(address).transport(ssl()));
			}
			catch (SSLException ex) {
				return Mono.error(ex);
			}
		});
	}

	private @Nullable Payload setup(PeerCredentialsSource source) throws Exception {
		PeerCredentials credentials = source.credentials(this.peer);
		return (credentials != null) ? credentials.setup() : null;
	}

	private @Nullable SslContext ssl() throws SSLException {
		String name = this.settings.bundle();
		SslBundles bundles = this.services.sslBundles();
		if (name == null || bundles == null) {
			return null;
		}
		SslBundle bundle = bundles.getBundle(name);
		SslContextBuilder builder = SslContextBuilder.forClient()
			.keyManager(bundle.getManagers().getKeyManagerFactory())
			.trustManager(bundle.getManagers().getTrustManagerFactory())
			.endpointIdentificationAlgorithm("HTTPS");
		SslOptions options = bundle.getOptions();
		if (options.getEnabledProtocols() != null) {
			builder.protocols(options.getEnabledProtocols());
		}
		if (options.getCiphers() != null) {
			builder.ciphers(SslOptions.asSet(options.getCiphers()));
		}
		return builder.build();
	}

}
