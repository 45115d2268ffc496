package io.tractor.demo.search;

/**
 * The folder to search is not there.
 */
public class NoSuchRootException extends Exception {

	private static final long serialVersionUID = 1L;

	public NoSuchRootException(String root) {
		super("there is no folder '%s' where the worker runs".formatted(root));
	}

}
