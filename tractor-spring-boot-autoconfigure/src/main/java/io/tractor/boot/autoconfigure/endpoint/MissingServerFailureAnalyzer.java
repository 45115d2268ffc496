package io.tractor.boot.autoconfigure.endpoint;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says how to have a server.
 */
final class MissingServerFailureAnalyzer extends AbstractFailureAnalyzer<MissingServerException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MissingServerException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), """
				Set 'spring.rsocket.server.port', for example to 7000, or to 0 for any free port. Or, in a reactive \
				web application, set 'spring.rsocket.server.transport' to 'websocket' and \
				'spring.rsocket.server.mapping-path' to serve them on the port of its web server. Both need \
				'spring-boot-starter-rsocket' on the class path, which 'tractor-spring-boot-starter' brings.""", cause);
	}

}
