package io.tractor.rsocket;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.netty.util.concurrent.EventExecutor;

/**
 * The channels of a connection that were opened of late, whose acknowledgement may wait a
 * moment for what follows it: most endpoints have their first value by then, and one
 * frame takes both. One timer is for all of them. Touched by the connection's event loop
 * only.
 */
final class Unhurried implements Runnable {

	/** A time that is nothing to people, and long to a thread that has begun. */
	static final long MILLIS = 5;

	private List<IncomingChannel> channels = new ArrayList<>();

	/**
	 * Adds a channel, to be told when its time is over.
	 * @param channel the channel
	 * @param eventLoop the event loop this is called on
	 * @return whether it will be told
	 */
	boolean add(IncomingChannel channel, EventExecutor eventLoop) {
		if (this.channels.isEmpty()) {
			try {
				eventLoop.schedule(this, MILLIS, TimeUnit.MILLISECONDS);
			}
			catch (RejectedExecutionException ex) {
				return false;
			}
		}
		this.channels.add(channel);
		return true;
	}

	@Override
	public void run() {
		List<IncomingChannel> over = this.channels;
		this.channels = new ArrayList<>();
		over.forEach(IncomingChannel::hurry);
	}

}
