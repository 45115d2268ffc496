package io.tractor.demo.search;

import java.util.regex.PatternSyntaxException;

/**
 * The pattern is no regular expression.
 */
public class BadPatternException extends Exception {

	private static final long serialVersionUID = 1L;

	public BadPatternException(PatternSyntaxException cause) {
		super("'%s' is no regular expression: %s".formatted(cause.getPattern(), cause.getDescription()), cause);
	}

}
