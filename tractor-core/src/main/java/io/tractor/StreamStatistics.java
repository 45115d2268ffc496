package io.tractor;

/**
 * What went through one side's end of a stream so far, and what is queued there now.
 *
 * @param sent values sent
 * @param received values received by this side's threads
 * @param buffered values that arrived and were not received yet
 * @param room how many values this side buffers at most, those beyond its buffer included
 * @param credit how many values may be sent now without waiting
 * @param subscribers how many of this side's {@linkplain MsgStream#subscribe()
 * subscribers} there are
 */
public record StreamStatistics(long sent, long received, int buffered, int room, long credit, int subscribers) {

	/**
	 * The same with another number of subscribers.
	 * @param subscribers how many there are
	 * @return new statistics
	 */
	public StreamStatistics withSubscribers(int subscribers) {
		return new StreamStatistics(this.sent, this.received, this.buffered, this.room, this.credit, subscribers);
	}

}
