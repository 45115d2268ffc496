package io.tractor.boot.autoconfigure.actuate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.tractor.ActorId;
import io.tractor.Side;
import io.tractor.StreamStatistics;
import io.tractor.runtime.Actor;
import io.tractor.runtime.ActorStatistics;
import io.tractor.runtime.ContextSnapshot;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@link Endpoint} that shows the live contexts of the application's actor, and cancels
 * one at the wish of its operator.
 */
@Endpoint(id = "tractor")
public final class TractorEndpoint {

	private final Actor actor;

	/**
	 * An endpoint.
	 * @param actor whose contexts it shows
	 */
	public TractorEndpoint(Actor actor) {
		this.actor = actor;
	}

	/**
	 * All contexts that are live: those that were opened in the task of one that is
	 * served are below it.
	 * @return the actor, its numbers and its contexts
	 */
	@ReadOperation
	public ActorDescriptor actor() {
		Map<String, List<ContextSnapshot>> inside = new HashMap<>();
		List<ContextSnapshot> all = this.actor.contexts();
		for (ContextSnapshot context : all) {
			if (context.parent() != null) {
				inside.computeIfAbsent(context.parent(), (parent) -> new ArrayList<>()).add(context);
			}
		}
		List<ContextDescriptor> roots = new ArrayList<>();
		for (ContextSnapshot context : all) {
			if (context.side() == Side.CHILD) {
				// Peers choose ids: of two with the same one, the first has them.
				List<ContextSnapshot> children = Objects.requireNonNullElse(inside.remove(context.id()), List.of());
				roots.add(ContextDescriptor.of(context, children.stream().map(ContextDescriptor::of).toList()));
			}
		}
		for (ContextSnapshot context : all) {
			if (context.side() == Side.PARENT && (context.parent() == null || inside.containsKey(context.parent()))) {
				roots.add(ContextDescriptor.of(context));
			}
		}
		return new ActorDescriptor(this.actor.id().name(), this.actor.id().uuid(), this.actor.statistics(), roots);
	}

	/**
	 * One context, with what its task does now.
	 * @param id the context's id
	 * @return the context, or null if there is no such one
	 */
	@ReadOperation
	public @Nullable ContextDetails context(@Selector String id) {
		List<ContextDescriptor> sides = this.actor.contexts()
			.stream()
			.filter((context) -> context.id().equals(id))
			.map(ContextDescriptor::of)
			.toList();
		if (sides.isEmpty()) {
			return null;
		}
		Map<String, List<String>> threads = new TreeMap<>();
		this.actor.stacks(id)
			.forEach((thread, stack) -> threads.put(thread, stack.stream().map(StackTraceElement::toString).toList()));
		return new ContextDetails(sides, threads);
	}

	/**
	 * Cancels a context that this application serves. Its opener sees that this
	 * application's actor has done it. Returns at once.
	 * @param id the context's id
	 * @return whether there is such a context, and nothing had cut it off before
	 */
	@WriteOperation
	public Cancellation cancel(@Selector String id) {
		return new Cancellation(this.actor.cancel(id));
	}

	private static String lower(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	/**
	 * An actor and its live contexts.
	 *
	 * @param name its name
	 * @param uuid its id, of this run
	 * @param statistics what it has done so far
	 * @param contexts the contexts it serves, and those it has opened elsewhere
	 */
	public record ActorDescriptor(String name, String uuid, ActorStatistics statistics,
			List<ContextDescriptor> contexts) {

	}

	/**
	 * One side of a live context.
	 *
	 * @param id the context's id, the same on both sides
	 * @param endpoint the endpoint's name
	 * @param side {@code parent}: opened here, or {@code child}: served here
	 * @param peer the actor of the other side, or null if it has not answered yet
	 * @param parent the id of the context in whose task it was opened, or null
	 * @param state where it stands
	 * @param age how long ago it began
	 * @param deadline how long it may still take, or null
	 * @param stream what went through the stream, and what is buffered
	 * @param cancelled whether it was asked to cancel
	 * @param canceller the actor that asked, or null
	 * @param zombie whether its opener has gone on without it
	 * @param contexts the contexts opened in its task
	 */
	public record ContextDescriptor(String id, String endpoint, String side, @Nullable String peer,
			@Nullable String parent, String state, Duration age, @Nullable Duration deadline, StreamStatistics stream,
			boolean cancelled, @Nullable String canceller, boolean zombie, List<ContextDescriptor> contexts) {

		static ContextDescriptor of(ContextSnapshot context) {
			return of(context, List.of());
		}

		static ContextDescriptor of(ContextSnapshot context, List<ContextDescriptor> contexts) {
			return new ContextDescriptor(context.id(), context.endpoint(), lower(context.side()), text(context.peer()),
					context.parent(), context.state().toLowerCase(Locale.ROOT), context.age(), context.deadline(),
					context.stream(), context.cancelled(), text(context.canceller()), context.zombie(), contexts);
		}

		private static @Nullable String text(@Nullable ActorId actor) {
			return (actor != null) ? actor.toString() : null;
		}

	}

	/**
	 * One context in detail.
	 *
	 * @param sides the sides that this actor has: one, but for a context to itself
	 * @param threads the stacks of the endpoint's task and its nurseries by thread, if it
	 * is served here, topmost frame first
	 */
	public record ContextDetails(List<ContextDescriptor> sides, Map<String, List<String>> threads) {

	}

	/**
	 * What became of the wish to cancel.
	 *
	 * @param cancelled whether it was cancelled by this
	 */
	public record Cancellation(boolean cancelled) {

	}

}
