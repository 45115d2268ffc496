package io.tractor.scope;

import java.util.concurrent.atomic.AtomicReference;

import io.tractor.ScopeCancelledException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.tractor.Interleaved.check;
import static io.tractor.Interleaved.explore;
import static io.tractor.Interleaved.together;

/**
 * A cancel while its scope is entered, used and left: the thread is interrupted as long
 * as it is in there, and never after.
 */
@Tag("interleavings")
class CancelInterleavingTests {

	@Test
	void noInterruptIsLeftBehind() {
		explore(() -> {
			CancelScope scope = CancelScope.create();
			together(() -> {
				scope.enter();
				boolean cancelled = scope.cancelCalled();
				check(!cancelled || throwsAtCheckpoint(), "goes on after its cancel");
				scope.exit(null);
				check(!Thread.interrupted(), "an interrupt was left behind");
				check(ScopedThread.current() == null, "a scope was left behind");
			}, scope::cancel);
		});
	}

	private static boolean throwsAtCheckpoint() {
		try {
			CancelScope.checkpoint();
			return false;
		}
		catch (ScopeCancelledException ex) {
			return Thread.currentThread().isInterrupted();
		}
	}

	@Test
	void aCancelReachesAScopeThatIsEnteredMeanwhile() {
		explore(() -> {
			AtomicReference<Boolean> seen = new AtomicReference<>();
			CancelScope outer = CancelScope.create();
			together(() -> {
				outer.enter();
				CancelScope inner = CancelScope.create();
				inner.enter();
				while (!outer.cancelCalled()) {
					Thread.onSpinWait();
				}
				seen.set(inner.effectivelyCancelled());
				inner.exit(null);
				outer.exit(null);
				check(!Thread.interrupted(), "an interrupt was left behind");
			}, outer::cancel);
			check(seen.get(), "the inner scope goes on");
		});
	}

}
