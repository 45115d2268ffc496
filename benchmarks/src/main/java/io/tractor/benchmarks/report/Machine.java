package io.tractor.benchmarks.report;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import io.tractor.benchmarks.process.Jvm;

/**
 * Where and when it was measured, and what else was going on there.
 *
 * @param java the JVM, which the measured processes run on, too
 * @param system the operating system
 * @param cores how many processors
 * @param canPin whether processes can be pinned to one of them
 * @param loadBefore the load of the last minute before it began: what others were doing
 * @param time when it began
 */
public record Machine(String java, String system, int cores, boolean canPin, double loadBefore, String time) {

	/**
	 * This one, now.
	 * @return the machine
	 */
	public static Machine here() {
		return new Machine(System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
				System.getProperty("os.name") + " " + System.getProperty("os.arch"),
				Runtime.getRuntime().availableProcessors(), Jvm.canPin(),
				ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
				Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
	}

	/**
	 * Whether rounds there and here can be compared: the JVM and the machine are alike.
	 */
	boolean isLike(Machine other) {
		return this.java.equals(other.java) && this.system.equals(other.system) && this.cores == other.cores
				&& this.canPin == other.canPin;
	}

	String describe() {
		return String.format(Locale.ROOT, "%s, %s, %d cores%s, load before %.1f, %s", this.java, this.system,
				this.cores, this.canPin ? "" : " (processes cannot be pinned to one)", this.loadBefore, this.time);
	}

}
