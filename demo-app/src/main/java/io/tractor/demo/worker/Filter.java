package io.tractor.demo.worker;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

import io.tractor.demo.search.BadPatternException;
import io.tractor.demo.search.Refine;

/**
 * What is reported of a search. Narrowed by one thread while another searches, so it is
 * immutable inside.
 */
final class Filter {

	private volatile Conditions conditions;

	Filter(String pattern) throws BadPatternException {
		this.conditions = new Conditions(List.of(compile(pattern)), List.of());
	}

	private static Pattern compile(String pattern) throws BadPatternException {
		try {
			return Pattern.compile(pattern);
		}
		catch (PatternSyntaxException ex) {
			throw new BadPatternException(ex);
		}
	}

	/**
	 * Adds a condition. Called by one thread.
	 */
	void narrow(Refine refine) throws BadPatternException {
		Conditions now = this.conditions;
		List<Pattern> patterns = (refine.pattern() != null) ? more(now.patterns, compile(refine.pattern()))
				: now.patterns;
		List<String> paths = (refine.path() != null) ? more(now.paths, refine.path()) : now.paths;
		this.conditions = new Conditions(patterns, paths);
	}

	private static <T> List<T> more(List<T> list, T element) {
		return Stream.concat(list.stream(), Stream.of(element)).toList();
	}

	boolean takes(String file) {
		return this.conditions.take(file);
	}

	boolean takes(String file, String line) {
		Conditions now = this.conditions;
		return now.takeLine(new CheckpointedText(line)) && now.take(file);
	}

	private record Conditions(List<Pattern> patterns, List<String> paths) {

		boolean take(String file) {
			return this.paths.stream().allMatch(file::contains);
		}

		boolean takeLine(CharSequence line) {
			return this.patterns.stream().allMatch((pattern) -> pattern.matcher(line).find());
		}

	}

}
