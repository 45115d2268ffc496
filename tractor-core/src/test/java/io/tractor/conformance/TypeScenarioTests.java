package io.tractor.conformance;

import java.util.List;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextSpec;
import io.tractor.MsgTypeException;
import io.tractor.Outcome;
import io.tractor.Portal;
import io.tractor.runtime.Endpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Values that are not what the contract says, and values that nobody can write. Each time
 * a sibling on the same connection lives through it.
 */
@OverEveryWire
class TypeScenarioTests extends Scenarios {

	private final Untyped untyped = new Untyped();

	private final Gate siblingMayEnd = new Gate();

	private @Nullable Background<Object> sibling;

	private ContextSpec<Object, Object, Object, Object> untyped() {
		far().serve(Endpoint.allOf(this.untyped));
		Portal portal = portal();
		this.child.does((ctx) -> {
			ctx.started("up");
			this.siblingMayEnd.pass();
			return 7;
		});
		this.sibling = Background.run(() -> context().call());
		this.child.next();
		return portal.context(Untyped::run);
	}

	@AfterEach
	void theSiblingLives() throws Exception {
		this.siblingMayEnd.open();
		if (this.sibling != null) {
			assertThat(this.sibling.value()).isEqualTo(7);
		}
	}

	@ParameterizedTest
	@EnumSource
	void t5_theChildCannotWriteIt(Place place) {
		this.untyped.script = (ctx) -> {
			if (place != Place.FIRST_VALUE) {
				ctx.started("up");
			}
			return place.give(ctx, new Unwritable());
		};
		ContextSpec<Object, Object, Object, Object> context = untyped();
		assertThatExceptionOfType(MsgTypeException.class).isThrownBy(() -> context.open((ctx, first) -> {
			Thread.sleep(LONG);
		}))
			.satisfies((ex) -> assertThat(ex.source()).isEqualTo(far().id()))
			.withMessageContaining("'untyped'")
			.withMessageContaining(place.told);
		if (place != Place.RESULT) {
			assertThat(this.untyped.thrown).isInstanceOf(MsgTypeException.class);
		}
		assertThat(this.untyped.context.maybeError()).get().isInstanceOf(MsgTypeException.class);
	}

	@ParameterizedTest
	@EnumSource(names = { "FIRST_VALUE", "STREAM_VALUE" })
	void t5_theChildCatchesThatAndGivesAnother(Place place) {
		this.untyped.script = (ctx) -> {
			if (place != Place.FIRST_VALUE) {
				ctx.started("up");
			}
			if (place == Place.FIRST_VALUE) {
				assertThatExceptionOfType(MsgTypeException.class).isThrownBy(() -> ctx.started(new Unwritable()));
				ctx.started("up");
			}
			ctx.stream((stream) -> {
				assertThatExceptionOfType(MsgTypeException.class).isThrownBy(() -> stream.send(new Unwritable()));
				stream.send(1);
			});
			return 7;
		};
		Outcome<Object> outcome = untyped().<Outcome<Object>, RuntimeException>open((ctx, first) -> {
			assertThat(first).isEqualTo("up");
			ctx.stream((stream) -> {
				assertThat(stream).containsExactly(1);
			});
			return ctx.waitForResult();
		});
		assertThat(outcome).isEqualTo(new Outcome.Returned<>(7));
	}

	@Test
	void t5_theParentCannotWriteIt() {
		this.untyped.script = (ctx) -> {
			ctx.started("up");
			Thread.sleep(LONG);
			return null;
		};
		ContextSpec<Object, Object, Object, Object> context = untyped();
		Throwable raised = catchThrowable(() -> context.open((ctx, first) -> {
			ctx.stream((stream) -> {
				stream.send(new Unwritable());
			});
		}));
		assertThat(raised)
			.isInstanceOfSatisfying(MsgTypeException.class, (ex) -> assertThat(ex.source()).isEqualTo(near().id()))
			.hasMessageContaining("'untyped'");
		assertThat(this.untyped.thrown).isInstanceOf(InterruptedException.class);
		assertThat(this.untyped.context.canceller()).contains(near().id());
	}

	@Test
	void t5_theParentCannotWriteAnArgument() {
		assertThatExceptionOfType(MsgTypeException.class)
			.isThrownBy(() -> untyped().argument("value", new Unwritable()).call())
			.withMessageContaining("'untyped'")
			.withMessageContaining("'value'");
		assertThat(this.untyped.context).isNull();
	}

	@Test
	void t1_aFirstValueOfAnotherType() {
		this.untyped.script = (ctx) -> {
			ctx.started(List.of("no text"));
			Thread.sleep(LONG);
			return null;
		};
		ContextSpec<String, Object, Object, Object> context = untyped().started(String.class);
		assertThatExceptionOfType(MsgTypeException.class).isThrownBy(() -> context.open((ctx, first) -> {
			Thread.sleep(LONG);
		})).satisfies((ex) -> assertThat(ex.source()).isEqualTo(near().id())).withMessageContaining("'untyped'");
		assertThat(this.untyped.thrown).isInstanceOf(InterruptedException.class);
		assertThat(this.untyped.context.maybeError()).get().isInstanceOf(MsgTypeException.class);
	}

	@Test
	void t2_aStreamValueOfAnotherTypeForTheParent() {
		this.untyped.script = (ctx) -> {
			ctx.started("up");
			ctx.openStream().send("no number");
			Thread.sleep(LONG);
			return null;
		};
		ContextSpec<Object, Integer, Object, Object> context = untyped().receives(Integer.class);
		assertThatExceptionOfType(MsgTypeException.class).isThrownBy(() -> context.open((ctx, first) -> {
			ctx.stream((stream) -> {
				stream.receive();
			});
		})).satisfies((ex) -> assertThat(ex.source()).isEqualTo(near().id()));
		assertThat(this.untyped.thrown).isInstanceOf(InterruptedException.class);
		assertThat(this.untyped.context.maybeError()).get().isInstanceOf(MsgTypeException.class);
	}

	@Test
	void t2_aStreamValueOfAnotherTypeForTheChild() {
		untyped();
		this.child.does((ctx) -> {
			ctx.started("up");
			return ctx.<Object, RuntimeException>stream((stream) -> {
				return stream.receive();
			});
		});
		ContextSpec<Object, Object, Object, Object> context = portal().context("scripted");
		assertThatExceptionOfType(MsgTypeException.class).isThrownBy(() -> context.open((ctx, first) -> {
			ctx.stream((stream) -> {
				stream.send("no number");
				stream.receive();
			});
		})).satisfies((ex) -> assertThat(ex.source()).isEqualTo(far().id())).withMessageContaining("'scripted'");
		assertThat(this.child.next().end()).isInstanceOf(MsgTypeException.class);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void t3_aResultOfAnotherType(boolean waits) {
		this.untyped.script = (ctx) -> {
			ctx.started("up");
			return "no number";
		};
		ContextSpec<Object, Object, Object, Integer> context = untyped().returns(Integer.class);
		assertThatExceptionOfType(MsgTypeException.class).isThrownBy(() -> context.open((ctx, first) -> {
			if (waits) {
				ctx.waitForResult();
			}
		})).satisfies((ex) -> assertThat(ex.source()).isEqualTo(near().id())).withMessageContaining("'untyped'");
	}

	/** Where C gives a value. */
	enum Place {

		FIRST_VALUE("First value") {

			@Override
			Object give(ChildContext<Object, Object, Object> ctx, Object value) {
				ctx.started(value);
				return 7;
			}

		},

		STREAM_VALUE("Stream value") {

			@Override
			Object give(ChildContext<Object, Object, Object> ctx, Object value) {
				ctx.openStream().send(value);
				return 7;
			}

		},

		RESULT("Result") {

			@Override
			Object give(ChildContext<Object, Object, Object> ctx, Object value) {
				return value;
			}

		};

		private final String told;

		Place(String told) {
			this.told = told;
		}

		abstract Object give(ChildContext<Object, Object, Object> ctx, Object value);

	}

	/** An object whose property throws. */
	public static final class Unwritable {

		public int getNumber() {
			throw new IllegalStateException("unreadable");
		}

	}

	/** An endpoint of any values. */
	public static final class Untyped {

		private volatile Script script;

		private volatile ChildContext<Object, Object, Object> context;

		private volatile Throwable thrown;

		@Context("untyped")
		public Object run(ChildContext<Object, Object, Object> ctx) throws Exception {
			this.context = ctx;
			try {
				return this.script.run(ctx);
			}
			catch (Throwable ex) {
				this.thrown = ex;
				throw ex;
			}
		}

		interface Script {

			Object run(ChildContext<Object, Object, Object> ctx) throws Exception;

		}

	}

}
