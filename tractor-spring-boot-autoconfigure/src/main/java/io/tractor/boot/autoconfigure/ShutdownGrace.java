package io.tractor.boot.autoconfigure;

import java.time.Duration;

import io.tractor.runtime.ActorSettings;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;

/**
 * How long contexts may take to finish when the application is told to end: as long as
 * Boot gives a phase of the shutdown, less what ending them by a cancel may take. None
 * where Boot's server is to shut down immediately.
 */
final class ShutdownGrace {

	private ShutdownGrace() {
	}

	static Duration of(Environment environment, ActorSettings settings) {
		if (environment.getProperty("server.shutdown", "graceful").equalsIgnoreCase("immediate")) {
			return Duration.ZERO;
		}
		Duration phase = DurationStyle
			.detectAndParse(environment.getProperty("spring.lifecycle.timeout-per-shutdown-phase", "30s"));
		Duration grace = phase.minus(settings.abandonAfter()).minus(settings.cancelTimeout());
		return grace.isNegative() ? Duration.ZERO : grace;
	}

}
