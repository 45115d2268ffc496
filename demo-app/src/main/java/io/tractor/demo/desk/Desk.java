package io.tractor.demo.desk;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.tractor.ContextCancelledException;
import io.tractor.EndOfChannelException;
import io.tractor.MsgStream;
import io.tractor.Portal;
import io.tractor.TransportClosedException;
import io.tractor.demo.search.FileSearch;
import io.tractor.demo.search.Refine;
import io.tractor.demo.search.SearchEvent;
import io.tractor.demo.search.SearchEvent.Match;
import io.tractor.demo.search.SearchEvent.Progress;
import io.tractor.demo.search.SearchEvent.Refined;
import io.tractor.scope.Nursery;

/**
 * Asks all workers the same at once and shows what they find as it comes.
 */
public final class Desk {

	private final List<Portal> workers;

	private final Terminal terminal;

	/**
	 * A desk.
	 * @param workers the workers
	 * @param terminal where to show what they find
	 */
	public Desk(Collection<Portal> workers, Terminal terminal) {
		this.workers = List.copyOf(workers);
		this.terminal = terminal;
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
	 * matches enough the others are cancelled. A worker that is lost costs its own part
	 * only; a query that one refuses is refused.
	 * @param query what to ask
	 * @return what came of it
	 * @throws io.tractor.RemoteActorException if a worker refused the query or failed
	 */
	public Findings ask(Query query) {
		Findings findings = new Findings(this.workers.stream().map(Portal::peer).toList());
		AtomicInteger missing = new AtomicInteger((query.limit() > 0) ? query.limit() : Integer.MAX_VALUE);
		Nursery.run((nursery) -> {
			for (int i = 0; i < this.workers.size(); i++) {
				Portal worker = this.workers.get(i);
				Finding finding = findings.parts().get(i);
				nursery.start(() -> ask(worker, query, finding, (match) -> {
					int left = missing.decrementAndGet();
					if (left >= 0) {
						finding.matched();
						this.terminal.match(finding.worker(), match);
					}
					if (left <= 0) {
						nursery.cancel();
					}
				}, () -> this.terminal.progress(findings)));
			}
		});
		this.terminal.endProgress();
		findings.ended();
		return findings;
	}

	private void ask(Portal worker, Query query, Finding finding, Consumer<Match> onMatch, Runnable onEvent) {
		try {
			worker.context(FileSearch::search, query.pattern(), query.root()).open((ctx, plan) -> {
				finding.began(ctx, plan);
				this.terminal.note("%s searches %d files of %s".formatted(worker.peer(), plan.files(), plan.root()));
				ctx.stream((stream) -> {
					for (SearchEvent event : stream) {
						if (event instanceof Match match) {
							onMatch.accept(match);
							if (query.refine() != null && finding.refine()) {
								send(query.refine(), stream);
							}
						}
						else if (event instanceof Progress progress) {
							finding.progressed(progress.files());
						}
						else if (event instanceof Refined refined) {
							this.terminal.note(worker.peer() + " now reports only " + refined.refine());
						}
						onEvent.run();
					}
				});
			});
		}
		catch (TransportClosedException | ContextCancelledException ex) {
			// Kept in here: out of this task it would end the nursery, and with it the
			// other workers' part.
			finding.failed(ex);
			this.terminal.problem("desk: " + finding.problem());
		}
		finally {
			finding.ended();
		}
	}

	private static void send(Refine refine, MsgStream<?, Refine> stream) {
		try {
			stream.send(refine);
		}
		catch (EndOfChannelException ex) {
			// The search is over, and what is still to be read was found before.
		}
	}

}
