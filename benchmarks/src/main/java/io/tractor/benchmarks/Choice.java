package io.tractor.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.tractor.benchmarks.candidate.Candidate;
import io.tractor.benchmarks.workload.Form;
import io.tractor.benchmarks.workload.Workload;

/**
 * What is to be run, from the command line:
 *
 * <pre>
 * long | short               how thoroughly; short if not said
 * rounds=N                   how often each candidate has its turn
 * workloads=A,B              these only, by the names of {@link Workload}
 * candidates=A,B             these only, by the names of {@link Candidate}
 * jvm=-XX:A                  an option for the measured processes; any number of these
 * jvm=-Dbenchmarks.buffer=N  the buffer of TRACTOR, 64 if not said
 * into=DIRECTORY             where tables, JSON, plots and logs go; target/results if not said
 * more                       add the rounds to those that the directory has
 * </pre>
 *
 * @param form how thoroughly
 * @param rounds how often each candidate has its turn
 * @param workloads what is measured
 * @param candidates who takes part
 * @param jvmOptions for the measured processes
 * @param directory where results go
 * @param more whether they are added to those that are there
 */
record Choice(Form form, int rounds, Set<Workload> workloads, Set<Candidate> candidates, List<String> jvmOptions,
		String directory, boolean more) {

	static Choice of(List<String> arguments) {
		Form form = arguments.contains("long") ? Form.LONG : Form.SHORT;
		Choice choice = new Choice(form, form.rounds(), EnumSet.allOf(Workload.class), EnumSet.allOf(Candidate.class),
				List.of(), "target/results", arguments.contains("more"));
		for (String argument : arguments) {
			choice = choice.with(argument);
		}
		return choice;
	}

	private Choice with(String argument) {
		String name = argument.split("=", 2)[0];
		String value = argument.substring(Math.min(argument.length(), name.length() + 1));
		return switch (name) {
			case "long", "short", "more" -> this;
			case "rounds" -> new Choice(this.form, Integer.parseInt(value), this.workloads, this.candidates,
					this.jvmOptions, this.directory, this.more);
			case "workloads" -> new Choice(this.form, this.rounds, names(Workload.class, value), this.candidates,
					this.jvmOptions, this.directory, this.more);
			case "candidates" -> new Choice(this.form, this.rounds, this.workloads, names(Candidate.class, value),
					this.jvmOptions, this.directory, this.more);
			case "jvm" -> new Choice(this.form, this.rounds, this.workloads, this.candidates, added(value),
					this.directory, this.more);
			case "into" ->
				new Choice(this.form, this.rounds, this.workloads, this.candidates, this.jvmOptions, value, this.more);
			default -> throw new IllegalArgumentException(
					"'" + argument + "' is none of long, short, more, rounds=, workloads=, candidates=, jvm=, into=");
		};
	}

	private List<String> added(String option) {
		List<String> options = new ArrayList<>(this.jvmOptions);
		options.add(option);
		return options;
	}

	private static <E extends Enum<E>> Set<E> names(Class<E> type, String value) {
		return Arrays.stream(value.toUpperCase(Locale.ROOT).split(","))
			.map((name) -> Enum.valueOf(type, name))
			.collect(Collectors.toCollection(() -> EnumSet.noneOf(type)));
	}

}
