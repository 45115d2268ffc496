package io.tractor.demo.desk;

import java.io.PrintStream;
import java.time.Duration;

import io.tractor.demo.search.Plan;
import io.tractor.demo.search.Refine;
import io.tractor.demo.search.SearchEvent.Match;

/**
 * Where people read along: what is found goes to the standard output, all else to the
 * standard error. On a terminal the progress is one line that is written over; elsewhere
 * it is a line now and then.
 */
public final class Terminal implements Audience {

	private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

	private static final long REDRAW = Duration.ofMillis(50).toNanos();

	private final PrintStream out;

	private final PrintStream err;

	private final boolean overwrite;

	private long lastProgress = System.nanoTime();

	private int drawn;

	/**
	 * A terminal.
	 * @param out for what is found
	 * @param err for all else
	 * @param overwrite whether a line can be written over
	 */
	public Terminal(PrintStream out, PrintStream err, boolean overwrite) {
		this.out = out;
		this.err = err;
		this.overwrite = overwrite;
	}

	@Override
	public void began(Finding part, Plan plan) {
		note("%s searches %d files of %s".formatted(part.worker(), plan.files(), plan.root()));
	}

	@Override
	public synchronized void matched(Finding part, Match match) {
		wipe();
		this.out.println(part.worker() + "  " + match.file() + ":" + match.line() + ": " + match.text());
	}

	@Override
	public void refined(Finding part, Refine refine) {
		note(part.worker() + " now reports only " + refine);
	}

	@Override
	public void failed(Finding part, String problem) {
		problem("desk: " + problem);
	}

	private synchronized void note(String text) {
		wipe();
		this.err.println(text);
	}

	/**
	 * Says what went wrong.
	 * @param text who, and what, in a line
	 */
	public synchronized void problem(String text) {
		wipe();
		this.err.println(text);
	}

	/**
	 * Prints a result.
	 * @param line a line of it
	 */
	public synchronized void line(String line) {
		wipe();
		this.out.println(line);
	}

	@Override
	public synchronized void progressed(Findings findings, Finding part) {
		long now = System.nanoTime();
		if (now - this.lastProgress < (this.overwrite ? REDRAW : INTERVAL)) {
			return;
		}
		this.lastProgress = now;
		if (this.overwrite) {
			wipe();
			String text = findings.progress();
			this.err.print(text);
			this.err.flush();
			this.drawn = text.length();
		}
		else {
			this.err.println(findings.progress());
		}
	}

	/**
	 * Ends the line that is written over.
	 */
	public synchronized void endProgress() {
		wipe();
	}

	private void wipe() {
		if (this.drawn > 0) {
			this.err.print("\r" + " ".repeat(this.drawn) + "\r");
			this.err.flush();
			this.drawn = 0;
		}
	}

}
