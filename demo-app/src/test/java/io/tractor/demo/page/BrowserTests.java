package io.tractor.demo.page;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Browser}, with one and without.
 */
class BrowserTests {

	@TempDir
	private Path folder;

	@Test
	void withoutOneATestIsSkippedAndSaysSo() {
		assertThatExceptionOfType(TestAbortedException.class)
			.isThrownBy(() -> Browser.installed(this.folder.toString()))
			.withMessageContaining("There is no Chromium on the path: the page was not tried in a browser");
	}

	@Test
	void oneIsFoundInAnyFolderOfThePath() throws Exception {
		Path other = Files.createDirectory(this.folder.resolve("bin"));
		Path chromium = Files.createFile(other.resolve("chromium"));
		assertThat(chromium.toFile().setExecutable(true)).isTrue();
		assertThat(Browser.installed(this.folder + File.pathSeparator + other)).isEqualTo(chromium);
	}

}
