package io.tractor.demo.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tests that the page on testing shows are what is compiled and run here.
 */
class TestingPageTests {

	@ParameterizedTest
	@ValueSource(classes = { FileSearchEndpointTests.class, DeskTests.class })
	void thePageShowsTheTest(Class<?> test) throws IOException {
		String source = Files.readString(Path.of("src/test/java", test.getName().replace('.', '/') + ".java"))
			.replace("\t", "    ");
		int begin = source.indexOf("// tag::example[]\n") + "// tag::example[]\n".length();
		String example = source.substring(begin, source.indexOf("// end::example[]"));
		assertThat(example).startsWith("@SpringBootTest\n");
		assertThat(Path.of("../docs/testing.md")).content().contains("```java\n" + example + "```\n");
	}

}
