package io.tractor.demo.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.tractor.Portal;
import io.tractor.boot.test.TestPortal;
import io.tractor.boot.test.autoconfigure.AutoConfigureTractorTest;
import io.tractor.boot.test.autoconfigure.TestTransport;
import io.tractor.demo.Trees;
import io.tractor.demo.search.BadPatternException;
import io.tractor.demo.search.FileSearch;
import io.tractor.demo.search.SearchEvent;
import io.tractor.demo.search.SearchEvent.Match;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.SpringBootTest;

import static io.tractor.boot.test.assertj.TractorAssertions.assertThatRemoteErrorIsThrownBy;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A worker's application, asked by the test, without a socket.
 */
@SpringBootTest(classes = WorkerApplication.class, properties = "spring.application.name=worker")
@AutoConfigureTractorTest(transport = TestTransport.MEMORY)
class WorkerApplicationTests {

	@TestPortal
	private Portal worker;

	@Test
	void reportsEachMatch(@TempDir Path tree) throws Exception {
		Trees.plant(tree);
		List<String> found = new ArrayList<>();
		int matches = this.worker.context(FileSearch::search, "apple [0-9]|apple p", tree.toString(), Duration.ZERO)
			.open((ctx, plan) -> {
				assertThat(plan.files()).isEqualTo(Trees.FOLDERS * Trees.FILES + 1);
				ctx.stream((stream) -> {
					for (SearchEvent event : stream) {
						if (event instanceof Match match) {
							found.add(match.file() + ":" + match.line() + ": " + match.text());
						}
					}
				});
				return ctx.waitForResult().get().matches();
			});
		assertThat(found.stream().sorted()).isEqualTo(Trees.grep(tree, "apple ")).hasSize(matches);
	}

	@Test
	void refusesAPatternThatIsNone(@TempDir Path tree) {
		assertThatRemoteErrorIsThrownBy(
				() -> this.worker.context(FileSearch::search, "(apple", tree.toString(), Duration.ZERO).call())
			.hasBoxedType(BadPatternException.class)
			.hasBoxedMessage("'(apple' is no regular expression: Unclosed group")
			.hasSource("worker");
	}

}
