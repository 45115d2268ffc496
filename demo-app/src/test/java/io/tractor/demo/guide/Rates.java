package io.tractor.demo.guide;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextCancelledException;
import io.tractor.ContextHandle;
import io.tractor.MsgStream;
import io.tractor.Portal;
import io.tractor.TransportClosedException;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

interface Market {

	@Context("rates")
	void rates(ChildContext<Void, String, Double> ctx);

}

// tag::example[]
/** Holds one dialog with the market for as long as the application runs. */
@Component
class Rates implements AutoCloseable {

	private final Portal market;

	private @Nullable ContextHandle<Void, Double, String, Void> dialog;

	private @Nullable MsgStream<Double, String> stream;

	Rates(Portal market) { // the peer named "market"
		this.market = market;
	}

	synchronized double of(String pair) {
		try {
			return ask(pair);
		}
		catch (TransportClosedException | ContextCancelledException ex) {
			return ask(pair); // the market was restarted: hold a new one
		}
	}

	private double ask(String pair) {
		if (this.stream == null) {
			this.dialog = this.market.context(Market::rates).open();
			this.stream = this.dialog.openStream();
		}
		boolean answered = false;
		try {
			this.stream.send(pair);
			double rate = this.stream.receive();
			answered = true;
			return rate;
		}
		finally {
			if (!answered) {
				close();
			}
		}
	}

	@Override
	public synchronized void close() { // Spring calls it at shutdown
		ContextHandle<?, ?, ?, ?> dialog = this.dialog;
		this.stream = null;
		this.dialog = null;
		if (dialog != null) {
			dialog.close(); // ends the far task
		}
	}

}
// end::example[]
