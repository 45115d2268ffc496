package io.tractor.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.tractor.ContextCancelledException;
import io.tractor.ContextRefusedException;
import io.tractor.DeadlineExceededException;
import io.tractor.EndOfChannelException;
import io.tractor.MsgTypeException;
import io.tractor.Outcome;
import io.tractor.Portal;
import io.tractor.RemoteActorException;
import io.tractor.ScopeCancelledException;
import io.tractor.StreamOverrunException;
import io.tractor.StreamMethod;
import io.tractor.StreamReceiver;
import io.tractor.StreamReceiverAction;
import io.tractor.StreamSender;
import io.tractor.StreamSpec;
import io.tractor.TransportClosedException;
import io.tractor.TypeRef;
import io.tractor.runtime.Actor;
import io.tractor.runtime.ActorSettings;
import io.tractor.runtime.SideStatistics;
import io.tractor.scope.CancelScope;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * One-way streams: the far task lives as long as somebody receives from it.
 */
@OverEveryWire
class OneWayScenarioTests extends Scenarios {

	private final Quotes quotes = new Quotes();

	private Actor exchange;

	private Portal portalToQuotes() {
		this.exchange = actor("exchange", this.quotes);
		return connect(near(), this.exchange);
	}

	private StreamSpec<Integer> numbers(String endpoint) {
		return portalToQuotes().openStreamFrom(endpoint).receives(Integer.class);
	}

	@Test
	void allValuesInOrderAndThenTheEnd() {
		List<Quotes.Tick> ticks = new ArrayList<>();
		portalToQuotes().openStreamFrom(Quotes::ticks, "X", 1000).open((stream) -> {
			for (Quotes.Tick tick : stream) {
				ticks.add(tick);
			}
			assertThatExceptionOfType(EndOfChannelException.class).isThrownBy(stream::receive);
		});
		assertThat(ticks).hasSize(1000)
			.startsWith(new Quotes.Tick("X", 0), new Quotes.Tick("X", 1))
			.endsWith(new Quotes.Tick("X", 999));
	}

	@Test
	void byNameAndWithAValue() {
		Quotes.Tick third = portalToQuotes().openStreamFrom("Quotes.ticks")
			.argument("symbol", "Y")
			.argument("count", 3)
			.receives(Quotes.Tick.class)
			.open((stream) -> {
				stream.receive();
				stream.receive();
				return stream.receive();
			});
		assertThat(third).isEqualTo(new Quotes.Tick("Y", 2));
	}

	@Test
	void genericTypesAndNull() {
		List<Quotes.Tick> first = List.of(new Quotes.Tick("Z", 1));
		Portal portal = portalToQuotes();
		portal.openStreamFrom(Quotes::lists, first).open((stream) -> {
			assertThat(stream.receive()).isEqualTo(first);
			assertThat(stream.receive()).isNull();
		});
		TypeRef<List<Quotes.Tick>> type = new TypeRef<>() {
		};
		portal.openStreamFrom("lists").argument("first", first, type).receives(type).open((stream) -> {
			assertThat(stream.receive()).isEqualTo(first);
		});
	}

	@Test
	void leavingEarlyEndsTheFarTask() throws Exception {
		int third = numbers("endless").open((stream) -> {
			for (int number : stream) {
				if (number == 2) {
					return number;
				}
			}
			return -1;
		});
		assertThat(third).isEqualTo(2);
		farTaskWasCancelledByTheOpener();
		untilIdle();
		assertThat(near().statistics().opened()).extracting(SideStatistics::cancelled).isEqualTo(1L);
		assertThat(this.exchange.statistics().served()).extracting(SideStatistics::cancelled).isEqualTo(1L);
	}

	@Test
	void anExceptionOfTheBodyEndsTheFarTaskAndComesOutUnchanged() throws Exception {
		Exception own = new Exception("enough");
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> open(numbers("silent"), (stream) -> {
			stream.receive();
			throw own;
		})).isSameAs(own);
		assertThat(own.getSuppressed()).isEmpty();
		farTaskWasCancelledByTheOpener();
	}

	/** Opens a stream with a body of which the compiler cannot tell what it is. */
	private static <T, X extends Exception> void open(StreamSpec<T> stream, StreamReceiverAction<T, X> action)
			throws X {
		stream.open(action);
	}

	private void farTaskWasCancelledByTheOpener() throws Exception {
		assertThat(this.quotes.awaitCutOff()).isInstanceOfAny(ScopeCancelledException.class,
				InterruptedException.class);
		Awaitility.await()
			.atMost(Wire.PATIENCE)
			.untilAsserted(() -> assertThat(this.quotes.context.outcome()).isInstanceOf(Outcome.Cancelled.class));
		assertThat(this.quotes.context.canceller()).contains(near().id());
		assertThat(this.quotes.context.remoteActor()).isEqualTo(near().id());
	}

	@Test
	void theErrorOfTheFarTaskIsRaisedAfterWhatItHadSent() {
		List<Integer> received = new ArrayList<>();
		assertThatExceptionOfType(RemoteActorException.class)
			.isThrownBy(() -> numbers("failing").argument("count", 0).open((stream) -> {
				stream.forEach(received::add);
				received.add(-1);
			}))
			.satisfies((ex) -> {
				assertThat(ex.boxedType()).isEqualTo(IllegalStateException.class.getName());
				assertThat(ex.boxedMessage()).isEqualTo("no more quotes");
				assertThat(ex.source()).isEqualTo(this.exchange.id());
			});
		assertThat(received).isEmpty();
	}

	@Test
	void anErrorInTheMiddleIsNoEnd() {
		assertThatExceptionOfType(RemoteActorException.class)
			.isThrownBy(() -> open(numbers("failing").argument("count", 100), (stream) -> {
				stream.forEach((number) -> {
				});
				throw new AssertionError("an end");
			}))
			.satisfies((ex) -> assertThat(ex.boxedMessage()).isEqualTo("no more quotes"));
	}

	@Test
	void aSlowReceiverHoldsTheSenderBack() {
		this.settings = ActorSettings.DEFAULT.withBufferSize(8);
		List<Integer> received = new ArrayList<>();
		numbers("endless").open((stream) -> {
			for (int taken = 0; taken <= 200; taken += 20) {
				while (received.size() < taken) {
					received.add(stream.receive());
				}
				assertThat(untilItWaits()).isEqualTo(taken + 8);
			}
		});
		assertThat(received).hasSize(200).isSorted().doesNotHaveDuplicates();
	}

	/** Waits until the sender has not sent for a while. */
	private int untilItWaits() {
		int[] before = { -1 };
		Awaitility.await()
			.atMost(Wire.PATIENCE)
			.pollDelay(Duration.ofMillis(30))
			.pollInterval(Duration.ofMillis(30))
			.until(() -> {
				int now = this.quotes.sent.get();
				boolean same = now == before[0]
						&& this.exchange.contexts().stream().anyMatch((context) -> context.stream().credit() == 0);
				before[0] = now;
				return same;
			});
		return before[0];
	}

	@Test
	void aReceiverThatDoesNotReceiveIsAnOverrun() {
		this.settings = ActorSettings.DEFAULT.withBufferSize(4).withOverrunAfter(Duration.ofMillis(50));
		assertThatExceptionOfType(StreamOverrunException.class).isThrownBy(() -> numbers("endless").open((stream) -> {
			CancelScope.checkpoint();
			Thread.sleep(LONG);
		}));
	}

	@Test
	void aDeadlineEndsBothSides() {
		// That the far task has ended too is asserted after each test.
		assertThatExceptionOfType(DeadlineExceededException.class)
			.isThrownBy(() -> numbers("silent").deadline(Duration.ofMillis(300)).open((stream) -> {
				stream.receive();
				stream.receive();
			}));
	}

	@Test
	void anInterruptOfTheOpenerEndsBothSides() throws Exception {
		assertThatExceptionOfType(ScopeCancelledException.class).isThrownBy(() -> open(numbers("silent"), (stream) -> {
			stream.receive();
			Thread.currentThread().interrupt();
			stream.receive();
		}));
		assertThat(Thread.interrupted()).isTrue();
		farTaskWasCancelledByTheOpener();
	}

	@Test
	void aCancelByTheFarSideIsRaised() {
		assertThatExceptionOfType(ContextCancelledException.class).isThrownBy(() -> numbers("silent").open((stream) -> {
			stream.receive();
			this.exchange.cancel(this.quotes.context.id());
			stream.receive();
		})).satisfies((ex) -> assertThat(ex.canceller()).isEqualTo(this.exchange.id()));
	}

	@Test
	void aValueOfAnotherTypeEndsBothSides() throws Exception {
		assertThatExceptionOfType(MsgTypeException.class)
			.isThrownBy(() -> open(portalToQuotes().openStreamFrom("silent").receives(Quotes.Tick.class),
					StreamReceiver::receive));
		assertThat(this.quotes.awaitCutOff()).isNotNull();
	}

	@Test
	void aLostConnectionIsRaisedAndEndsTheFarTask() throws Exception {
		assertThatExceptionOfType(TransportClosedException.class).isThrownBy(() -> numbers("silent").open((stream) -> {
			stream.receive();
			line().lose();
			stream.receive();
		}));
		assertThat(this.quotes.awaitCutOff()).isNotNull();
	}

	@Test
	void aBadCallIsRefused() {
		Portal portal = portalToQuotes();
		refused(portal.openStreamFrom("nothing"), "'nothing'", "@Stream(\"nothing\")");
		refused(portal.openStreamFrom("failing"), "'count'", "missing");
		refused(portal.openStreamFrom("failing").argument("count", "many"), "'count'", "int");
		refused(portal.openStreamFrom("endless").argument("count", 1), "count");
		refused(portal.openStreamFrom("dialog"), "@Context", "portal.context(..)");
		assertThatExceptionOfType(ContextRefusedException.class).isThrownBy(() -> portal.context("endless").call())
			.withMessageContaining("portal.openStreamFrom(..)");
		assertThat(this.quotes.sent).hasValue(0);
		assertThat(portal.context(Quotes::dialog).call()).isEqualTo("done");
	}

	private static void refused(StreamSpec<?> stream, String... why) {
		assertThatExceptionOfType(ContextRefusedException.class).isThrownBy(() -> open(stream, (receiver) -> {
			throw new AssertionError("it was served");
		})).satisfies((ex) -> assertThat(ex).message().contains(why));
	}

	@Test
	void aReferenceIsToAStreamMethod() {
		Portal portal = portalToQuotes();
		assertThatIllegalArgumentException().isThrownBy(() -> portal.openStreamFrom(Unmarked::run))
			.withMessageContaining("@Stream");
		StreamMethod.Of2<Quotes, Quotes.Tick, String, Integer> ticks = Quotes::ticks;
		assertThatIllegalArgumentException().isThrownBy(() -> portal.streamOf(ticks, "X"))
			.withMessageContaining("symbol")
			.withMessageContaining("was given 1");
	}

	private interface Unmarked {

		void run(StreamSender<Integer> numbers);

	}

}
