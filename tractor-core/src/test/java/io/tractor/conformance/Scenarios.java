package io.tractor.conformance;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.tractor.ContextAction;
import io.tractor.ContextBody;
import io.tractor.ContextSpec;
import io.tractor.Portal;
import io.tractor.StreamAction;
import io.tractor.TractorContext;
import io.tractor.runtime.Actor;
import io.tractor.runtime.ActorBuilder;
import io.tractor.runtime.ActorLimits;
import io.tractor.runtime.ActorSettings;
import io.tractor.runtime.ContextListener;
import io.tractor.runtime.ContextSnapshot;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two actors and what is between them: P opens contexts through {@link #context()}, C is
 * what {@link #child} is told to do. Nothing of a test may be left when it ends: no
 * context on any side, no thread of a task, no interrupt.
 */
@ExtendWith(BufferLeaks.class)
abstract class Scenarios {

	/** For sleeps that are to be cut off. */
	static final long LONG = 60_000;

	@Parameter(0)
	Wire wire;

	/** What C does. */
	final Scripted child = new Scripted();

	/** To be set before the first context. */
	ActorSettings settings = ActorSettings.DEFAULT;

	/** To be set before an actor is asked for the first time. */
	ActorLimits limits = ActorLimits.DEFAULT;

	/** To be added to before the first context: told of all actors' contexts. */
	final List<ContextListener> listeners = new ArrayList<>();

	private final List<Actor> actors = new ArrayList<>();

	private final Deque<Wire.Line> lines = new ArrayDeque<>();

	private @Nullable Actor near;

	private @Nullable Actor far;

	private @Nullable Portal portal;

	/** P's actor. */
	final Actor near() {
		if (this.near == null) {
			this.near = actor("near");
		}
		return this.near;
	}

	/** C's actor. */
	final Actor far() {
		if (this.far == null) {
			this.far = actor("far", endpoint());
		}
		return this.far;
	}

	/** What C is: runs the script of {@link #child}. */
	Object endpoint() {
		return this.child;
	}

	final Portal portal() {
		if (this.portal == null) {
			this.portal = connect(near(), far());
		}
		return this.portal;
	}

	/** A context to {@link #child}. */
	ContextSpec<String, Integer, Integer, Object> context() {
		return portal().context(Scripted::run);
	}

	/** Opens a context with a body that owes no value. */
	<X extends Exception> void open(ContextAction<String, Integer, Integer, Object, X> body) throws X {
		context().open(body);
	}

	/** Opens a context with a body that owes a value. */
	<T extends @Nullable Object, X extends Exception> T openFor(
			ContextBody<String, Integer, Integer, Object, T, X> body) throws X {
		return context().open(body);
	}

	/** C calls {@code started}, and then does what does not end by itself. */
	final void childDoes(ChildDoes does) {
		this.child.does((ctx) -> {
			ctx.started("up");
			does.run(ctx);
			return "not cut off";
		});
	}

	/** {@code ctx.stream} for what the compiler cannot tell a body from an action of. */
	static <I, O, X extends Exception> void stream(TractorContext<I, O> ctx, StreamAction<I, O, X> action) throws X {
		ctx.stream(action);
	}

	final Actor actor(String name, Object... beans) {
		ActorBuilder builder = Actor.builder(name)
			.settings(this.settings)
			.limits(this.limits)
			.listeners(this.listeners);
		for (Object bean : beans) {
			builder.endpoints(bean);
		}
		Actor actor = builder.build();
		this.actors.add(actor);
		return actor;
	}

	final Portal connect(Actor from, Actor to) {
		this.lines.push(this.wire.to(to, from));
		return from.portal(to.id().name(), line().transport());
	}

	/** The way that was connected last. */
	final Wire.Line line() {
		return this.lines.element();
	}

	/** Waits until no context is live in any actor. */
	final void untilIdle() {
		Awaitility.await("all contexts to end")
			.atMost(Wire.PATIENCE)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.pollInSameThread()
			.untilAsserted(() -> assertThat(contexts()).as("live contexts").isEmpty());
	}

	private List<ContextSnapshot> contexts() {
		return this.actors.stream().flatMap((actor) -> actor.contexts().stream()).toList();
	}

	@AfterEach
	void nothingIsLeft() {
		boolean interrupted = Thread.interrupted();
		try {
			untilIdle();
			Threads.untilNoneRuns();
		}
		finally {
			this.lines.forEach(Wire.Line::close);
		}
		assertThat(interrupted).as("an interrupt was left behind").isFalse();
	}

}
