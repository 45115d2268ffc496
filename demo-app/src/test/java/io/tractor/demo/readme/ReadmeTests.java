package io.tractor.demo.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the README shows is what is compiled here, and it works.
 */
@ExtendWith(OutputCaptureExtension.class)
class ReadmeTests {

	private static final String SOURCE = "src/test/java/io/tractor/demo/readme/Example.java";

	@TempDir
	private Path folder;

	/**
	 * With four spaces for a tab, which web pages show eight wide.
	 */
	@Test
	void readmeShowsTheExample() throws IOException {
		String source = Files.readString(Path.of(SOURCE)).replace("\t", "    ");
		int begin = source.indexOf("// tag::example[]\n") + "// tag::example[]\n".length();
		String example = source.substring(begin, source.indexOf("// end::example[]"));
		assertThat(example).contains("@Context");
		assertThat(Path.of("../README.md")).content().contains("```java\n" + example + "```\n");
	}

	@Test
	void exampleWorks(CapturedOutput output) throws IOException {
		Path file = Files.writeString(this.folder.resolve("fruit.txt"), "apple\nbanana\napple pie\n");
		assertThat(Example.find("apple", List.of(file.toString()))).isEqualTo(2);
		assertThat(output).contains("apple\napple pie\n");
	}

}
