package io.tractor.rsocket;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The channels of a connection that have ended here, and of which the far side has not
 * said that it has heard so. A peer that never does, whether it was refused or served,
 * would have RSocket keep one for each: beyond a number the oldest is given up.
 */
final class Lingering {

	/**
	 * How many there may be: more than end in the time that it takes to hear of it. A
	 * peer that is slower than that misses nothing, as the end is on its way.
	 */
	static final int MOST = 1024;

	/** Guarded by this object's monitor, the oldest first. */
	private final Set<RSocketChannel> channels = new LinkedHashSet<>();

	/**
	 * Adds a channel, and gives up the oldest if there are too many.
	 * @param channel the channel, which has sent its end
	 */
	void add(RSocketChannel channel) {
		RSocketChannel oldest = offer(channel);
		if (channel.isOver()) {
			remove(channel);
		}
		if (oldest != null) {
			oldest.giveUp();
		}
	}

	private synchronized @Nullable RSocketChannel offer(RSocketChannel channel) {
		this.channels.add(channel);
		if (this.channels.size() <= MOST) {
			return null;
		}
		Iterator<RSocketChannel> channels = this.channels.iterator();
		RSocketChannel oldest = channels.next();
		channels.remove();
		return oldest;
	}

	/** Removes a channel of which the end was heard, or will not be. */
	synchronized void remove(RSocketChannel channel) {
		this.channels.remove(channel);
	}

}
