package io.tractor.runtime;

import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The way of one context's frames to the other side, implemented by a transport binding.
 * It pulls: the engine only says that there is something to be polled. No method blocks
 * or throws; all may be called from any thread.
 */
public interface Channel {

	/**
	 * Says that {@link Link#poll()} has something, or that the link is
	 * {@link Link#finished() finished}. If the wire has room the channel polls at once,
	 * on this thread or on the connection's; else when it has room again, and what was
	 * queued meanwhile shares a frame.
	 */
	void wakeup();

	/**
	 * As {@link #wakeup()}, for what may wait a moment for the next that leaves: some
	 * milliseconds at most.
	 */
	default void wakeupSoon() {
		wakeup();
	}

	/**
	 * Breaks the channel in both directions: the far side will be told
	 * {@link Link#broken}. What this side has queued is not sent any more. Does nothing
	 * if the channel has ended.
	 */
	void abandon();

	/**
	 * Whether values go one way only: this side is to send them and receives none, and
	 * the far side ends it by leaving, without a word.
	 * @return true if so
	 */
	default boolean oneWay() {
		return false;
	}

	/**
	 * What the request came with that opened this channel, of a channel that was
	 * accepted: what interceptors know of its sender, security above all. What of it can
	 * be bound to a thread is bound to the endpoint's while it runs.
	 * @return the request's Reactor context, empty by default
	 */
	default ContextView requestContext() {
		return Context.empty();
	}

}
