package com.example.jobs;

import io.tractor.ChildContext;

import org.springframework.stereotype.Component;

@Component
class JobsEndpoint implements Jobs {

	@Override
	public Summary run(ChildContext<Plan, Refine, Step> ctx, String what, int steps) {
		if (what.isBlank()) {
			throw new IllegalArgumentException("Nothing to do");
		}
		ctx.started(new Plan(steps));
		return ctx.stream((stream) -> {
			String word = stream.receive().word();
			for (int i = 1; i <= steps; i++) {
				stream.send(new Step(i));
			}
			return new Summary(steps, word);
		});
	}

	@Override
	public String who(ChildContext<Void, Void, Void> ctx) {
		ctx.started();
		return ctx.remoteActor() + " asks " + ctx.localActor();
	}

	@Override
	public String callBack(ChildContext<Void, Void, Void> ctx) {
		ctx.started();
		return ctx.peer().context(Caller::name).call();
	}

}
