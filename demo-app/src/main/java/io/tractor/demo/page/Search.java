package io.tractor.demo.page;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;

import io.tractor.RemoteActorException;
import io.tractor.ScopeCancelledException;
import io.tractor.TractorException;
import io.tractor.demo.desk.Audience;
import io.tractor.demo.desk.Desk;
import io.tractor.demo.desk.Finding;
import io.tractor.demo.desk.Findings;
import io.tractor.demo.desk.Query;
import io.tractor.demo.page.PageEvent.Asked;
import io.tractor.demo.page.PageEvent.Began;
import io.tractor.demo.page.PageEvent.Ended;
import io.tractor.demo.page.PageEvent.Matched;
import io.tractor.demo.page.PageEvent.Narrowed;
import io.tractor.demo.page.PageEvent.PartEnded;
import io.tractor.demo.page.PageEvent.Progressed;
import io.tractor.demo.search.Plan;
import io.tractor.demo.search.Refine;
import io.tractor.demo.search.SearchEvent.Match;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

/**
 * One search for a browser, as the events that it is told. Between those who find and the
 * browser there is a short queue: when it is full they wait, their streams' credit runs
 * out, and so the workers wait for the browser.
 */
final class Search implements Audience {

	private static final int QUEUED = 256;

	private final String id = UUID.randomUUID().toString();

	private final BlockingQueue<PageEvent> events = new ArrayBlockingQueue<>(QUEUED);

	private final Desk desk;

	private final Query query;

	/** How many files of each part were told. */
	private final Map<Finding, Integer> told = new ConcurrentHashMap<>();

	private volatile @Nullable Findings findings;

	Search(Desk desk, Query query) {
		this.desk = desk;
		this.query = query;
	}

	String id() {
		return this.id;
	}

	/**
	 * Runs the search for the one who subscribes. A cancel of the subscription, which is
	 * what a browser's leaving comes to, interrupts the thread that has the contexts
	 * open: they are cancelled, and so are the workers' tasks.
	 * @return all that is waiting to be told, time and again until the end
	 */
	Flux<List<PageEvent>> run() {
		Flux<List<PageEvent>> told = Flux.<List<PageEvent>>generate(this::next)
			.subscribeOn(Schedulers.boundedElastic());
		Mono<List<PageEvent>> work = Mono.<List<PageEvent>>fromRunnable(this::ask)
			.subscribeOn(Schedulers.boundedElastic());
		return Flux.merge(1, told, work);
	}

	private void next(SynchronousSink<List<PageEvent>> sink) {
		try {
			List<PageEvent> batch = new ArrayList<>();
			batch.add(this.events.take());
			this.events.drainTo(batch);
			sink.next(batch);
			if (batch.get(batch.size() - 1) instanceof Ended) {
				sink.complete();
			}
		}
		catch (InterruptedException ex) {
			// Nobody listens any more.
			sink.complete();
		}
	}

	private void ask() {
		try {
			this.events.put(answer());
		}
		catch (InterruptedException | ScopeCancelledException ex) {
			// The browser has left, and the workers know.
		}
	}

	private Ended answer() {
		try {
			return new Ended(this.desk.ask(this.query, this).matches(), null);
		}
		catch (RemoteActorException ex) {
			return new Ended(matches(), ex.boxedMessage());
		}
		catch (ScopeCancelledException ex) {
			throw ex;
		}
		catch (TractorException ex) {
			return new Ended(matches(), ex.getMessage());
		}
	}

	private int matches() {
		Findings findings = this.findings;
		return (findings != null) ? findings.matches() : 0;
	}

	/**
	 * Narrows what is still searching.
	 * @param refine what to narrow it to
	 * @return whether there was anything to narrow
	 */
	boolean refine(Refine refine) {
		Findings findings = this.findings;
		if (findings == null) {
			return false;
		}
		boolean any = false;
		for (Finding part : findings.parts()) {
			try {
				any |= part.refine(refine);
			}
			catch (TractorException | IllegalStateException ex) {
				// That part has ended meanwhile; how, it tells by itself.
			}
		}
		return any;
	}

	/**
	 * Cancels what is still searching.
	 */
	void cancel() {
		Findings findings = this.findings;
		if (findings != null) {
			findings.cancel();
		}
	}

	/**
	 * Cancels the part of one worker.
	 * @param worker its name
	 * @return whether there is such a worker
	 */
	boolean cancel(String worker) {
		Findings findings = this.findings;
		if (findings == null) {
			return false;
		}
		List<Finding> parts = findings.parts().stream().filter((part) -> part.worker().equals(worker)).toList();
		parts.forEach(Finding::cancel);
		return !parts.isEmpty();
	}

	@Override
	public void asked(Findings findings) {
		this.findings = findings;
		this.events.add(new Asked(this.id, this.query.root(), findings.parts().stream().map(Finding::worker).toList()));
	}

	@Override
	public void began(Finding part, Plan plan) throws InterruptedException {
		this.events.put(new Began(part.worker(), plan.files()));
	}

	@Override
	public void matched(Finding part, Match match) throws InterruptedException {
		this.events.put(new Matched(part.worker(), match.file(), match.line(), match.text()));
	}

	@Override
	public void progressed(Findings findings, Finding part) throws InterruptedException {
		int files = part.files();
		if (!Objects.equals(this.told.put(part, files), files)) {
			this.events.put(new Progressed(part.worker(), files));
		}
	}

	@Override
	public void refined(Finding part, Refine refine) throws InterruptedException {
		this.events.put(new Narrowed(part.worker(), refine.toString()));
	}

	@Override
	public void failed(Finding part, String problem) {
		// Told with its end.
	}

	@Override
	public void ended(Finding part) throws InterruptedException {
		Duration time = part.time();
		this.events.put(new PartEnded(part.worker(), part.ending().name().toLowerCase(Locale.ROOT),
				part.ending().toString(), part.files(), part.matches(), time.toMillis(), part.problem()));
	}

}
