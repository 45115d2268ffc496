package io.tractor.boot.test.peer;

import java.lang.reflect.Method;

import com.example.jobs.JobsApplication;
import com.example.jobs.Store;
import io.tractor.Portal;
import io.tractor.TransportClosedException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestContextManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A fake peer from one test method to the next, as the test context drives it.
 */
class FakePeerLifeTests {

	@Test
	void afterEachMethodItIsHeldToItsScriptsAndForgetsThem() throws Exception {
		TestContextManager manager = new TestContextManager(Example.class);
		Example example = new Example();
		manager.prepareTestInstance(example);
		manager.beforeTestMethod(example, Example.METHOD);
		example.files.on(Store::find).started("hello").expect("bye").returns(1);
		example.files.on(Store::find).hangs();
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> example.portal.context(Store::find, "a", 1).open((ctx, greeting) -> {
				ctx.stream((stream) -> {
					stream.send(greeting);
					stream.receive();
				});
			}));
		var left = example.portal.context(Store::find, "a", 1);
		Thread opener = new Thread(() -> {
			try {
				left.call();
			}
			catch (RuntimeException ex) {
				// It is cut off by the reset.
			}
		});
		opener.start();
		example.files.awaitCalls(2);
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> manager.afterTestMethod(example, Example.METHOD, null))
			.withMessage("A script of fake peer 'file-search' was not kept to:"
					+ " Expected bye to be sent to store.find{word=a, limit=1}, and got hello");
		opener.join(10_000);
		assertThat(opener.isAlive()).isFalse();
		assertThat(example.files.calls()).isEmpty();
		manager.beforeTestMethod(example, Example.METHOD);
		manager.afterTestMethod(example, Example.METHOD, null);
	}

	@Test
	void whatIsUnreachableIsReachableAfterwards() throws Exception {
		TestContextManager manager = new TestContextManager(Example.class);
		Example example = new Example();
		manager.prepareTestInstance(example);
		manager.beforeTestMethod(example, Example.METHOD);
		example.files.unreachable();
		assertThatExceptionOfType(TransportClosedException.class)
			.isThrownBy(() -> example.portal.context(Store::find, "a", 1).call());
		manager.afterTestMethod(example, Example.METHOD, null);
		example.files.on(Store::find).returns(3);
		assertThat(example.portal.context(Store::find, "a", 1).call()).isEqualTo(3);
		manager.afterTestMethod(example, Example.METHOD, null);
	}

	@Test
	void nestedClassesHaveThoseOfTheirOuterOnes() {
		assertThat(FakePeerContextCustomizerFactory.peers(Outer.Inner.class)).containsExactly("a", "b", "c");
	}

	@Test
	void theFieldIsOfAScriptedPeer() {
		assertThatIllegalStateException().isThrownBy(() -> FakePeerContextCustomizerFactory.peers(WrongType.class))
			.withMessageContaining("must be of type io.tractor.boot.test.peer.ScriptedPeer");
	}

	/** A peer that is not configured. */
	@SpringBootTest(classes = JobsApplication.class, properties = "spring.rsocket.server.port=0")
	static class Example {

		static final Method METHOD = method();

		@FakePeer("file-search")
		ScriptedPeer files;

		@Autowired
		@Qualifier("file-search")
		Portal portal;

		private static Method method() {
			try {
				return Example.class.getDeclaredMethod("test");
			}
			catch (NoSuchMethodException ex) {
				throw new IllegalStateException(ex);
			}
		}

		void test() {
		}

	}

	static class Base {

		@FakePeer("a")
		ScriptedPeer a;

	}

	static class Outer extends Base {

		@FakePeer("b")
		ScriptedPeer b;

		@Nested
		class Inner {

			@FakePeer("c")
			ScriptedPeer c;

		}

	}

	static class WrongType {

		@FakePeer("a")
		Portal a;

	}

}
