package io.tractor.demo.watch;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.tractor.ActorId;
import io.tractor.runtime.Actor;
import io.tractor.runtime.ContextBeginning;
import io.tractor.runtime.ContextEnd;
import io.tractor.runtime.ContextListener;
import io.tractor.runtime.ContextSnapshot;
import io.tractor.runtime.ContextWatch;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what an actor forgets: how its latest contexts ended. As a bean it is told of
 * every context.
 */
public final class Journal implements ContextListener {

	private static final int KEPT = 12;

	private final Map<ContextBeginning, Instant> live = new ConcurrentHashMap<>();

	private final Deque<ContextView> ended = new ArrayDeque<>();

	@Override
	public @Nullable ContextWatch began(ContextBeginning context, Map<String, String> headers) {
		if (context.endpoint().equals(ActorWatch.NAME)) {
			return null;
		}
		Instant began = Instant.now();
		this.live.put(context, began);
		return new ContextWatch() {

			@Override
			public void ended(ContextEnd end) {
				keep(new ContextView(context.id(), context.endpoint(), lower(context.side()), context.peer(),
						lower(end.kind()), true, name(end.canceller()), end.stream().sent(), end.stream().received(),
						began));
				Journal.this.live.remove(context);
			}

		};
	}

	private void keep(ContextView context) {
		synchronized (this.ended) {
			this.ended.addLast(context);
			if (this.ended.size() > KEPT) {
				this.ended.removeFirst();
			}
		}
	}

	/**
	 * The actor as it is now.
	 * @param actor the actor that tells this journal of its contexts
	 * @return what it does, and what it has done lately
	 */
	public ActorView view(Actor actor) {
		List<ContextView> contexts = new ArrayList<>();
		// Those that are live first: what ends meanwhile is seen as it ended.
		Map<String, ContextSnapshot> snapshots = new ConcurrentHashMap<>();
		actor.contexts().forEach((snapshot) -> snapshots.put(snapshot.id() + snapshot.side(), snapshot));
		this.live.forEach((context, began) -> {
			ContextSnapshot snapshot = snapshots.get(context.id() + context.side());
			if (snapshot != null) {
				contexts.add(live(context, began, snapshot));
			}
		});
		synchronized (this.ended) {
			contexts.removeIf((context) -> this.ended.stream()
				.anyMatch((other) -> other.id().equals(context.id()) && other.side().equals(context.side())));
			contexts.addAll(this.ended);
		}
		contexts.sort(Comparator.comparing(ContextView::began).thenComparing(ContextView::id));
		return new ActorView(actor.id().name(), actor.id().toString(), contexts);
	}

	private static ContextView live(ContextBeginning context, Instant began, ContextSnapshot snapshot) {
		String state = snapshot.zombie() ? "zombie" : snapshot.cancelled() ? "cancelling" : lower(snapshot.state());
		return new ContextView(context.id(), context.endpoint(), lower(context.side()), context.peer(), state, false,
				name(snapshot.canceller()), snapshot.stream().sent(), snapshot.stream().received(), began);
	}

	private static @Nullable String name(@Nullable ActorId actor) {
		return (actor != null) ? actor.name() : null;
	}

	private static String lower(Object constant) {
		return constant.toString().toLowerCase(Locale.ROOT);
	}

}
