package io.tractor.conformance;

import io.tractor.ParentContext;

/**
 * Where P's body can be when the other side ends. None of these ends by itself.
 */
enum ParentDoes {

	SLEEPS {

		@Override
		void run(ParentContext<Integer, Integer, Object> ctx) throws Exception {
			Thread.sleep(Scenarios.LONG);
		}

	},

	RECEIVES {

		@Override
		void run(ParentContext<Integer, Integer, Object> ctx) {
			Scenarios.stream(ctx, (stream) -> {
				stream.receive();
			});
		}

	},

	ITERATES {

		@Override
		void run(ParentContext<Integer, Integer, Object> ctx) {
			Scenarios.stream(ctx, (stream) -> {
				stream.forEach((value) -> {
				});
				throw new AssertionError("The iteration has ended");
			});
		}

	},

	SENDS {

		@Override
		void run(ParentContext<Integer, Integer, Object> ctx) {
			Scenarios.stream(ctx, (stream) -> {
				while (true) {
					stream.send(1);
				}
			});
		}

	},

	WAITS_FOR_RESULT {

		@Override
		void run(ParentContext<Integer, Integer, Object> ctx) {
			ctx.waitForResult();
		}

	},

	LEAVES {

		@Override
		void run(ParentContext<Integer, Integer, Object> ctx) {
			// Nothing: what blocks is open(..) itself.
		}

	};

	abstract void run(ParentContext<Integer, Integer, Object> ctx) throws Exception;

}
