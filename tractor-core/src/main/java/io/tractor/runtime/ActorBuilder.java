package io.tractor.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.tractor.ActorId;
import io.tractor.codec.Codec;
import io.tractor.codec.JacksonCodec;

/**
 * Builds an actor: what it is made of, with a default for each.
 */
public final class ActorBuilder {

	final ActorId id;

	ActorSettings settings = ActorSettings.DEFAULT;

	ActorLimits limits = ActorLimits.DEFAULT;

	ErrorDetail errors = ErrorDetail.ALL;

	final List<Endpoint> endpoints = new ArrayList<>();

	final List<ContextListener> listeners = new ArrayList<>();

	Principals principals = (request) -> null;

	List<Codec> codecs = List.of(JacksonCodec.cbor(), JacksonCodec.json());

	ActorBuilder(ActorId id) {
		this.id = id;
	}

	/**
	 * Sets how patient the actor is and how much it buffers.
	 * @param settings the settings
	 * @return this builder
	 */
	public ActorBuilder settings(ActorSettings settings) {
		this.settings = settings;
		return this;
	}

	/**
	 * Sets how much the actor takes from its peers, and gives to them.
	 * @param limits the limits
	 * @return this builder
	 */
	public ActorBuilder limits(ActorLimits limits) {
		this.limits = limits;
		return this;
	}

	/**
	 * Sets how much openers are told of what endpoints throw.
	 * @param errors what they are told
	 * @return this builder
	 */
	public ActorBuilder errors(ErrorDetail errors) {
		this.errors = errors;
		return this;
	}

	/**
	 * Adds endpoints.
	 * @param endpoints the endpoints
	 * @return this builder
	 */
	public ActorBuilder endpoints(Collection<Endpoint> endpoints) {
		this.endpoints.addAll(endpoints);
		return this;
	}

	/**
	 * Adds all endpoints of a bean.
	 * @param bean an object with {@code @Context} and {@code @Stream} methods
	 * @return this builder
	 */
	public ActorBuilder endpoints(Object bean) {
		return endpoints(Endpoint.allOf(bean));
	}

	/**
	 * Sets the codecs: the first is the one contexts are opened with, all are understood.
	 * @param codecs at least one
	 * @return this builder
	 */
	public ActorBuilder codecs(Codec... codecs) {
		if (codecs.length == 0) {
			throw new IllegalArgumentException("An actor needs a codec");
		}
		this.codecs = List.of(codecs);
		return this;
	}

	/**
	 * Sets the codecs to those of another actor.
	 * @param other the other actor
	 * @return this builder
	 */
	public ActorBuilder codecsOf(Actor other) {
		this.codecs = other.allCodecs();
		return this;
	}

	/**
	 * Adds listeners, who are told of every context on either side, in their order.
	 * @param listeners the listeners
	 * @return this builder
	 */
	public ActorBuilder listeners(Collection<? extends ContextListener> listeners) {
		this.listeners.addAll(listeners);
		return this;
	}

	/**
	 * Sets who knows who has opened a context. By default nobody does.
	 * @param principals tells it from what the request came with
	 * @return this builder
	 */
	public ActorBuilder principals(Principals principals) {
		this.principals = principals;
		return this;
	}

	/**
	 * Builds the actor.
	 * @return the actor
	 * @throws IllegalArgumentException if two endpoints have the same name, or one has a
	 * codec that is not among those of the actor, or the settings have a buffer that is
	 * beyond the limits
	 */
	public Actor build() {
		return new Actor(this);
	}

}
