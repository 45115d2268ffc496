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
		String form = "The " + choice.form().name().toLowerCase(Locale.ROOT) + " form";
		Results before = choice.more() ? Results.read(directory, form, here) : new Results(form, here, List.of());
		Measurements measurements = new Measurements(before.measurements());
		Rounds rounds = new Rounds(choice.form(), choice.rounds(), choice.workloads(), choice.candidates(),
				choice.jvmOptions(), directory.resolve("logs"), System.out);
		Report report = new Report(measurements, before.machine(), form);
		rounds.run(measurements, () -> report.write(directory));
		System.out.println("\n" + report.tables());
		return measurements;
	}

}
