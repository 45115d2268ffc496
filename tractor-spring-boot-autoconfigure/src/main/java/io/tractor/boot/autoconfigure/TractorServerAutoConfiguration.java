package io.tractor.boot.autoconfigure;

import java.util.List;

import io.rsocket.plugins.SocketAcceptorInterceptor;
import io.tractor.boot.autoconfigure.server.ContextAcceptor;

import org.springframework.boot.autoconfigure.AbstractDependsOnBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.rsocket.context.RSocketServerBootstrap;
import org.springframework.boot.rsocket.server.RSocketServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for serving contexts on Boot's
 * RSocket server, beside whatever else is served there.
 */
@AutoConfiguration(after = TractorAutoConfiguration.class)
@ConditionalOnClass(RSocketServerCustomizer.class)
@ConditionalOnBean(ContextAcceptor.class)
public final class TractorServerAutoConfiguration {

	/**
	 * How many bytes a payload takes at most that is put together from fragments. The
	 * server is that of the application's other handlers, too, so this is far more than a
	 * context needs; but RSocket itself has no bound.
	 */
	static final int MAX_PAYLOAD = 64 * 1024 * 1024;

	/** The first, so that the application's own win. */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	RSocketServerCustomizer tractorPayloadBound() {
		return (server) -> server.maxInboundPayloadSize(MAX_PAYLOAD);
	}

	/**
	 * The first interceptor is the innermost; put there after all others, this one has
	 * them all around it, security among them.
	 */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	RSocketServerCustomizer tractorRSocketServerCustomizer(ContextAcceptor acceptor) {
		return (server) -> server.interceptors((registry) -> registry
			.forSocketAcceptor((List<SocketAcceptorInterceptor> interceptors) -> interceptors.add(0, acceptor)));
	}

	@Bean
	static TractorLifecycleDependsOnServer tractorLifecycleDependsOnServer() {
		return new TractorLifecycleDependsOnServer();
	}

	/**
	 * Within a phase, what depends on another is stopped before it.
	 */
	static final class TractorLifecycleDependsOnServer extends AbstractDependsOnBeanFactoryPostProcessor {

		TractorLifecycleDependsOnServer() {
			super(TractorLifecycle.class, RSocketServerBootstrap.class);
		}

	}

}
