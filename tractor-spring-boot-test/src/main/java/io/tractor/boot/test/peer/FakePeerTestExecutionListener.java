package io.tractor.boot.test.peer;

import java.util.List;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * After each test method, holds the fake peers to their scripts and has them forget
 * these.
 */
final class FakePeerTestExecutionListener extends AbstractTestExecutionListener {

	@Override
	public void afterTestMethod(TestContext test) {
		if (!test.hasApplicationContext() || FakePeerContextCustomizerFactory.peers(test.getTestClass()).isEmpty()) {
			return;
		}
		List<ScriptedPeer> peers = test.getApplicationContext()
			.getBeanProvider(ScriptedPeer.class)
			.orderedStream()
			.toList();
		AssertionError failure = null;
		for (ScriptedPeer peer : peers) {
			try {
				peer.verify();
			}
			catch (AssertionError ex) {
				if (failure == null) {
					failure = ex;
				}
				else {
					failure.addSuppressed(ex);
				}
			}
			peer.reset();
		}
		if (failure != null) {
			throw failure;
		}
	}

}
