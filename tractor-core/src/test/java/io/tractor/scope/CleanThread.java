package io.tractor.scope;

import io.tractor.CurrentContext;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks after each test that its thread carries nothing: no interrupt, no scope, no
 * context; and that no deadline is left.
 */
class CleanThread implements BeforeEachCallback, AfterEachCallback {

	@Override
	public void beforeEach(ExtensionContext context) {
		Thread.interrupted();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		assertThat(Thread.interrupted()).as("interrupt flag left").isFalse();
		assertThat(CancelScope.current()).as("scope left").isNull();
		assertThat(ScopedThread.current()).as("thread local left").isNull();
		assertThat(CurrentContext.get()).as("context left").isNull();
		assertThat(Deadline.pending()).as("timers left").isZero();
	}

}
