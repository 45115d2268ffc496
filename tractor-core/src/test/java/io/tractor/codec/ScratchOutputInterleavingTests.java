package io.tractor.codec;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.tractor.Interleaved.check;
import static io.tractor.Interleaved.exploreSome;
import static io.tractor.Interleaved.together;

/**
 * Threads that take from one pool and give back: what one has is nobody else's, and empty
 * when it gets it.
 */
@Tag("interleavings")
class ScratchOutputInterleavingTests {

	@Test
	void whatIsHeldIsOnes() {
		exploreSome(() -> {
			// What there is to be had for both, whichever slot they look into first.
			ScratchOutput.acquire().release();
			together(() -> useTwice((byte) 1), () -> useTwice((byte) 2));
		});
	}

	@Test
	void oneThatAnotherThreadGivesBackIsNobodysBefore() {
		exploreSome(() -> {
			ScratchOutput mine = ScratchOutput.acquire();
			write(mine, (byte) 3);
			together(mine::release, () -> useTwice((byte) 1));
		});
	}

	@Test
	void aSecondReleaseIsRefusedWhoeverIsFirst() {
		exploreSome(() -> {
			ScratchOutput twice = ScratchOutput.acquire();
			boolean[] refused = new boolean[2];
			together(() -> refused[0] = !released(twice), () -> refused[1] = !released(twice));
			check(refused[0] != refused[1], "released by both or by neither");
			ScratchOutput one = ScratchOutput.acquire();
			ScratchOutput other = ScratchOutput.acquire();
			check(one != other, "handed out twice");
			one.release();
			other.release();
		});
	}

	private static boolean released(ScratchOutput output) {
		try {
			output.release();
			return true;
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

	private static void useTwice(byte mark) {
		for (int i = 0; i < 2; i++) {
			ScratchOutput output = ScratchOutput.acquire();
			check(output.size() == 0, "handed out with something in it");
			write(output, mark);
			check(output.size() == 2 && output.array()[0] == mark && output.array()[1] == mark,
					"changed by another while it was held");
			output.release();
		}
	}

	private static void write(ScratchOutput output, byte mark) {
		try {
			output.write(mark);
			output.write(mark);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
