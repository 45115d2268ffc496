package com.example.jobs;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.example.jobs.Store.Item;
import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextCancelledException;
import io.tractor.ContextHandle;
import io.tractor.ContextRefusedException;
import io.tractor.MsgTypeException;
import io.tractor.StreamSender;
import io.tractor.TransportClosedException;
import io.tractor.boot.test.peer.EndpointScript;
import io.tractor.boot.test.peer.FakePeer;
import io.tractor.boot.test.peer.PeerCall;
import io.tractor.boot.test.peer.ScriptedPeer;
import io.tractor.runtime.Actor;
import io.tractor.runtime.ContextEnd;
import io.tractor.scope.Nursery;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static io.tractor.boot.test.assertj.TractorAssertions.assertThat;
import static io.tractor.boot.test.assertj.TractorAssertions.assertThatRemoteErrorIsThrownBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * An application whose peer does what the test says.
 */
@SpringBootTest("spring.rsocket.server.port=0")
class FakePeerTests {

	private static final Item SHOE = new Item("shoe", 30);

	private static final Item SOCK = new Item("sock", 3);

	@FakePeer("store")
	private ScriptedPeer store;

	@Autowired
	private Shop shop;

	@Autowired
	private Actor application;

	@Test
	void playsAScript() {
		this.store.on(Store::find).started("hello").expect("hello").send(SHOE, SOCK).returns(2);
		assertThat(this.shop.find("s")).containsExactly(SHOE, SOCK);
		assertThat(this.store.calls()).singleElement().satisfies((call) -> {
			assertThat(call.endpoint()).isEqualTo("store.find");
			assertThat(call.arguments()).isEqualTo(Map.of("word", "s", "limit", 10));
			assertThat(call.received()).containsExactly("hello");
			assertThat(call.awaitEnd().kind()).isEqualTo(ContextEnd.Kind.RETURNED);
			assertThat(call.hasEnded()).isTrue();
		});
	}

	@Test
	void keepsWhatItReceives() {
		this.store.on(Store::put).expectEnd();
		this.shop.put(SHOE, SOCK);
		assertThat(this.store.awaitCall().received()).containsExactly(SHOE, SOCK);
	}

	@Test
	void holdsWhatItReceivesAgainstRequirements() {
		this.store.on(Store::put)
			.expectThat((item) -> assertThat(item.price()).isPositive())
			.expectThat((item) -> assertThat(item.name()).isEqualTo("sock"))
			.expectEnd();
		this.shop.put(SHOE, SOCK);
		this.store.verify();
	}

	@Test
	void whatIsNotExpectedFailsTheContextAndTheTest() {
		this.store.on(Store::find).started("hello").expect("bye").returns(0);
		assertThatRemoteErrorIsThrownBy(() -> this.shop.find("s")).hasBoxedType(AssertionError.class)
			.hasBoxedMessage("Expected bye to be sent to store.find{word=s, limit=10}, and got hello")
			.hasSource("store");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.store::verify)
			.withMessage("A script of fake peer 'store' was not kept to:"
					+ " Expected bye to be sent to store.find{word=s, limit=10}, and got hello");
		this.store.reset();
		this.store.verify();
	}

	@Test
	void whatIsExpectedInVainFailsTheContextAndTheTest() {
		this.store.on(Store::put).expect(SHOE).expect(SOCK);
		assertThatRemoteErrorIsThrownBy(() -> this.shop.put(SHOE)).hasBoxedMessageContaining(
				"Expected Item[name=sock, price=3] to be sent to store.put{}, and the stream has");
		this.store.reset();
		this.store.patience(Duration.ofMillis(1)).on(Store::put).expect(SHOE);
		// Wherever it finds the opener.
		assertThatRemoteErrorIsThrownBy(() -> this.shop.store().context(Store::put).open((context, first) -> {
			context.stream((stream) -> {
				stream.receive();
			});
		})).hasBoxedMessageContaining("and nothing was within PT0.001S");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.store::verify);
		this.store.reset();
	}

	@Test
	void eachContextHasItsScriptAndTheLastIsKept() {
		this.store.on(Store::find).returns(1);
		this.store.on(Store::find).returns(2);
		assertThat(this.shop.count("a")).isEqualTo(1);
		assertThat(this.shop.count("a")).isEqualTo(2);
		assertThat(this.shop.count("a")).isEqualTo(2);
	}

	@Test
	void retryAfterALoss() {
		this.store.on(Store::find).dies();
		this.store.on(Store::find).returns(7);
		assertThat(this.shop.count("a")).isEqualTo(7);
		List<PeerCall> calls = this.store.calls();
		assertThat(calls).hasSize(2);
		assertThat(calls.get(0).awaitEnd().kind()).isEqualTo(ContextEnd.Kind.LOST);
	}

	@Test
	void fails() {
		this.store.on(Store::find).started("hello").send(SHOE).fails(new IOException("disk"));
		assertThatRemoteErrorIsThrownBy(() -> this.shop.find("s")).hasBoxedType(IOException.class)
			.hasBoxedMessage("disk")
			.hasSource("store");
	}

	@Test
	void cancels() {
		this.store.on(Store::find).cancels();
		assertThatExceptionOfType(ContextCancelledException.class).isThrownBy(() -> this.shop.count("s"))
			.satisfies((ex) -> assertThat(ex).isCancelledBy("store"))
			.satisfies((ex) -> assertThat(ex.canceller()).isEqualTo(this.store.id()));
	}

	@Test
	void hangsUntilItIsCancelled() {
		this.store.on(Store::find).started("hello").hangs();
		ContextHandle<String, Item, String, Integer> context = this.shop.store().context(Store::find, "s", 1).open();
		assertThat(context).isOpen();
		context.cancel();
		assertThat(context).isCancelCalled().endsWithin(Duration.ofSeconds(10)).isCancelledBy(this.application.id());
		assertThat(this.store.awaitCall().awaitEnd().kind()).isEqualTo(ContextEnd.Kind.CANCELLED);
		context.close();
	}

	@Test
	void hangsBeforeItStarts() {
		this.store.on(Store::find).hangs();
		Nursery.run((nursery) -> {
			nursery.start(() -> this.shop.count("s"));
			this.store.awaitCall();
			nursery.cancel();
		});
		assertThat(this.store.awaitCall().awaitEnd().kind()).isEqualTo(ContextEnd.Kind.CANCELLED);
	}

	@Test
	void diesAndIsUnreachable() {
		this.store.on(Store::find).started("hello").hangs();
		ContextHandle<String, Item, String, Integer> context = this.shop.store().context(Store::find, "s", 1).open();
		this.store.unreachable();
		assertThat(context).endsWithin(Duration.ofSeconds(10)).failure().isInstanceOf(TransportClosedException.class);
		assertThatExceptionOfType(TransportClosedException.class).isThrownBy(() -> this.shop.count("s"))
			.withMessageContaining("no connection to fake peer 'store': it is unreachable");
		this.store.reachable();
		ContextHandle<String, Item, String, Integer> again = this.shop.store().context(Store::find, "s", 1).open();
		this.store.die();
		assertThat(again).endsWithin(Duration.ofSeconds(10)).failure().isInstanceOf(TransportClosedException.class);
	}

	@Test
	void waitsForTheTest() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		this.store.on(Store::find).started("hello").perform((ctx) -> {
			begun.countDown();
			go.await();
		}).returns(5);
		try (ContextHandle<String, Item, String, Integer> context = this.shop.store()
			.context(Store::find, "s", 1)
			.open()) {
			assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
			assertThat(context).isOpen().isNotCancelled();
			go.countDown();
			assertThat(context).endsWithin(Duration.ofSeconds(10)).hasValue(5);
		}
	}

	@Test
	void anEndpointWithoutAScriptIsRefused() {
		assertThatExceptionOfType(ContextRefusedException.class).isThrownBy(() -> this.shop.count("s"))
			.withMessageContaining("has no endpoint 'store.find'");
		assertThat(this.store.calls()).isEmpty();
		this.store.patience(Duration.ofMillis(1));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.store::awaitCall)
			.withMessage("Expected 1 contexts to be opened to fake peer 'store' within PT0.001S, and there were []");
	}

	@Test
	void valuesAreHeldAgainstTheContract() {
		EndpointScript<Object, ?, ?, Object> untyped = untyped(this.store.on(Store::find));
		untyped.started(5).returns("many");
		assertThatExceptionOfType(MsgTypeException.class).isThrownBy(() -> this.shop.count("s"));
	}

	@SuppressWarnings("unchecked")
	private static EndpointScript<Object, ?, ?, Object> untyped(EndpointScript<?, ?, ?, ?> script) {
		return (EndpointScript<Object, ?, ?, Object>) script;
	}

	@Test
	void aScriptEndsOnce() {
		EndpointScript<String, String, Item, Integer> script = this.store.on(Store::find);
		script.returns(1);
		assertThatIllegalStateException().isThrownBy(() -> script.send(SHOE))
			.withMessage("The script has said how it ends: write another one for the next context, with on(..)");
	}

	@Test
	void servesABean() {
		this.store.serve(new Ticker());
		assertThat(this.shop.ticks(3)).containsExactly(1, 2, 3);
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.serve("no endpoint"));
	}

	@Test
	void isThePeerInAllOfTheApplication() {
		assertThat(this.shop.peers()).containsExactly(this.shop.store());
		assertThat(this.shop.store().peer()).isEqualTo("store");
	}

	/**
	 * Endpoints as code.
	 */
	public static class Ticker implements Store {

		@Override
		@Context("other.find")
		public Integer find(ChildContext<String, String, Item> ctx, String word, int limit) {
			return 0;
		}

		@Override
		@Context("other.put")
		public void put(ChildContext<Void, Item, Void> ctx) {
		}

		@Override
		public void ticks(StreamSender<Integer> ticks, int count) {
			for (int i = 1; i <= count; i++) {
				ticks.send(i);
			}
		}

	}

}
