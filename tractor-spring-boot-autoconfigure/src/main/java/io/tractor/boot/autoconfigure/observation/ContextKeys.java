package io.tractor.boot.autoconfigure.observation;

import java.util.Locale;

import io.micrometer.common.KeyValues;
import io.tractor.runtime.ContextBeginning;
import io.tractor.runtime.ContextEnd;
import org.jspecify.annotations.Nullable;

/**
 * What observations are tagged with. What a peer may make up is none of the tags that
 * meters have.
 */
final class ContextKeys {

	static final String NAME = "tractor.contexts";

	private static final String UNKNOWN = "unknown";

	private static final String NOT_ENDED = "none";

	private ContextKeys() {
	}

	static String endpoint(ContextBeginning beginning) {
		return beginning.served() ? beginning.endpoint() : UNKNOWN;
	}

	static KeyValues lowCardinality(ContextBeginning beginning, @Nullable ContextEnd end) {
		return KeyValues.of("endpoint", endpoint(beginning), "side", lower(beginning.side()), "outcome",
				(end != null) ? lower(end.kind()) : NOT_ENDED);
	}

	static KeyValues highCardinality(ContextBeginning beginning) {
		return KeyValues.of("tractor.context.id", beginning.id(), "tractor.peer", beginning.peer());
	}

	private static String lower(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

}
