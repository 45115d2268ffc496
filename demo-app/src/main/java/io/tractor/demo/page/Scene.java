package io.tractor.demo.page;

import java.util.List;
import java.util.Locale;

import io.tractor.demo.watch.ActorView;
import org.jspecify.annotations.Nullable;

/**
 * All actors at one moment.
 *
 * @param desk this one
 * @param workers its workers
 */
record Scene(ActorView desk, List<Worker> workers) {

	/**
	 * A worker.
	 *
	 * @param name its name
	 * @param process {@code starting}, {@code running}, {@code killed} or {@code ended}
	 * @param pid the id of its process, or null if there is none
	 * @param actor what it tells of itself, or null if it does not
	 */
	record Worker(String name, String process, @Nullable Long pid, @Nullable ActorView actor) {

		static Worker of(WorkerProcess worker, @Nullable ActorView actor) {
			return new Worker(worker.name(), worker.state().name().toLowerCase(Locale.ROOT), worker.pid(), actor);
		}

	}

}
