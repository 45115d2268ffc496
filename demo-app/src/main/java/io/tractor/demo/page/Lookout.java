package io.tractor.demo.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.tractor.ContextCancelledException;
import io.tractor.Portal;
import io.tractor.ScopeCancelledException;
import io.tractor.TransportClosedException;
import io.tractor.demo.watch.ActorView;
import io.tractor.demo.watch.ActorWatch;
import io.tractor.demo.watch.Journal;
import io.tractor.runtime.Actor;
import io.tractor.scope.Nursery;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Sees what all actors do: watches each worker for as long as its process runs, in a
 * context of its own.
 */
final class Lookout implements SmartLifecycle {

	/** Before a worker that runs and could not be watched is tried again. */
	private static final long RETRY_MILLIS = 250;

	private final Actor desk;

	private final Journal journal;

	private final Map<WorkerProcess, Portal> portals = new LinkedHashMap<>();

	private final Map<String, ActorView> workers = new ConcurrentHashMap<>();

	private @Nullable Thread thread;

	Lookout(Actor desk, Journal journal, Crew crew, List<Portal> portals) {
		this.desk = desk;
		this.journal = journal;
		for (WorkerProcess worker : crew.workers()) {
			portals.stream()
				.filter((portal) -> portal.peer().equals(worker.name()))
				.forEach((portal) -> this.portals.put(worker, portal));
		}
	}

	/**
	 * All actors as they are now.
	 * @return the desk, and the workers as far as they are known
	 */
	Scene scene() {
		return new Scene(this.journal.view(this.desk),
				this.portals.keySet()
					.stream()
					.map((worker) -> Scene.Worker.of(worker, this.workers.get(worker.name())))
					.toList());
	}

	private void watch() {
		try {
			Nursery.run((nursery) -> {
				this.portals.forEach((worker, portal) -> nursery.start(() -> {
					watch(worker, portal);
				}));
			});
		}
		catch (ScopeCancelledException ex) {
			// The application ends.
		}
	}

	private void watch(WorkerProcess worker, Portal portal) throws InterruptedException {
		while (true) {
			worker.awaitRunning();
			try {
				portal.context(ActorWatch::watch).open((ctx, first) -> {
					this.workers.put(worker.name(), first);
					ctx.stream((stream) -> {
						for (ActorView view : stream) {
							this.workers.put(worker.name(), view);
						}
					});
				});
			}
			catch (TransportClosedException | ContextCancelledException ex) {
				// Its process has ended, or is about to.
			}
			finally {
				this.workers.remove(worker.name());
			}
			Thread.sleep(RETRY_MILLIS);
		}
	}

	@Override
	public void start() {
		Thread thread = new Thread(this::watch, "lookout");
		this.thread = thread;
		thread.setDaemon(true);
		thread.start();
	}

	/** An interrupt cancels the nursery, and with it the contexts it has opened. */
	@Override
	public void stop() {
		Thread thread = this.thread;
		this.thread = null;
		if (thread != null) {
			thread.interrupt();
			try {
				thread.join();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

}
