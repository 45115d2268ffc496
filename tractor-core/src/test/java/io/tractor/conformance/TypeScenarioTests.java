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
@InEveryForm
class TypeScenarioTests extends FormScenarios {

	private static final String SECRET = "s3cr3t";

	/** What Java takes for a list of items, if it is told to. */
	private static final Object POLLUTED = List.of(SECRET);

	private static final String ITEMS = "java.util.List<" + Item.class.getTypeName() + ">";

	private final Untyped untyped = new Untyped();

	private final Held held = new Held();

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

	@Test
	void t1_aPollutedFirstValueIsFoundWhereItIsProduced() {
		this.held.script = (ctx) -> {
			ctx.started(POLLUTED);
			return List.of();
		};
		ContextSpec<List<Item>, List<Item>, List<Item>, List<Item>> context = held();
		assertThatExceptionOfType(MsgTypeException.class).isThrownBy(() -> context.open((ctx, first) -> {
			Thread.sleep(LONG);
		})).satisfies((ex) -> assertFoundByTheChild(ex, "First value"));
		assertThat(this.held.thrown).isInstanceOf(MsgTypeException.class);
	}

	@Test
	void t1_caughtAndAGoodOne() {
		this.held.script = (ctx) -> {
			assertThatExceptionOfType(MsgTypeException.class).isThrownBy(() -> ctx.started(POLLUTED));
			assertThatExceptionOfType(MsgTypeException.class).isThrownBy(() -> ctx.started("no list"));
			ctx.started(List.of(new Item("good")));
			return List.of(new Item("result"));
		};
		held().open((ctx, first) -> {
			assertThat(first).containsExactly(new Item("good"));
			assertThat(ctx.waitForResult().get()).containsExactly(new Item("result"));
		});
		assertThat(this.held.thrown).isNull();
	}

	@Test
	void t2_aPollutedStreamValueIsFoundByItsReceiver() {
		this.held.script = (ctx) -> {
			ctx.started(List.of());
			ctx.openStream().send(POLLUTED);
			Thread.sleep(LONG);
			return null;
		};
		ContextSpec<List<Item>, List<Item>, List<Item>, List<Item>> context = held();
		assertThatExceptionOfType(MsgTypeException.class).isThrownBy(() -> context.open((ctx, first) -> {
			ctx.stream((stream) -> {
				stream.receive();
			});
		}))
			.satisfies((ex) -> assertThat(ex.source()).isEqualTo(near().id()))
			.withMessageContaining("Stream value of endpoint 'held'")
			.withMessageContaining(ITEMS)
			.withMessageContaining("found a text")
			.withMessageNotContaining(SECRET);
		assertThat(this.held.thrown).isInstanceOf(InterruptedException.class);
		assertThat(this.held.context.maybeError()).get().isInstanceOf(MsgTypeException.class);
	}

	@Test
	@SuppressWarnings("unchecked")
	void t2_aPollutedStreamValueIsFoundByTheChild() {
		this.held.script = (ctx) -> {
			ctx.started(List.of());
			return ctx.openStream().receive();
		};
		ContextSpec<List<Item>, List<Item>, List<Item>, List<Item>> context = held();
		assertThatExceptionOfType(MsgTypeException.class).isThrownBy(() -> context.open((ctx, first) -> {
			ctx.openStream().send((List<Item>) POLLUTED);
			Thread.sleep(LONG);
		})).satisfies((ex) -> assertFoundByTheChild(ex, "Stream value"));
		assertThat(this.held.thrown).isInstanceOf(MsgTypeException.class);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void t3_aPollutedResultIsFoundWhereItIsProduced(boolean waits) {
		this.held.script = (ctx) -> {
			ctx.started(List.of());
			return POLLUTED;
		};
		ContextSpec<List<Item>, List<Item>, List<Item>, List<Item>> context = held();
		assertThatExceptionOfType(MsgTypeException.class).isThrownBy(() -> context.open((ctx, first) -> {
			if (waits) {
				ctx.waitForResult();
			}
		})).satisfies((ex) -> assertFoundByTheChild(ex, "Result"));
	}

	private void assertFoundByTheChild(MsgTypeException ex, String what) {
		assertThat(ex.source()).isEqualTo(far().id());
		assertThat(ex).hasMessageContaining(what + " of endpoint 'held'")
			.hasMessageContaining(ITEMS)
			.hasMessageNotContaining(SECRET);
		if (!what.equals("Stream value")) {
			assertThat(ex).hasMessageContaining("A " + POLLUTED.getClass().getName() + " is no " + ITEMS);
		}
		assertThat(this.held.context.maybeError()).get().isInstanceOf(MsgTypeException.class);
	}

	private ContextSpec<List<Item>, List<Item>, List<Item>, List<Item>> held() {
		untyped();
		far().serve(Endpoint.allOf(this.held));
		return portal().context(Held::run);
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

	/**
	 * A class that others could extend, so that nothing is known of what is in a list.
	 */
	public static class Item {

		public String name;

		public Item() {
			this("");
		}

		Item(String name) {
			this.name = name;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Item item && item.name.equals(this.name);
		}

		@Override
		public int hashCode() {
			return this.name.hashCode();
		}

	}

	/** An endpoint of lists, with a script that gives whatever it likes. */
	public static final class Held {

		private volatile Untyped.Script script;

		private volatile ChildContext<?, ?, ?> context;

		private volatile Throwable thrown;

		@Context("held")
		@SuppressWarnings({ "unchecked", "rawtypes" })
		public List<Item> run(ChildContext<List<Item>, List<Item>, List<Item>> ctx) throws Exception {
			this.context = ctx;
			try {
				return (List<Item>) this.script.run((ChildContext) ctx);
			}
			catch (Throwable ex) {
				this.thrown = ex;
				throw ex;
			}
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
