package io.tractor.conformance;

import java.util.List;

import io.tractor.ContextSpec;
import io.tractor.ScopeCancelledException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.Parameter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Scenarios whose sides may be in either form. What P's body and C's script wait for,
 * they wait for a Mono or Flux if their side is reactive.
 */
abstract class FormScenarios extends Scenarios {

	@Parameter(1)
	Form form;

	private final ReactiveScripted reactiveChild = new ReactiveScripted(this.child);

	@Override
	final Object endpoint() {
		return this.form.endpoint ? this.reactiveChild : this.child;
	}

	@Override
	final ContextSpec<String, Integer, Integer, Object> context() {
		return inForm(super.context());
	}

	/** A context that P opens. */
	final <S, I, O, R> ContextSpec<S, I, O, R> inForm(ContextSpec<S, I, O, R> spec) {
		return this.form.opener ? new ReactiveOpener<>(spec) : spec;
	}

	/** A context that C opens. */
	final <S, I, O, R> ContextSpec<S, I, O, R> inFormOfEndpoint(ContextSpec<S, I, O, R> spec) {
		return this.form.endpoint ? new ReactiveOpener<>(spec) : spec;
	}

	/**
	 * For what is of the blocking form alone: a body that ends after it was cut off, and
	 * still has something to say. One that is a publisher is cancelled, and is over.
	 */
	final void bodyIsABlock() {
		Assumptions.assumeFalse(this.form.opener, "a body that was cancelled has nothing to say");
	}

	/**
	 * For what is of the blocking form alone: a task that ends after it was cut off, or
	 * does not, in the way it likes. One that is a Mono is cancelled, and is over.
	 */
	final void endpointIsATask() {
		Assumptions.assumeFalse(this.form.endpoint, "a Mono that was cancelled has nothing to say");
	}

	/**
	 * Checks what P has seen, who was cut off where it waited: what {@code open} raises;
	 * or that its body was cancelled, and its stream closed, if that was a publisher.
	 */
	final void assertCutOffBy(Throwable raised, List<Throwable> seen) {
		if (this.form.opener) {
			assertThat(seen).singleElement()
				.isInstanceOfAny(raised.getClass(), ScopeCancelledException.class, IllegalStateException.class);
		}
		else {
			assertThat(seen).containsExactly(raised);
		}
	}

}
