package io.tractor.demo.readme;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

import io.tractor.Portal;
import io.tractor.boot.test.TestPortal;
import io.tractor.boot.test.autoconfigure.AutoConfigureTractorTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

import static io.tractor.boot.test.assertj.TractorAssertions.assertThat;
import static io.tractor.boot.test.assertj.TractorAssertions.assertThatRemoteErrorIsThrownBy;
import static org.assertj.core.api.Assertions.assertThat;

@ContextConfiguration(classes = Example.Server.class)
// tag::example[]
@SpringBootTest
@AutoConfigureTractorTest
class FileSearchEndpointTests {

	@TestPortal
	private Portal files; // leads to the application under test

	@Test
	void sendsLinesAndReturnsTheirNumber(@TempDir Path folder) throws Exception {
		Path fruit = Files.writeString(folder.resolve("fruit.txt"), "apple\nbanana\napple pie\n");
		this.files.context(FileSearch::search, "apple", List.of(fruit.toString())).open((ctx, count) -> {
			assertThat(count).isEqualTo(1);
			ctx.stream((stream) -> {
				assertThat(stream).containsExactly("apple", "apple pie");
			});
			assertThat(ctx.waitForResult()).hasValue(2);
		});
	}

	@Test
	void failsIfAFileIsMissing() {
		assertThatRemoteErrorIsThrownBy(
				() -> this.files.context(FileSearch::search, "apple", List.of("nowhere.txt")).call())
			.hasBoxedType(NoSuchFileException.class)
			.hasBoxedMessage("nowhere.txt");
	}

}
// end::example[]
