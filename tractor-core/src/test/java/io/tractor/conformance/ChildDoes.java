package io.tractor.conformance;

import io.tractor.ChildContext;

/**
 * Where C can be, after {@code started}, when it is cut off. None of these ends by
 * itself.
 */
enum ChildDoes {

	SLEEPS {

		@Override
		void run(ChildContext<String, Integer, Integer> ctx) throws Exception {
			Thread.sleep(Scenarios.LONG);
		}

	},

	RECEIVES {

		@Override
		void run(ChildContext<String, Integer, Integer> ctx) {
			Scenarios.stream(ctx, (stream) -> {
				stream.receive();
			});
		}

	},

	ITERATES {

		@Override
		void run(ChildContext<String, Integer, Integer> ctx) {
			Scenarios.stream(ctx, (stream) -> {
				stream.forEach((value) -> {
				});
			});
		}

	},

	SENDS {

		@Override
		void run(ChildContext<String, Integer, Integer> ctx) {
			Scenarios.stream(ctx, (stream) -> {
				while (true) {
					stream.send(1);
				}
			});
		}

	},

	COMPUTES {

		@Override
		void run(ChildContext<String, Integer, Integer> ctx) {
			while (true) {
				ctx.checkpoint();
				Thread.onSpinWait();
			}
		}

		@Override
		void untilThere(Thread thread) {
			// It runs.
		}

	};

	abstract void run(ChildContext<String, Integer, Integer> ctx) throws Exception;

	/** Waits until C, which has called {@code started}, is there. */
	void untilThere(Thread thread) {
		Threads.untilBlocked(thread);
	}

}
