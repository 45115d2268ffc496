package io.tractor.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.tractor.demo.desk.Query;
import io.tractor.demo.search.Refine;
import io.tractor.demo.worker.Share;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 */
final class Options {

	static final String HELP = """
			Searches files with several workers at once.

			  java -jar demo-app.jar [options]                 a desk and two workers in this process
			  java -jar demo-app.jar --role=worker [options]   a worker, until it is ended
			  java -jar demo-app.jar --role=desk [options]     a desk: asks its workers, prints, ends
			  java -jar demo-app.jar --role=page [options]     a web page that searches, and workers for it

			What to search (the demo, a desk):
			  --pattern=REGEX       what to find in a line                    (^\\s*@Context\\b)
			  --root=FOLDER         where, seen from the workers              (.)
			  --limit=N             how many matches are enough: the workers
			                        that are still searching are cancelled    (all)
			  --refine=REGEX        narrows the search while it runs: sent to a worker
			                        after its first match, for the lines to come
			  --refine-path=TEXT    the same for the paths of files

			A desk:
			  --workers=URI,URI     where its workers are, such as tcp://localhost:7001;
			                        or give tractor.peers.<name>.uri for each

			A page:
			  --root=FOLDER         what it searches                          (.)
			  --port=N              where it listens, on this machine only    (a free one)
			  --crew=N              how many workers it starts, each a process (3)

			A worker:
			  --port=N              where it listens                          (7001)
			  --share=I/N           searches the I-th of N parts of a tree    (1/1)
			  --name=NAME           what it is called                         (worker-I)
			  --pause=MILLIS        rests before each file, to watch it (also for the demo)

			Any property of Spring or tractor may be given too: --tractor.buffer-size=8

			Exit codes: 0 all was searched, or the limit reached; 1 a worker was lost or failed (what
			the others found is printed), or something did not start; 2 the command line, the pattern
			or the root is wrong.
			""";

	private static final int MAX_PORT = 65535;

	private static final int MAX_CREW = 16;

	private final Map<Option, String> values = new EnumMap<>(Option.class);

	private final List<String> springs = new ArrayList<>();

	private Options() {
	}

	static Options parse(String... arguments) {
		Options options = new Options();
		for (String argument : arguments) {
			options.take(argument);
		}
		for (Option option : options.values.keySet()) {
			option.checkFor(options.role());
		}
		// Tells now what is wrong with the others, and not when half of it runs.
		options.query();
		options.share();
		options.port();
		options.pause();
		options.crew();
		return options;
	}

	private void take(String argument) {
		int equals = argument.indexOf('=');
		String name = (equals >= 0) ? argument.substring(0, equals) : argument;
		if (!name.startsWith("--")) {
			throw new UsageException("'" + argument + "' is no option: write --pattern=... to search for something");
		}
		if (name.contains(".")) {
			this.springs.add(argument);
			return;
		}
		Option option = Option.of(name.substring(2));
		if (equals < 0 && option != Option.HELP) {
			throw new UsageException(option + " needs a value: write " + option + "=...");
		}
		this.values.put(option, argument.substring(equals + 1));
	}

	boolean help() {
		return this.values.containsKey(Option.HELP);
	}

	Role role() {
		return Role.of(text(Option.ROLE, "all"));
	}

	Query query() {
		String line = this.values.get(Option.REFINE);
		String path = this.values.get(Option.REFINE_PATH);
		Refine refine = (line != null || path != null) ? new Refine(line, path) : null;
		return new Query(text(Option.PATTERN, "^\\s*@Context\\b"), root(), Duration.ZERO,
				number(Option.LIMIT, 0, Integer.MAX_VALUE), refine);
	}

	List<String> workers() {
		return List.of(text(Option.WORKERS, "").split(",")).stream().filter((uri) -> !uri.isBlank()).toList();
	}

	@Nullable String name() {
		return this.values.get(Option.NAME);
	}

	String root() {
		return text(Option.ROOT, ".");
	}

	int port() {
		if (!this.values.containsKey(Option.PORT)) {
			return (role() == Role.WORKER) ? 7001 : 0;
		}
		return number(Option.PORT, 0, MAX_PORT);
	}

	int crew() {
		return this.values.containsKey(Option.CREW) ? number(Option.CREW, 1, MAX_CREW) : 3;
	}

	Share share() {
		try {
			return Share.of(text(Option.SHARE, "1/1"));
		}
		catch (IllegalArgumentException ex) {
			throw new UsageException(String.valueOf(ex.getMessage()));
		}
	}

	int pause() {
		return number(Option.PAUSE, 0, Integer.MAX_VALUE);
	}

	/**
	 * What is for Spring.
	 */
	List<String> springs() {
		return this.springs;
	}

	private String text(Option option, String otherwise) {
		return this.values.getOrDefault(option, otherwise);
	}

	private int number(Option option, int least, int most) {
		String text = text(option, "0");
		try {
			int number = Integer.parseInt(text);
			if (number >= least && number <= most) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// Told below.
		}
		throw new UsageException(option + " is a number from " + least + " to " + most + ", not '" + text + "'");
	}

}
