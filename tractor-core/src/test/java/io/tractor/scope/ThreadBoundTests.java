package io.tractor.scope;

import io.micrometer.context.ContextRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What is bound to a thread, in the tasks of its nurseries.
 */
class ThreadBoundTests {

	private static final String KEY = ThreadBoundTests.class.getName();

	private static final ThreadLocal<String> BOUND = new ThreadLocal<>();

	@BeforeEach
	void register() {
		ContextRegistry.getInstance().registerThreadLocalAccessor(KEY, BOUND);
		BOUND.set("trace");
	}

	@AfterEach
	void remove() {
		BOUND.remove();
		ContextRegistry.getInstance().removeThreadLocalAccessor(KEY);
	}

	@Test
	void goesAlongToTasksAndTheirTasks() {
		String value = Nursery.run((nursery) -> {
			Task<String> outer = nursery.start(() -> Nursery.run((inner) -> {
				return inner.start(BOUND::get).get();
			}));
			return outer.get();
		});
		assertThat(value).isEqualTo("trace");
	}

	@Test
	void whatFailsToBeBoundIsTheTasksFailure() {
		ContextRegistry.getInstance().registerThreadLocalAccessor(KEY, BOUND::get, (value) -> {
			throw new IllegalStateException("not bound");
		}, BOUND::remove);
		assertThatIllegalStateException().isThrownBy(() -> Nursery.run((nursery) -> {
			nursery.start(() -> {
			});
		})).withMessage("not bound");
	}

}
