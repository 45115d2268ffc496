package io.tractor.conformance;

import java.util.List;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextSpec;
import io.tractor.ParentContext;
import io.tractor.Portal;

/**
 * An endpoint in the middle of a chain: passes its opener's context on to the next actor.
 */
public final class Relay {

	private final String name;

	private final Doing doing;

	private final List<String> endings;

	private volatile Portal next;

	private volatile String endpoint;

	private volatile Thread thread;

	private volatile ChildContext<String, Integer, Integer> inward;

	private volatile ParentContext<Integer, Integer, Object> onward;

	Relay(String name, Doing doing, List<String> endings) {
		this.name = name;
		this.doing = doing;
		this.endings = endings;
	}

	/** Says where it passes contexts on to. */
	void to(Portal next, String endpoint) {
		this.next = next;
		this.endpoint = endpoint;
	}

	@Context("relay")
	public Object relay(ChildContext<String, Integer, Integer> ctx) throws Exception {
		this.inward = ctx;
		try {
			return spec(this.next, this.endpoint).open((onward, first) -> {
				this.onward = onward;
				this.thread = Thread.currentThread();
				ctx.started(first);
				return this.doing.run(onward);
			});
		}
		finally {
			this.endings.add(this.name);
		}
	}

	static ContextSpec<String, Integer, Integer, Object> spec(Portal portal, String endpoint) {
		return portal.context(endpoint).started(String.class).receives(Integer.class).sends(Integer.class);
	}

	/** The thread, once it has called {@code started}. */
	Thread thread() {
		return this.thread;
	}

	/** The context that was opened to it. */
	ChildContext<String, Integer, Integer> inward() {
		return this.inward;
	}

	/** The context it has opened. */
	ParentContext<Integer, Integer, Object> onward() {
		return this.onward;
	}

	/** What it does while the next one works. */
	enum Doing {

		WAITS {

			@Override
			Object run(ParentContext<Integer, Integer, Object> onward) {
				return onward.waitForResult().get();
			}

		},

		SLEEPS {

			@Override
			Object run(ParentContext<Integer, Integer, Object> onward) throws Exception {
				Thread.sleep(Scenarios.LONG);
				return "slept";
			}

		},

		RECEIVES {

			@Override
			Object run(ParentContext<Integer, Integer, Object> onward) {
				return onward.openStream().receive();
			}

		},

		THROWS {

			@Override
			Object run(ParentContext<Integer, Integer, Object> onward) {
				throw new UnsupportedOperationException("middle");
			}

		};

		abstract Object run(ParentContext<Integer, Integer, Object> onward) throws Exception;

	}

}
