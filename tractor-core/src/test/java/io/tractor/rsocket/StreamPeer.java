package io.tractor.rsocket;

import java.io.IOException;
import java.util.Arrays;

import io.rsocket.core.RSocketServer;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.MsgStream;
import io.tractor.runtime.Actor;
import io.tractor.scope.Nursery;

/**
 * One of two processes between which values flow both ways at once: {@code serve} tells
 * its port, {@code open <port> <count>} opens the context and tells how many values have
 * arrived there and here. Both check what they receive, and end with their standard
 * input.
 */
final class StreamPeer {

	/** So long that all values of a run take several times the heap of its processes. */
	private static final int LENGTH = 100;

	private StreamPeer() {
	}

	public static void main(String[] args) {
		Thread orphaned = new Thread(StreamPeer::endWithInput, "end-with-input");
		orphaned.setDaemon(true);
		orphaned.start();
		if (args[0].equals("serve")) {
			serve();
		}
		else {
			open(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
		}
	}

	private static void endWithInput() {
		try {
			System.in.read();
		}
		catch (IOException ex) {
			// As good as its end.
		}
		Runtime.getRuntime().halt(0);
	}

	private static void serve() {
		Actor actor = Actor.builder("server").endpoints(new Echo()).build();
		CloseableChannel server = RSocketServer.create(ContextSocketAcceptorInterceptor.acceptor(actor))
			.payloadDecoder(PayloadDecoder.ZERO_COPY)
			.bindNow(TcpServerTransport.create("localhost", 0));
		System.out.println(server.address().getPort());
		server.onClose().block();
	}

	private static void open(int port, int count) {
		Actor actor = Actor.builder("client").build();
		try (RSocketTransport transport = new RSocketTransport("server", "localhost:" + port,
				RSocketTransport.connector().connect(TcpClientTransport.create("localhost", port)))) {
			int there = actor.portal("server", transport).context(Both::exchange, count).open((context, first) -> {
				int here = context.stream((stream) -> {
					return exchangeAll(stream, count);
				});
				System.out.println(here);
				return context.waitForResult().get();
			});
			System.out.println(there);
		}
	}

	/** Sends and receives all at once, and fails if one value is out of its place. */
	static int exchangeAll(MsgStream<Item, Item> stream, int count) {
		return Nursery.run((nursery) -> {
			nursery.start(() -> {
				for (int i = 0; i < count; i++) {
					stream.send(Item.of(i));
				}
			});
			for (int i = 0; i < count; i++) {
				Item item = stream.receive();
				if (!item.isNumber(i)) {
					throw new IllegalStateException("Value " + i + " is " + item.number());
				}
			}
			return count;
		});
	}

	/**
	 * A value with its number and something to carry.
	 *
	 * @param number the number
	 * @param load bytes that follow from the number
	 */
	record Item(int number, byte[] load) {

		static Item of(int number) {
			byte[] load = new byte[LENGTH];
			Arrays.fill(load, (byte) number);
			return new Item(number, load);
		}

		boolean isNumber(int expected) {
			return this.number == expected && this.load.length == LENGTH && this.load[0] == (byte) expected
					&& this.load[LENGTH - 1] == (byte) expected;
		}

	}

	/**
	 * The contract.
	 */
	public interface Both {

		/**
		 * Sends and receives {@code count} values.
		 */
		@Context("both")
		int exchange(ChildContext<Integer, Item, Item> context, int count);

	}

	/**
	 * The endpoint.
	 */
	public static final class Echo implements Both {

		@Override
		public int exchange(ChildContext<Integer, Item, Item> context, int count) {
			context.started(count);
			return context.stream((stream) -> {
				return exchangeAll(stream, count);
			});
		}

	}

}
