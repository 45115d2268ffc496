package io.tractor.conformance;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextCancelledException;
import io.tractor.ContextProtocolException;
import io.tractor.ContextRefusedException;
import io.tractor.ContextSpec;
import io.tractor.EndpointMethod;
import io.tractor.Outcome;
import io.tractor.Portal;
import io.tractor.RemoteActorException;
import io.tractor.ScopeCancelledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * From {@code open} to {@code started}.
 */
@InEveryForm
class HandshakeScenarioTests extends FormScenarios {

	private final AtomicBoolean bodyRan = new AtomicBoolean();

	@Test
	void h1_startedThenReturned() {
		this.child.does((ctx) -> {
			ctx.started("ready");
			return 7;
		});
		Object result = openFor((ctx, first) -> {
			assertThat(first).isEqualTo("ready");
			assertThat(ctx.remoteActor()).isEqualTo(far().id());
			return ctx.waitForResult().get();
		});
		assertThat(result).isEqualTo(7);
		ChildContext<?, ?, ?> child = this.child.next().context();
		assertThat(child.remoteActor()).isEqualTo(near().id());
		assertThat(child.outcome()).isEqualTo(new Outcome.Returned<>(7));
	}

	@Test
	void h1_calledPlainly() {
		this.child.does((ctx) -> {
			ctx.started();
			return "done";
		});
		assertThat(context().call()).isEqualTo("done");
	}

	@Test
	void h2_bodyWaitsForStarted() throws Exception {
		Gate slow = new Gate();
		AtomicBoolean started = new AtomicBoolean();
		this.child.does((ctx) -> {
			slow.pass();
			started.set(true);
			ctx.started("late");
			return null;
		});
		Background<?> opening = Background.run(() -> open((ctx, first) -> {
			this.bodyRan.set(true);
			assertThat(started).isTrue();
			assertThat(first).isEqualTo("late");
		}));
		this.child.next();
		Threads.untilBlocked(opening.thread());
		assertThat(this.bodyRan).isFalse();
		slow.open();
		opening.value();
		assertThat(this.bodyRan).isTrue();
	}

	@Test
	void h3_returnWithoutStarted() {
		this.child.does((ctx) -> 7);
		assertThatExceptionOfType(ContextProtocolException.class).isThrownBy(this::openNoting)
			.withMessageContaining("'scripted'")
			.withMessageContaining("without started");
		assertThat(this.bodyRan).isFalse();
		assertThat(this.child.next().context().maybeError()).containsInstanceOf(ContextProtocolException.class)
			.get()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("'scripted'");
	}

	@Test
	void h4_startedTwice() {
		this.child.does((ctx) -> {
			ctx.started("one");
			ctx.started("two");
			return null;
		});
		assertThatExceptionOfType(RemoteActorException.class).isThrownBy(() -> open((ctx, first) -> Thread.sleep(LONG)))
			.satisfies((ex) -> assertThat(ex.isBoxed(IllegalStateException.class)).isTrue())
			.withMessageContaining("'scripted'");
		assertThat(this.child.next().end()).isInstanceOf(IllegalStateException.class);
	}

	@Test
	void h4_startedTwiceAndCaught() {
		this.child.does((ctx) -> {
			ctx.started("one");
			assertThatIllegalStateException().isThrownBy(() -> ctx.started("two"));
			ctx.stream((stream) -> {
				stream.send(1);
			});
			return "done";
		});
		Object result = openFor((ctx, first) -> {
			assertThat(first).isEqualTo("one");
			assertThat(ctx.<Integer, RuntimeException>stream((stream) -> {
				return stream.receive();
			})).isEqualTo(1);
			return ctx.waitForResult().get();
		});
		assertThat(result).isEqualTo("done");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void h5_streamBeforeStarted(boolean handle) {
		this.child.does((ctx) -> {
			if (handle) {
				return ctx.openStream();
			}
			ctx.stream((stream) -> {
				stream.send(1);
			});
			return null;
		});
		assertThatExceptionOfType(RemoteActorException.class).isThrownBy(this::openNoting)
			.satisfies((ex) -> assertThat(ex.isBoxed(IllegalStateException.class)).isTrue())
			.withMessageContaining("before started");
		assertThat(this.bodyRan).isFalse();
		assertThat(this.child.next().end()).isInstanceOf(IllegalStateException.class);
	}

	@Test
	void h5_streamBeforeStartedAndCaught() {
		this.child.does((ctx) -> {
			assertThatIllegalStateException().isThrownBy(ctx::openStream);
			ctx.started("up");
			ctx.stream((stream) -> {
				stream.send(1);
			});
			return null;
		});
		open((ctx, first) -> ctx.stream((stream) -> {
			assertThat(stream).containsExactly(1);
		}));
	}

	@Test
	void h6_throwBeforeStarted() {
		this.child.does((ctx) -> {
			throw new IllegalArgumentException("boom");
		});
		assertThatExceptionOfType(RemoteActorException.class).isThrownBy(this::openNoting).satisfies((ex) -> {
			assertThat(ex.isBoxed(IllegalArgumentException.class)).isTrue();
			assertThat(ex.boxedMessage()).isEqualTo("boom");
			assertThat(ex.source()).isEqualTo(far().id());
		});
		assertThat(this.bodyRan).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void h7_badCall(BadCall call) {
		Adder adder = new Adder();
		Portal portal = connect(near(), actor("adding", adder));
		assertThatExceptionOfType(ContextRefusedException.class).isThrownBy(() -> call.of(portal).open((ctx, first) -> {
			this.bodyRan.set(true);
		})).satisfies((ex) -> assertThat(ex.getMessage()).contains(call.told));
		assertThat(this.bodyRan).isFalse();
		assertThat(adder.ran).isFalse();
		assertThat(portal.context(Adder::add, 2, List.of("a")).call()).isEqualTo(3);
	}

	@Test
	void h7_tooFewArgumentsForTheMethod() {
		Portal portal = portal();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> portal
				.contextOf((EndpointMethod.Of2<Adder, Void, Void, Void, Integer, List<String>, Integer>) Adder::add, 1))
			.withMessageContaining("'adder'")
			.withMessageContaining("names");
	}

	@Test
	void h8_childCancelsItselfBeforeStarted() {
		this.child.does((ctx) -> {
			ctx.cancel();
			ctx.started("never");
			return null;
		});
		assertThatExceptionOfType(ContextCancelledException.class).isThrownBy(this::openNoting)
			.satisfies((ex) -> assertThat(ex.canceller()).isEqualTo(far().id()));
		assertThat(this.bodyRan).isFalse();
		Scripted.Run run = this.child.next();
		assertThat(run.end()).isInstanceOf(ScopeCancelledException.class);
		assertThat(run.context().canceller()).contains(far().id());
		assertThat(run.context().cancelCalled()).isTrue();
		assertThat(run.context().cancelAcked()).isTrue();
	}

	@Test
	void h8_childCancelsItselfAndReturns() {
		this.child.does((ctx) -> {
			ctx.cancel();
			return "ignored";
		});
		Throwable thrown = catchThrowable(this::openNoting);
		assertThat(thrown).isInstanceOfSatisfying(ContextCancelledException.class,
				(ex) -> assertThat(ex.canceller()).isEqualTo(far().id()));
	}

	private void openNoting() {
		open((ctx, first) -> this.bodyRan.set(true));
	}

	/** What can be wrong with a call, and what its opener is told. */
	enum BadCall {

		UNKNOWN_ENDPOINT("'nowhere'", "@Context(\"nowhere\")") {

			@Override
			ContextSpec<?, ?, ?, ?> of(Portal portal) {
				return portal.context("nowhere");
			}

		},

		MISSING("'names'", "'adder'", "missing", "[number, names]") {

			@Override
			ContextSpec<?, ?, ?, ?> of(Portal portal) {
				return portal.context("adder").argument("number", 1);
			}

		},

		MISNAMED("'names'", "'adder'", "nmaes") {

			@Override
			ContextSpec<?, ?, ?, ?> of(Portal portal) {
				return portal.context("adder").argument("number", 1).argument("nmaes", List.of());
			}

		},

		SURPLUS("'adder'", "[extra]", "[number, names]") {

			@Override
			ContextSpec<?, ?, ?, ?> of(Portal portal) {
				return portal.context("adder")
					.argument("number", 1)
					.argument("names", List.of())
					.argument("extra", true);
			}

		},

		ILL_TYPED("'number'", "'adder'", "int") {

			@Override
			ContextSpec<?, ?, ?, ?> of(Portal portal) {
				return portal.context("adder").argument("number", "one").argument("names", List.of());
			}

		},

		ILL_TYPED_WITHIN("'names'", "'adder'", "java.util.List<java.lang.String>") {

			@Override
			ContextSpec<?, ?, ?, ?> of(Portal portal) {
				return portal.context("adder").argument("number", 1).argument("names", List.of(1));
			}

		},

		NULL_FOR_A_PRIMITIVE("'number'", "'adder'", "int") {

			@Override
			ContextSpec<?, ?, ?, ?> of(Portal portal) {
				return portal.context("adder").argument("number", null).argument("names", List.of());
			}

		};

		final String[] told;

		BadCall(String... told) {
			this.told = told;
		}

		abstract ContextSpec<?, ?, ?, ?> of(Portal portal);

	}

	/** An endpoint with arguments. */
	public static final class Adder {

		private final AtomicBoolean ran = new AtomicBoolean();

		@Context("adder")
		public int add(ChildContext<Void, Void, Void> ctx, int number, List<String> names) {
			this.ran.set(true);
			ctx.started();
			return number + names.size();
		}

	}

}
