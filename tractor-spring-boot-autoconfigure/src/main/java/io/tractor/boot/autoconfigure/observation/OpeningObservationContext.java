package io.tractor.boot.autoconfigure.observation;

import java.util.Map;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import io.tractor.runtime.ContextBeginning;
import io.tractor.runtime.ContextEnd;
import org.jspecify.annotations.Nullable;

/**
 * What is observed of a context that this application opens. Its carrier are the headers
 * that travel with the context.
 */
public final class OpeningObservationContext extends SenderContext<Map<String, String>> {

	private final ContextBeginning beginning;

	private volatile @Nullable ContextEnd end;

	/**
	 * A context that begins.
	 * @param beginning what is known of it
	 * @param headers what travels with it
	 */
	public OpeningObservationContext(ContextBeginning beginning, Map<String, String> headers) {
		super((carrier, key, value) -> {
			if (carrier != null) {
				carrier.put(key, value);
			}
		}, Kind.CLIENT);
		this.beginning = beginning;
		setCarrier(headers);
		setRemoteServiceName(beginning.peer());
	}

	/**
	 * What was known when it began.
	 * @return the beginning
	 */
	public ContextBeginning getBeginning() {
		return this.beginning;
	}

	/**
	 * How it ended.
	 * @return the end, or null if it has not
	 */
	public @Nullable ContextEnd getEnd() {
		return this.end;
	}

	void setEnd(ContextEnd end) {
		this.end = end;
	}

}
