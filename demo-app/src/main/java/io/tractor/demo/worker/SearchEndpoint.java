package io.tractor.demo.worker;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.tractor.ChildContext;
import io.tractor.demo.search.FileSearch;
import io.tractor.demo.search.NoSuchRootException;
import io.tractor.demo.search.Plan;
import io.tractor.demo.search.Refine;
import io.tractor.demo.search.SearchEvent;
import io.tractor.demo.search.Summary;
import io.tractor.scope.Nursery;

/**
 * Serves searches. Each call runs on a thread of its own and is plain sequential code; a
 * cancel by the desk, its death or a lost connection end it at whatever it is waiting
 * for.
 */
public final class SearchEndpoint implements FileSearch {

	private final Share share;

	private final Pace pace;

	/**
	 * An endpoint.
	 * @param share which folders of a tree are this worker's
	 * @param pace how fast it searches
	 */
	public SearchEndpoint(Share share, Pace pace) {
		this.share = share;
		this.pace = pace;
	}

	@Override
	public Summary search(ChildContext<Plan, Refine, SearchEvent> ctx, String pattern, String root, Duration pause)
			throws Exception {
		Pace asked = Pace.withPause(pause);
		Filter filter = new Filter(pattern);
		Path folder = folder(root);
		List<Path> files = FileTree.files(folder, this.share);
		ctx.started(new Plan(folder.toString(), files.size()));
		return ctx.stream((stream) -> {
			Search search = new Search(folder, filter, stream::send);
			Nursery.run((nursery) -> {
				nursery.start(() -> {
					for (Refine refine : stream) {
						search.narrow(refine);
					}
				});
				for (Path file : files) {
					this.pace.before(file);
					asked.before(file);
					search.file(file);
				}
				// Nothing is left to refine: whoever waits for refinements need not.
				nursery.cancel();
			});
			return search.summary();
		});
	}

	private static Path folder(String root) throws NoSuchRootException {
		try {
			Path folder = Path.of(root).toAbsolutePath().normalize();
			if (Files.isDirectory(folder)) {
				return folder;
			}
		}
		catch (InvalidPathException ex) {
			// Then there is none either.
		}
		throw new NoSuchRootException(root);
	}

}
