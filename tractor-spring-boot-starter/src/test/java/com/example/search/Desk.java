package com.example.search;

import java.util.ArrayList;
import java.util.List;

import com.example.search.FileSearch.Match;
import io.tractor.Portal;

import org.springframework.stereotype.Service;

@Service
class Desk {

	private final Portal files;

	Desk(Portal files) {
		this.files = files;
	}

	List<String> find(String pattern) {
		List<String> found = new ArrayList<>();
		this.files.context(FileSearch::search, pattern).open((ctx, plan) -> {
			ctx.stream((matches) -> {
				for (Match match : matches) {
					found.add(match.path());
				}
			});
		});
		return found;
	}

}
