package io.tractor.boot.test.peer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.tractor.ChildContext;
import io.tractor.runtime.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Where the scripts of an endpoint are played, in place of its method.
 */
final class Stage implements Endpoint.Invoker {

	private final Performance performance;

	private volatile @Nullable Endpoint endpoint;

	Stage(Performance performance) {
		this.performance = performance;
	}

	/** Says of what endpoint it is, before it is served. */
	void of(Endpoint endpoint) {
		this.endpoint = endpoint;
	}

	@Override
	public @Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
		Endpoint endpoint = Objects.requireNonNull(this.endpoint);
		ChildContext<?, ?, ?> context = ChildContext.current();
		PeerCall call = new PeerCall(endpoint.name(), named(endpoint.argumentNames(), arguments),
				this.performance.end(context.id()));
		return this.performance.next(call).play(context, call, this.performance);
	}

	private static Map<String, @Nullable Object> named(List<String> names, @Nullable Object[] values) {
		List<@Nullable Object> arguments = new ArrayList<>();
		for (Object value : values) {
			if (!(value instanceof ChildContext)) {
				arguments.add(value);
			}
		}
		Map<String, @Nullable Object> named = new LinkedHashMap<>();
		for (int i = 0; i < names.size(); i++) {
			named.put(names.get(i), arguments.get(i));
		}
		return named;
	}

}
