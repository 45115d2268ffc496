package io.tractor.demo.desk;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.tractor.ContextCancelledException;
import io.tractor.Portal;
import io.tractor.TransportClosedException;
import io.tractor.demo.search.FileSearch;
import io.tractor.demo.search.SearchEvent;
import io.tractor.demo.search.SearchEvent.Match;
import io.tractor.demo.search.SearchEvent.Progress;
import io.tractor.demo.search.SearchEvent.Refined;
import io.tractor.scope.Nursery;

/**
 * Asks all workers the same at once and tells what they find as it comes.
 */
public final class Desk {

	private final List<Portal> workers;

	/**
	 * A desk.
	 * @param workers the workers
	 */
	public Desk(Collection<Portal> workers) {
		this.workers = List.copyOf(workers);
	}

	/**
	 * How many workers it has.
	 * @return the count
	 */
	public int workers() {
		return this.workers.size();
	}

	/**
	 * Asks all workers, and returns when the last of them has ended. Once there are
	 * matches enough the others are cancelled, and all are if the calling thread is
	 * interrupted. A worker that is lost costs its own part only; a query that one
	 * refuses is refused.
	 * @param query what to ask
	 * @param audience whom to tell
	 * @return what came of it
	 * @throws io.tractor.RemoteActorException if a worker refused the query or failed
	 * @throws io.tractor.ScopeCancelledException if the thread was interrupted
	 */
	public Findings ask(Query query, Audience audience) {
		Findings findings = new Findings(this.workers.stream().map(Portal::peer).toList());
		Nursery.run((nursery) -> {
			Round round = new Round(query, audience, findings, nursery);
			audience.asked(findings);
			for (int i = 0; i < this.workers.size(); i++) {
				Portal worker = this.workers.get(i);
				Finding part = findings.parts().get(i);
				nursery.start(() -> {
					part.run(() -> round.ask(worker, part));
					audience.ended(part);
				});
			}
		});
		findings.ended();
		return findings;
	}

	/**
	 * One query, while it is being answered.
	 */
	private static final class Round {

		private final Query query;

		private final Audience audience;

		private final Findings findings;

		private final Nursery nursery;

		/** How many matches are still wanted, of all workers together. */
		private final AtomicInteger missing;

		Round(Query query, Audience audience, Findings findings, Nursery nursery) {
			this.query = query;
			this.audience = audience;
			this.findings = findings;
			this.nursery = nursery;
			this.missing = new AtomicInteger((query.limit() > 0) ? query.limit() : Integer.MAX_VALUE);
		}

		void ask(Portal worker, Finding part) throws InterruptedException {
			try {
				worker.context(FileSearch::search, this.query.pattern(), this.query.root(), this.query.pause())
					.open((ctx, plan) -> {
						part.began(ctx, plan);
						this.audience.began(part, plan);
						ctx.stream((stream) -> {
							part.streams(stream);
							for (SearchEvent event : stream) {
								take(event, part);
								this.audience.progressed(this.findings, part);
							}
						});
					});
			}
			catch (TransportClosedException | ContextCancelledException ex) {
				// Kept in here: out of this task it would end the nursery, and with it
				// the other workers' part.
				this.audience.failed(part, part.failed(ex));
			}
		}

		private void take(SearchEvent event, Finding part) throws InterruptedException {
			if (event instanceof Match match) {
				matched(match, part);
			}
			else if (event instanceof Progress progress) {
				part.progressed(progress.files());
			}
			else if (event instanceof Refined refined) {
				this.audience.refined(part, refined.refine());
			}
		}

		private void matched(Match match, Finding part) throws InterruptedException {
			int left = this.missing.decrementAndGet();
			if (left >= 0) {
				part.matched();
				this.audience.matched(part, match);
			}
			if (left <= 0) {
				this.nursery.cancel();
			}
			if (this.query.refine() != null && part.isTimeToRefine()) {
				part.refine(this.query.refine());
			}
		}

	}

}
