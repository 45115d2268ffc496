package io.tractor.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What has become of the time of this machine's processors since it was started: a
 * virtual one may not get all that it could use.
 *
 * @param used by this machine
 * @param stolen when it could have used more, and the host gave it to others
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_stat.5.html">proc_stat(5)</a>
 */
public record ProcessorTime(long used, long stolen) {

	private static final Path STAT = Path.of("/proc/stat");

	private static final int IDLE = 3;

	private static final int WAITING = 4;

	private static final int STOLEN = 7;

	/**
	 * What it is now.
	 * @return the times, or none where the system does not tell
	 */
	public static ProcessorTime now() {
		try (Stream<String> lines = Files.lines(STAT)) {
			return of(lines.findFirst().orElse(""));
		}
		catch (IOException ex) {
			return new ProcessorTime(0, 0);
		}
	}

	/**
	 * What the first line of {@code /proc/stat} says; those of guests are part of others.
	 */
	static ProcessorTime of(String line) {
		List<Long> times = Stream.of(line.split("\\s+")).skip(1).limit(STOLEN + 1).map(Long::valueOf).toList();
		if (times.size() <= STOLEN) {
			return new ProcessorTime(0, 0);
		}
		long all = times.stream().mapToLong(Long::longValue).sum();
		long stolen = times.get(STOLEN);
		return new ProcessorTime(all - stolen - times.get(IDLE) - times.get(WAITING), stolen);
	}

	/**
	 * How much of the time that this machine could have used went to others.
	 * @param before since when
	 * @return their share, from 0 to 1
	 */
	public double stolenSince(ProcessorTime before) {
		long used = this.used - before.used;
		long stolen = this.stolen - before.stolen;
		return (used + stolen > 0) ? (double) stolen / (used + stolen) : 0;
	}

}
