package io.tractor.demo.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.tractor.demo.search.BadPatternException;
import io.tractor.demo.search.Refine;
import io.tractor.demo.search.SearchEvent;
import io.tractor.demo.search.SearchEvent.Match;
import io.tractor.demo.search.SearchEvent.Progress;
import io.tractor.demo.search.SearchEvent.Refined;
import io.tractor.demo.search.Summary;

/**
 * One search as it runs: reads, reports and counts. For one thread, and another that
 * narrows it.
 */
final class Search {

	private static final int LONGEST_TEXT = 200;

	/** How often progress is reported, in nanoseconds. */
	private static final long REPORT_INTERVAL = Duration.ofMillis(100).toNanos();

	private final Path root;

	private final Filter filter;

	private final Consumer<SearchEvent> report;

	/**
	 * Held from the look at a line until its match is reported. Fair: who searches takes
	 * it for each line.
	 */
	private final Lock lock = new ReentrantLock(true);

	private final long begun = System.nanoTime();

	private long reported = this.begun;

	private int files;

	private int skipped;

	private long lines;

	private int matches;

	Search(Path root, Filter filter, Consumer<SearchEvent> report) {
		this.root = root;
		this.filter = filter;
		this.report = report;
	}

	void file(Path file) throws IOException {
		String name = FileTree.name(this.root.relativize(file));
		if (this.filter.takes(name)) {
			read(file, name);
		}
		else {
			this.skipped++;
		}
		long now = System.nanoTime();
		if (now - this.reported > REPORT_INTERVAL) {
			this.reported = now;
			this.report.accept(new Progress(this.files + this.skipped));
		}
	}

	private void read(Path file, String name) throws IOException {
		try (BufferedReader reader = TextFile.open(file)) {
			if (reader == null) {
				this.skipped++;
				return;
			}
			this.files++;
			int number = 0;
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				number++;
				line(name, number, line);
			}
			this.lines += number;
		}
	}

	private void line(String name, int number, String line) {
		this.lock.lock();
		try {
			if (this.filter.takes(name, line)) {
				this.matches++;
				this.report.accept(new Match(name, number, shortened(line.strip())));
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Narrows it, and reports so: what does not match then is reported before or never.
	 */
	void narrow(Refine refine) throws BadPatternException {
		this.lock.lock();
		try {
			this.filter.narrow(refine);
			this.report.accept(new Refined(refine));
		}
		finally {
			this.lock.unlock();
		}
	}

	private static String shortened(String line) {
		return (line.length() <= LONGEST_TEXT) ? line : line.substring(0, LONGEST_TEXT) + "...";
	}

	Summary summary() {
		return new Summary(this.files, this.skipped, this.lines, this.matches,
				Duration.ofNanos(System.nanoTime() - this.begun));
	}

}
