package io.tractor.boot.test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import io.rsocket.core.RSocketConnector;
import io.tractor.Portal;
import io.tractor.Side;
import io.tractor.runtime.Actor;
import io.tractor.runtime.Endpoint;
import io.tractor.runtime.Transport;

/**
 * An actor beside that of the application under test, from which a test opens contexts to
 * it: the application sees a peer with a name and an id of its own. What a test class
 * leaves open is cancelled when the class has run; the connections are closed with the
 * application's context. Thread-safe.
 */
public final class TestActor implements AutoCloseable {

	private final Actor actor;

	private final String application;

	private final Function<Consumer<RSocketConnector>, Transport> transports;

	private final List<Transport> opened = new ArrayList<>();

	/**
	 * An actor. Connects when a context is opened first.
	 * @param actor the actor, which is closed with this
	 * @param application the name of the application under test
	 * @param transports makes a way to it, over a connection customized so
	 */
	public TestActor(Actor actor, String application, Function<Consumer<RSocketConnector>, Transport> transports) {
		this.actor = actor;
		this.application = application;
		this.transports = transports;
	}

	/**
	 * The actor itself: its id is what the application sees as peer and canceller.
	 * @return the actor
	 */
	public Actor actor() {
		return this.actor;
	}

	/**
	 * A portal to the application, over a connection of its own.
	 * @return the portal
	 */
	public Portal portal() {
		return portal((connector) -> {
		});
	}

	/**
	 * A portal to the application, over a connection of its own that is made in a special
	 * way: with the credentials of a user, for example.
	 * @param customizer customizes how the connection is made
	 * @return the portal
	 */
	public Portal portal(Consumer<RSocketConnector> customizer) {
		Transport transport = this.transports.apply(customizer);
		synchronized (this.opened) {
			this.opened.add(transport);
		}
		return this.actor.portal(this.application, transport);
	}

	/**
	 * Serves the endpoints of a bean to the application, which opens them over the
	 * connection that it was asked by, with {@link io.tractor.ChildContext#peer()}.
	 * @param bean an object with {@code @Context} methods
	 * @throws IllegalArgumentException if it has none that can be served, or one of a
	 * name that is served already
	 */
	public void serve(Object bean) {
		List<Endpoint> endpoints = Endpoint.allOf(bean);
		if (endpoints.isEmpty()) {
			throw new IllegalArgumentException(
					bean.getClass().getName() + " has no public method with a @Context annotation");
		}
		this.actor.serve(endpoints);
	}

	/**
	 * Cancels all contexts that are live in this actor. New ones may be opened
	 * afterwards.
	 */
	public void cancelAll() {
		if (this.actor.live(Side.PARENT) + this.actor.live(Side.CHILD) > 0) {
			this.actor.close();
			this.actor.reopen();
		}
	}

	/**
	 * Cancels all contexts, and closes the connections.
	 */
	@Override
	public void close() {
		this.actor.close();
		synchronized (this.opened) {
			this.opened.forEach(Transport::close);
		}
	}

}
