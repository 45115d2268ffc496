package io.tractor.rsocket;

import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import io.rsocket.RSocket;
import io.rsocket.frame.FrameType;
import io.rsocket.loadbalance.WeightedStats;
import io.rsocket.loadbalance.WeightedStatsRequestInterceptor;
import io.rsocket.plugins.InterceptorRegistry;
import io.rsocket.plugins.RequestInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * What is going on on the connections to one address: how many requests are live, in
 * either direction, on the latest; and what a weighted strategy wants to know of it.
 */
final class ConnectionUse {

	private final Runnable idle;

	private volatile AtomicInteger live = new AtomicInteger();

	private volatile @Nullable WeightedStats stats;

	/**
	 * The use of an address.
	 * @param idle told when nothing is live any more
	 */
	ConnectionUse(Runnable idle) {
		this.idle = idle;
	}

	void install(InterceptorRegistry interceptors) {
		interceptors.forRequestsInRequester(this::begun);
		interceptors.forRequestsInRequester((rsocket) -> statistics());
		interceptors.forRequestsInResponder((rsocket) -> new Count(this.live));
	}

	/** A connection is made: its requester is made before its responder. */
	private RequestInterceptor begun(RSocket requester) {
		AtomicInteger live = new AtomicInteger();
		this.live = live;
		return new Count(live);
	}

	private RequestInterceptor statistics() {
		WeightedStatsRequestInterceptor stats = new WeightedStatsRequestInterceptor();
		this.stats = stats;
		return stats;
	}

	/** How many requests are live. */
	int live() {
		return this.live.get();
	}

	/** The numbers of the latest connection, or null if there was none yet. */
	@Nullable WeightedStats stats() {
		return this.stats;
	}

	private final class Count implements RequestInterceptor {

		private final AtomicInteger live;

		Count(AtomicInteger live) {
			this.live = live;
		}

		@Override
		public void onStart(int streamId, FrameType requestType, @Nullable ByteBuf metadata) {
			this.live.incrementAndGet();
		}

		@Override
		public void onTerminate(int streamId, FrameType requestType, @Nullable Throwable cause) {
			ended();
		}

		@Override
		public void onCancel(int streamId, FrameType requestType) {
			ended();
		}

		private void ended() {
			if (this.live.decrementAndGet() == 0) {
				ConnectionUse.this.idle.run();
			}
		}

		@Override
		public void onReject(Throwable cause, FrameType requestType, @Nullable ByteBuf metadata) {
		}

		@Override
		public void dispose() {
		}

	}

}
