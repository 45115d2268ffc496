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
			for (int i = 0; i < ScratchOutput.SLOTS; i++) {
				ScratchOutput.acquire();
			}
			// The only one in the pool, for both to see.
			ScratchOutput.acquire().release();
			ScratchOutput[] taken = new ScratchOutput[2];
			together(() -> taken[0] = ScratchOutput.acquire(), () -> taken[1] = ScratchOutput.acquire());
			check(taken[0] != taken[1], "two threads have the same");
			taken[0].release();
			taken[1].release();
		});
	}

}
