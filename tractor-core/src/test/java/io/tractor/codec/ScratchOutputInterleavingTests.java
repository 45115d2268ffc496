package io.tractor.codec;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.tractor.Interleaved.check;
import static io.tractor.Interleaved.explore;
import static io.tractor.Interleaved.together;

/**
 * The pool between threads: nobody has what another has.
 */
@Tag("interleavings")
class ScratchOutputInterleavingTests {

	@Test
	void eachIsOneThreads() {
		explore(() -> {
			ScratchOutput[] taken = new ScratchOutput[2];
			together(() -> taken[0] = takeAgain(), () -> taken[1] = takeAgain());
			check(taken[0] != taken[1], "two threads have the same");
			taken[0].release();
			taken[1].release();
		});
	}

	private static ScratchOutput takeAgain() {
		ScratchOutput.acquire().release();
		return ScratchOutput.acquire();
	}

}
