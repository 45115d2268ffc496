package com.example.search;

import java.util.List;

import io.tractor.ChildContext;

import org.springframework.stereotype.Component;

@Component
class FileSearchEndpoint implements FileSearch {

	private static final List<String> FILES = List.of("pom.xml", "Desk.java", "FileSearch.java", "README.md");

	@Override
	public Summary search(ChildContext<Plan, Refine, Match> ctx, String pattern) {
		List<String> matches = FILES.stream().filter((file) -> file.contains(pattern)).toList();
		ctx.started(new Plan(FILES.size()));
		ctx.stream((stream) -> {
			for (String match : matches) {
				stream.send(new Match(match));
			}
		});
		return new Summary(matches.size());
	}

}
