package io.tractor.conformance;

import java.util.EnumSet;

import io.tractor.ContextAction;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/**
 * The same scenarios through the reactive form of the opener, on two wires.
 */
class ReactiveStreamScenarioTests extends StreamScenarioTests {

	@BeforeEach
	void onTwoWires() {
		Assumptions.assumeTrue(EnumSet.of(Wire.MEMORY, Wire.TCP).contains(this.wire), "two wires will do");
	}

	@Override
	<X extends Exception> void open(ContextAction<String, Integer, Integer, Object, X> body) throws X {
		ReactiveOpener.open(context(), body);
	}

}
