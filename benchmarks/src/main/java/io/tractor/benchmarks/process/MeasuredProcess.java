package io.tractor.benchmarks.process;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.tractor.benchmarks.candidate.Candidate;
import io.tractor.benchmarks.candidate.Server;
import tools.jackson.databind.json.JsonMapper;

/**
 * The main class of the measured processes: {@code serve CANDIDATE}, which answers its
 * port first, or {@code drive CANDIDATE PORT}. Does what its standard input says, line by
 * line, and ends with it. Nothing else may write to its standard output.
 */
final class MeasuredProcess {

	private static final JsonMapper JSON = new JsonMapper();

	private MeasuredProcess() {
	}

	public static void main(String[] arguments) throws Exception {
		Candidate candidate = Candidate.valueOf(arguments[1]);
		Commands commands;
		if (arguments[0].equals("serve")) {
			Server server = candidate.serve();
			commands = (command) -> Map.of();
			answer(new Answer(Map.of("port", (double) server.port()), null));
		}
		else {
			commands = new Driving(candidate, Integer.parseInt(arguments[2]));
		}
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String line = in.readLine(); line != null; line = in.readLine()) {
			answer(run(commands, List.of(line.split(" "))));
		}
		System.exit(0);
	}

	private static Answer run(Commands commands, List<String> command) {
		try {
			return new Answer(switch (command.get(0)) {
				case "memory" -> Memory.used();
				case "taken" -> Taken.now();
				default -> timed(commands, command);
			}, null);
		}
		catch (Throwable ex) {
			ex.printStackTrace();
			return new Answer(Map.of(), ex.toString());
		}
	}

	/** Runs a command, and adds what the process has taken meanwhile. */
	private static Map<String, Double> timed(Commands commands, List<String> command) throws Exception {
		Map<String, Double> before = Taken.now();
		Map<String, Double> values = new HashMap<>(commands.run(command));
		Taken.now().forEach((name, value) -> values.put(name, value - before.get(name)));
		return values;
	}

	private static void answer(Answer answer) {
		System.out.println(JSON.writeValueAsString(answer));
	}

	/** What the process can be told beside what all can. */
	interface Commands {

		Map<String, Double> run(List<String> command) throws Exception;

	}

}
