package io.tractor.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import io.tractor.benchmarks.report.Machine;
import io.tractor.benchmarks.report.Measurements;
import io.tractor.benchmarks.report.Report;
import io.tractor.benchmarks.report.Results;
import io.tractor.benchmarks.workload.Rounds;
import io.tractor.scope.TaskThreads;

/**
 * Runs the candidates side by side: {@code java -jar benchmarks.jar long}. See
 * {@link Choice} for what can be chosen.
 */
public final class Benchmarks {

	private Benchmarks() {
	}

	/**
	 * Runs what was chosen, and reports it to the standard output and a directory.
	 * @param arguments as {@link Choice} takes them
	 * @throws IOException if a process or a file cannot be made
	 */
	public static void main(String[] arguments) throws IOException {
		run(Choice.of(List.of(arguments)));
	}

	static Measurements run(Choice choice) throws IOException {
		if (!TaskThreads.areVirtual()) {
			throw new IllegalStateException("The benchmarks need JDK 21 or later: with JDK "
					+ Runtime.version().feature() + " each of 100,000 contexts would have a platform thread");
		}
		Path directory = Path.of(choice.directory());
		Machine here = Machine.here();
		Results before = choice.more() ? Results.read(directory, here) : new Results("", here, List.of());
		Measurements measurements = new Measurements(before.measurements());
		Rounds rounds = new Rounds(choice.form(), choice.rounds(), choice.workloads(), choice.candidates(),
				choice.jvmOptions(), directory.resolve("logs"), System.out);
		rounds.run(measurements, () -> report(choice, measurements, before.machine()).write(directory));
		System.out.println("\n" + report(choice, measurements, before.machine()).tables());
		return measurements;
	}

	private static Report report(Choice choice, Measurements measurements, Machine machine) {
		return new Report(measurements, machine, String.format(Locale.ROOT, "The %s form with rounds: %d",
				choice.form().name().toLowerCase(Locale.ROOT), measurements.rounds()));
	}

}
