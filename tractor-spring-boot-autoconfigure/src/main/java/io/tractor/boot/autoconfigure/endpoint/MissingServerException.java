package io.tractor.boot.autoconfigure.endpoint;

import java.util.Collection;

/**
 * There are endpoints, and no server that peers could reach them through.
 */
public final class MissingServerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	MissingServerException(Collection<String> endpoints) {
		super("The application has endpoints (" + String.join(", ", endpoints.stream().sorted().toList())
				+ ") and no RSocket server for its peers to reach them through.");
	}

}
