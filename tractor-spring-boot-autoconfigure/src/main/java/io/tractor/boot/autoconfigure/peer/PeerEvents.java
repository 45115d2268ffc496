package io.tractor.boot.autoconfigure.peer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes what becomes of connections, away from the event loops that tell it: one
 * after the other, as it happened.
 */
final class PeerEvents {

	private static final Logger logger = LoggerFactory.getLogger(PeerEvents.class);

	private final ApplicationEventPublisher publisher;

	private final Scheduler.Worker worker = Schedulers.boundedElastic().createWorker();

	PeerEvents(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
	}

	/** What is to be told of one peer's connections. */
	Connections.Watcher of(String peer) {
		return new Connections.Watcher() {

			@Override
			public void connected(String address) {
				publish(new PeerConnectedEvent(peer, address));
			}

			@Override
			public void lost(String address, @Nullable Throwable cause) {
				publish(new PeerLostEvent(peer, address, cause));
			}

		};
	}

	private void publish(Object event) {
		if (this.worker.isDisposed()) {
			return;
		}
		this.worker.schedule(() -> {
			try {
				this.publisher.publishEvent(event);
			}
			catch (RuntimeException ex) {
				logger.warn("A listener of {} failed", event, ex);
			}
		});
	}

	/** Publishes no more. */
	void close() {
		this.worker.dispose();
	}

}
