package io.tractor.boot.autoconfigure;

import io.tractor.ChildContext;

/**
 * Finds as many files as it is told to, and stops when told another pattern.
 */
class FileSearchEndpoint implements FileSearch {

	@Override
	public Summary search(ChildContext<Plan, Refine, Match> ctx, String word, int count) {
		ctx.started(new Plan(count));
		String[] pattern = { word };
		ctx.stream((stream) -> {
			for (int i = 0; i < count; i++) {
				stream.send(new Match(word + i));
			}
			for (Refine refine : stream) {
				pattern[0] = refine.pattern();
			}
		});
		return new Summary(count, pattern[0]);
	}

}
