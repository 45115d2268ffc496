package io.tractor.demo.watch;

import java.time.Duration;

import io.tractor.ChildContext;
import io.tractor.MsgStream;
import io.tractor.runtime.Actor;

/**
 * Serves those who watch this application's actor.
 */
public final class ActorWatchEndpoint implements ActorWatch {

	/** People do not see more. */
	private static final Duration INTERVAL = Duration.ofMillis(100);

	private final Actor actor;

	private final Journal journal;

	/**
	 * An endpoint.
	 * @param actor the actor
	 * @param journal what it tells of its contexts
	 */
	public ActorWatchEndpoint(Actor actor, Journal journal) {
		this.actor = actor;
		this.journal = journal;
	}

	@Override
	public void watch(ChildContext<ActorView, Void, ActorView> ctx) throws InterruptedException {
		ActorView first = this.journal.view(this.actor);
		ctx.started(first);
		ctx.stream((stream) -> {
			tell(stream, first);
		});
	}

	private void tell(MsgStream<Void, ActorView> stream, ActorView first) throws InterruptedException {
		ActorView told = first;
		while (true) {
			Thread.sleep(INTERVAL.toMillis());
			ActorView now = this.journal.view(this.actor);
			if (!now.equals(told)) {
				stream.send(now);
				told = now;
			}
		}
	}

}
