package io.tractor.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextRefusedException;
import io.tractor.ContextSpec;
import io.tractor.MsgTypeException;
import io.tractor.Portal;
import io.tractor.RemoteActorException;
import io.tractor.StreamOptions;
import io.tractor.StreamOverrunException;
import io.tractor.runtime.Actor;
import io.tractor.runtime.ActorLimits;
import io.tractor.runtime.ActorSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What is beyond an actor's limits. Each time a sibling on the same connection lives
 * through it.
 */
@OverNetwork
class LimitScenarioTests extends Scenarios {

	private static final int SMALL = 100;

	private static final String LARGE = "x".repeat(SMALL);

	private final Texts texts = new Texts();

	private final Gate done = new Gate();

	private Portal far;

	private Background<?> sibling;

	/** Makes both actors, and the sibling. */
	private void connect(ActorLimits ofNear, ActorLimits ofFar) throws InterruptedException {
		this.limits = ofFar;
		this.texts.self = actor("far", this.texts, this.child);
		this.limits = ofNear;
		this.far = connect(near(), this.texts.self);
		Gate there = new Gate();
		this.sibling = Background.run(() -> this.far.context(Texts::echo, "sibling").open((ctx, first) -> {
			return ctx.stream((stream) -> {
				there.open();
				this.done.pass();
				stream.send("alive");
				return stream.receive();
			});
		}));
		there.pass();
	}

	@AfterEach
	void theSiblingLives() throws Exception {
		this.done.open();
		assertThat(this.sibling.value()).isEqualTo("alive");
	}

	private ContextSpec<String, String, String, String> echo() {
		return this.far.context(Texts::echo, "one");
	}

	// How many contexts

	@Test
	void contextsInAll() throws Exception {
		connect(ActorLimits.DEFAULT, ActorLimits.DEFAULT.withContexts(2));
		Portal other = connect(near(), this.texts.self);
		echo().open((ctx, first) -> {
			for (Portal portal : List.of(this.far, other)) {
				assertThatExceptionOfType(ContextRefusedException.class)
					.isThrownBy(() -> portal.context(Texts::echo, "more").call())
					.withMessageContaining("Actor " + this.texts.self.id()
							+ " serves 2 contexts, the most that it does (tractor.limits.contexts)");
			}
		});
	}

	@Test
	void contextsOfAConnection() throws Exception {
		connect(ActorLimits.DEFAULT, ActorLimits.DEFAULT.withContextsPerConnection(2));
		Portal other = connect(near(), this.texts.self);
		echo().open((ctx, first) -> {
			assertThatExceptionOfType(ContextRefusedException.class).isThrownBy(() -> echo().call())
				.withMessageContaining("Actor " + this.texts.self.id() + " serves 2 contexts of this connection, "
						+ "the most that it does (tractor.limits.contexts-per-connection)");
			assertThat(other.context(Texts::echo, "other").call()).isEqualTo("other");
		});
	}

	@Test
	void whoHasHeardOfAnEndFindsThePlaceFree() throws Exception {
		connect(ActorLimits.DEFAULT, ActorLimits.DEFAULT.withContexts(2).withContextsPerConnection(2));
		for (int i = 0; i < 100; i++) {
			assertThat(echo().call()).isEqualTo("one");
			assertThat(catchThrowable(() -> this.far.context(Texts::fail).call())).isNotNull();
			assertThat(catchThrowable(() -> this.far.context("nothing").call())).isNotNull();
			assertThat(catchThrowable(() -> this.far.context("echo").call())).isNotNull();
		}
	}

	@Test
	void aZombieCounts() throws Exception {
		this.settings = ActorSettings.DEFAULT.withAbandonAfter(Duration.ofMillis(1));
		connect(ActorLimits.DEFAULT, ActorLimits.DEFAULT.withContexts(2));
		Gate end = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			end.passStubbornly();
			return null;
		});
		this.far.context(Scripted::run).open((ctx, first) -> {
			ctx.cancel(Duration.ofMillis(1));
		});
		assertThatExceptionOfType(ContextRefusedException.class).isThrownBy(() -> echo().call())
			.withMessageContaining("serves 2 contexts");
		end.open();
		this.child.next().end();
		untilOneIsLeft();
		assertThat(echo().call()).isEqualTo("one");
	}

	private void untilOneIsLeft() {
		Awaitility.await()
			.atMost(Wire.PATIENCE)
			.until(() -> this.texts.self.contexts().size() + near().contexts().size() == 2);
	}

	@Test
	void manyAtOnceAreCountedExactly() throws Exception {
		connect(ActorLimits.DEFAULT, ActorLimits.DEFAULT.withContexts(11));
		for (int round = 0; round < 3; round++) {
			int openers = 40;
			CyclicBarrier together = new CyclicBarrier(openers);
			CountDownLatch answered = new CountDownLatch(openers);
			AtomicInteger admitted = new AtomicInteger();
			List<Background<?>> all = new ArrayList<>();
			for (int i = 0; i < openers; i++) {
				Portal portal = (i % 4 == 0) ? connect(near(), this.texts.self) : this.far;
				all.add(Background.run(() -> {
					together.await();
					try {
						portal.context(Texts::echo, "many").open((ctx, first) -> {
							admitted.incrementAndGet();
							answered.countDown();
							answered.await();
						});
					}
					catch (ContextRefusedException ex) {
						answered.countDown();
					}
				}));
			}
			for (Background<?> one : all) {
				one.value();
			}
			assertThat(admitted).hasValue(10);
		}
	}

	// How large

	@Test
	void aValueThatIsTooLargeForItsReceiver() throws Exception {
		connect(ActorLimits.DEFAULT, ActorLimits.DEFAULT.withPayloadSize(SMALL));
		assertThatExceptionOfType(MsgTypeException.class).isThrownBy(() -> echo().open((ctx, first) -> {
			ctx.stream((stream) -> {
				stream.send("small");
				assertThat(stream.receive()).isEqualTo("small");
				stream.send(LARGE);
				Thread.sleep(LONG);
			});
		}))
			.satisfies((ex) -> assertThat(ex.source()).isEqualTo(this.texts.self.id()))
			.withMessageContaining("Stream value of endpoint 'echo': It takes 102 bytes, more than the 100 that actor "
					+ this.texts.self.id() + " takes (tractor.limits.payload-size)");
	}

	@Test
	void payloadsThatAreTooLargeForTheOpener() throws Exception {
		connect(ActorLimits.DEFAULT.withPayloadSize(SMALL), ActorLimits.DEFAULT);
		String where = "endpoint 'produce': It takes 102 bytes, more than the 100 that actor " + near().id()
				+ " takes (tractor.limits.payload-size)";
		for (String what : List.of("First value", "Stream value", "Result")) {
			assertThatExceptionOfType(MsgTypeException.class)
				.isThrownBy(() -> this.far.context(Texts::produce, what).open((ctx, first) -> {
					ctx.stream((stream) -> {
						stream.forEach((value) -> {
						});
					});
					ctx.waitForResult();
				}))
				.satisfies((ex) -> assertThat(ex.source()).isEqualTo(near().id()))
				.withMessageContaining(what + " of " + where);
		}
	}

	@Test
	void whatIsDroppedMayBeOfAnySize() throws Exception {
		connect(ActorLimits.DEFAULT.withPayloadSize(SMALL), ActorLimits.DEFAULT);
		this.far.context(Texts::insist).open((ctx, first) -> {
			ctx.cancel();
		});
	}

	@Test
	void payloadsThatAreTooLargeForTheirSender() throws Exception {
		connect(ActorLimits.DEFAULT.withPayloadSize(SMALL), ActorLimits.DEFAULT.withPayloadSize(SMALL));
		String why = ": It takes 102 bytes, more than the 100 that a value may take (tractor.limits.payload-size)";
		echo().open((ctx, first) -> {
			ctx.stream((stream) -> {
				assertThatExceptionOfType(MsgTypeException.class).isThrownBy(() -> stream.send(LARGE))
					.withMessageContaining("Stream value of endpoint 'echo'" + why);
				stream.send("small");
				assertThat(stream.receive()).isEqualTo("small");
			});
		});
		for (String what : List.of("First value", "Stream value", "Result")) {
			assertThatExceptionOfType(MsgTypeException.class)
				.isThrownBy(() -> this.far.context(Texts::produce, what).call())
				.satisfies((ex) -> assertThat(ex.source()).isEqualTo(this.texts.self.id()))
				.withMessageContaining(what + " of endpoint 'produce'" + why);
		}
	}

	@Test
	void argumentsThatAreTooLargeForTheActorThatServes() throws Exception {
		connect(ActorLimits.DEFAULT, ActorLimits.DEFAULT.withArgumentsSize(SMALL));
		assertThatExceptionOfType(ContextRefusedException.class)
			.isThrownBy(() -> this.far.context(Texts::echo, LARGE).call())
			.withMessageContaining("The arguments of endpoint 'echo' take 102 bytes, more than the 100 that actor "
					+ this.texts.self.id() + " takes (tractor.limits.arguments-size): send large values on the stream");
	}

	@Test
	void argumentsThatAreTooLargeForTheOpener() throws Exception {
		connect(ActorLimits.DEFAULT.withArgumentsSize(SMALL), ActorLimits.DEFAULT);
		assertThatIllegalArgumentException().isThrownBy(() -> this.far.context(Texts::echo, LARGE).call())
			.withMessage("The arguments of endpoint 'echo' take 102 bytes, more than 100"
					+ " (tractor.limits.arguments-size): send large values on the stream");
	}

	// How much room

	@Test
	void anOpenerThatHasTooMuchRoom() throws Exception {
		connect(ActorLimits.DEFAULT, ActorLimits.DEFAULT.withStreamBuffer(SMALL));
		this.settings = ActorSettings.DEFAULT.withBufferSize(SMALL + 1);
		this.limits = ActorLimits.DEFAULT;
		Portal greedy = connect(actor("greedy"), this.texts.self);
		assertThatExceptionOfType(ContextRefusedException.class)
			.isThrownBy(() -> greedy.context(Texts::echo, "much").call())
			.withMessageContaining("The opener has room for 101 values of the stream of endpoint 'echo', "
					+ "more than the 100 that actor " + this.texts.self.id()
					+ " sends ahead (tractor.limits.stream-buffer): it is to buffer less");
	}

	@Test
	void anEndpointsActorThatHasTooMuchRoom() throws Exception {
		connect(ActorLimits.DEFAULT.withStreamBuffer(SMALL), ActorLimits.DEFAULT);
		this.settings = ActorSettings.DEFAULT.withBufferSize(SMALL + 1);
		this.limits = ActorLimits.DEFAULT;
		Portal greedy = connect(near(), actor("greedy", new Texts()));
		assertThatExceptionOfType(StreamOverrunException.class)
			.isThrownBy(() -> greedy.context(Texts::echo, "much").call())
			.withMessageContaining("The peer has room for 101 values of the stream of endpoint 'echo', "
					+ "more than the 100 that actor " + near().id()
					+ " sends ahead (tractor.limits.stream-buffer): it is to buffer less");
	}

	@Test
	void aStreamIsNotOpenedWithMoreRoom() throws Exception {
		connect(ActorLimits.DEFAULT.withStreamBuffer(SMALL), ActorLimits.DEFAULT);
		echo().open((ctx, first) -> {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> ctx.openStream(StreamOptions.DEFAULT.withBufferSize(SMALL + 1)))
				.withMessage("A stream with room for 101 values: the most are 100 (tractor.limits.stream-buffer)");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> ctx.openStream(StreamOptions.DEFAULT.allowOverruns(SMALL - 63)))
				.withMessageContaining("room for 101 values");
			ctx.openStream(StreamOptions.DEFAULT.withBufferSize(SMALL)).close();
		});
	}

	@Test
	void aPeerThatGivesTooMuchRoomLater() throws Exception {
		connect(ActorLimits.DEFAULT, ActorLimits.DEFAULT.withStreamBuffer(SMALL));
		assertThatExceptionOfType(StreamOverrunException.class).isThrownBy(() -> echo().open((ctx, first) -> {
			ctx.stream(StreamOptions.DEFAULT.withBufferSize(10 * SMALL), (stream) -> {
				Thread.sleep(LONG);
			});
		}))
			.satisfies((ex) -> assertThat(ex.source()).isEqualTo(this.texts.self.id()))
			.withMessageContaining("The peer has room for 1000 values of the stream of endpoint 'echo', "
					+ "more than the 100 that actor " + this.texts.self.id()
					+ " sends ahead (tractor.limits.stream-buffer): it is to buffer less");
	}

	// How deep

	@Test
	void contextsAreNestedNoDeeper() throws Exception {
		connect(ActorLimits.DEFAULT, ActorLimits.DEFAULT.withDepth(4));
		assertThat(this.far.context(Texts::descend, 4).call()).isEqualTo(4);
		assertThatExceptionOfType(RemoteActorException.class)
			.isThrownBy(() -> this.far.context(Texts::descend, 5).call())
			.satisfies((ex) -> assertThat(ex.boxedType()).isEqualTo(ContextRefusedException.class.getName()))
			.withMessageContaining("This context of endpoint 'descend' is 5 deep, opened in an endpoint that was opened"
					+ " in an endpoint and so on, and actor " + this.texts.self.id()
					+ " takes none deeper than 4 (tractor.limits.depth)");
	}

	/**
	 * Endpoints with texts.
	 */
	public static final class Texts {

		private volatile Actor self;

		@Context("echo")
		public String echo(ChildContext<String, String, String> ctx, String name) {
			ctx.started(name);
			ctx.stream((stream) -> {
				stream.forEach(stream::send);
			});
			return name;
		}

		@Context("fail")
		public String fail(ChildContext<String, String, String> ctx) {
			throw new IllegalArgumentException("fails");
		}

		@Context("produce")
		public String produce(ChildContext<String, String, String> ctx, String what) {
			ctx.started(what.equals("First value") ? LARGE : "first");
			ctx.stream((stream) -> {
				stream.send(what.equals("Stream value") ? LARGE : "value");
			});
			return what.equals("Result") ? LARGE : "result";
		}

		@Context("insist")
		public String insist(ChildContext<String, String, String> ctx) {
			ctx.started("up");
			try {
				Thread.sleep(LONG);
			}
			catch (InterruptedException ex) {
				// Has a value to give all the same.
			}
			return LARGE;
		}

		@Context("descend")
		public int descend(ChildContext<String, String, String> ctx, int depth) {
			ctx.started("down");
			return (depth > 1) ? 1 + this.self.self().context(Texts::descend, depth - 1).call() : 1;
		}

	}

}
