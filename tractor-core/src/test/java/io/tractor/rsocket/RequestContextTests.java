package io.tractor.rsocket;

import java.util.List;

import io.micrometer.context.ContextRegistry;
import io.rsocket.Payload;
import io.rsocket.plugins.RSocketInterceptor;
import io.rsocket.util.RSocketProxy;
import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.Portal;
import io.tractor.RemoteActorException;
import io.tractor.Stream;
import io.tractor.StreamSender;
import io.tractor.runtime.Actor;
import io.tractor.scope.Nursery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What an interceptor has put into a request's Reactor context, in the thread of the
 * endpoint's task and of its nurseries' tasks.
 */
@ParameterizedClass
@EnumSource(Wire.class)
class RequestContextTests {

	private static final String KEY = RequestContextTests.class.getName();

	private static final ThreadLocal<String> USER = new ThreadLocal<>();

	private final Pair pair;

	private volatile @Nullable String user = "ada";

	private @Nullable Portal portal;

	RequestContextTests(Wire wire) {
		this.pair = new Pair(wire);
	}

	@BeforeEach
	void connect() {
		ContextRegistry.getInstance().registerThreadLocalAccessor(KEY, USER);
		RSocketInterceptor security = (rsocket) -> new RSocketProxy(rsocket) {

			@Override
			public Flux<Payload> requestChannel(Publisher<Payload> payloads) {
				return known(super.requestChannel(payloads));
			}

			@Override
			public Flux<Payload> requestStream(Payload payload) {
				return known(super.requestStream(payload));
			}

		};
		this.pair.server((server) -> server.interceptors((registry) -> registry.forResponder(security)));
		this.pair.contexts(Actor.builder("far").endpoints(new Endpoints()).build());
		this.portal = Actor.builder("near").build().portal("far", this.pair.transport());
	}

	private Flux<Payload> known(Flux<Payload> request) {
		String user = this.user;
		return (user != null) ? request.contextWrite((context) -> context.put(KEY, user)) : request;
	}

	@AfterEach
	void close() {
		this.pair.close();
		ContextRegistry.getInstance().removeThreadLocalAccessor(KEY);
	}

	private Portal portal() {
		assertThat(this.portal).isNotNull();
		return this.portal;
	}

	@Test
	void isBoundInTheTaskAndItsNursery() {
		assertThat(portal().context(Endpoints::user).call()).containsExactly("ada", "ada");
	}

	@Test
	void isBoundForThatRequestOnly() {
		assertThat(portal().context(Endpoints::user).call()).containsExactly("ada", "ada");
		this.user = "grace";
		assertThat(portal().context(Endpoints::user).call()).containsExactly("grace", "grace");
		this.user = null;
		assertThat(portal().context(Endpoints::user).call()).containsExactly("nobody", "nobody");
	}

	@Test
	void isBoundInAOneWayStreamsTask() {
		String received = portal().openStreamFrom(Endpoints::users).open((stream) -> {
			return stream.receive();
		});
		assertThat(received).isEqualTo("ada");
	}

	@Test
	void whatFailsToBeBoundIsTheContextsFailure() {
		ContextRegistry.getInstance().registerThreadLocalAccessor(KEY, USER::get, (value) -> {
			throw new IllegalStateException("not bound");
		}, USER::remove);
		assertThatExceptionOfType(RemoteActorException.class).isThrownBy(() -> portal().context(Endpoints::user).call())
			.withMessageContaining("not bound");
	}

	/** Say who is bound to their threads. */
	static final class Endpoints {

		@Context
		public List<String> user(ChildContext<@Nullable Void, Void, Void> ctx) {
			ctx.started();
			String inNursery = Nursery.run((nursery) -> {
				return nursery.start(Endpoints::bound).get();
			});
			return List.of(bound(), inNursery);
		}

		@Stream
		public void users(StreamSender<String> users) {
			users.send(bound());
		}

		private static String bound() {
			String user = USER.get();
			return (user != null) ? user : "nobody";
		}

	}

}
