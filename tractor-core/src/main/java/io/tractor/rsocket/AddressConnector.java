package io.tractor.rsocket;

import java.util.function.Consumer;

import io.rsocket.RSocket;
import io.rsocket.plugins.InterceptorRegistry;
import reactor.core.publisher.Mono;

/**
 * Makes connections to the addresses of a peer.
 */
@FunctionalInterface
public interface AddressConnector {

	/**
	 * How to connect to an address.
	 * @param address the address
	 * @param interceptors to be given to
	 * {@link io.rsocket.core.RSocketConnector#interceptors}
	 * @return makes a connection each time it is subscribed to
	 */
	Mono<? extends RSocket> connect(String address, Consumer<InterceptorRegistry> interceptors);

}
