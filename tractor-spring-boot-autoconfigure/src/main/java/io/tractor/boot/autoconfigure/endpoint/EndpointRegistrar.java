package io.tractor.boot.autoconfigure.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.tractor.runtime.Actor;
import io.tractor.runtime.Endpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Has the actor serve the {@code @Context} and {@code @Stream} methods of all beans, once
 * all singletons are there and before any server starts. An endpoint that a user's own
 * actor serves already is left to it.
 */
public final class EndpointRegistrar implements SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(EndpointRegistrar.class);

	/** What serves contexts, and may be absent from the class path. */
	private static final List<String> SERVERS = List.of(
			"org.springframework.boot.rsocket.context.RSocketServerBootstrap",
			"org.springframework.boot.rsocket.autoconfigure.RSocketWebSocketNettyRouteProvider",
			"io.rsocket.transport.netty.server.CloseableChannel");

	private final Actor actor;

	private final ConfigurableListableBeanFactory beanFactory;

	private final boolean hasPeers;

	private final @Nullable ArgumentCheck check;

	/**
	 * A registrar.
	 * @param actor what is to serve the endpoints
	 * @param beanFactory what has the beans
	 * @param hasPeers whether the application connects to peers, which can open contexts
	 * back, so that it needs no server
	 * @param check what the arguments of the endpoints are held against, or null
	 */
	public EndpointRegistrar(Actor actor, ConfigurableListableBeanFactory beanFactory, boolean hasPeers,
			@Nullable ArgumentCheck check) {
		this.check = check;
		this.actor = actor;
		this.beanFactory = beanFactory;
		this.hasPeers = hasPeers;
	}

	@Override
	public void afterSingletonsInstantiated() {
		Map<String, EndpointBean> beans = new LinkedHashMap<>();
		Set<String> served = Set.copyOf(this.actor.endpoints());
		for (EndpointBean bean : EndpointBean.allOf(this.beanFactory, this.check)) {
			Endpoint endpoint = bean.endpoint();
			if (served.contains(endpoint.name())) {
				logger.debug("Endpoint '{}' is served by {} already, without {}", endpoint.name(), this.actor, bean);
				continue;
			}
			if (endpoint.codec() != null && !this.actor.codecs().contains(endpoint.codec())) {
				throw InvalidEndpointException.unknownCodec(bean, endpoint.codec(), this.actor.codecs());
			}
			EndpointBean other = beans.putIfAbsent(endpoint.name(), bean);
			if (other != null) {
				throw InvalidEndpointException.sameName(endpoint.name(), other, bean);
			}
		}
		if (!beans.isEmpty() && !hasServer()) {
			if (!this.hasPeers) {
				throw new MissingServerException(beans.keySet());
			}
			logger.info("Endpoints {} are served only to the peers this application connects to, "
					+ "for there is no RSocket server", beans.keySet());
		}
		this.actor.serve(beans.values().stream().map(EndpointBean::endpoint).toList());
	}

	private boolean hasServer() {
		ClassLoader loader = this.beanFactory.getBeanClassLoader();
		return SERVERS.stream()
			.filter((name) -> ClassUtils.isPresent(name, loader))
			.map((name) -> ClassUtils.resolveClassName(name, loader))
			.anyMatch((type) -> this.beanFactory.getBeanNamesForType(type, true, false).length > 0);
	}

}
