package com.example.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What users copy to begin with is what there is: the rest of this package is an
 * application that has the starter, and nothing else of its own choice.
 */
class DependencyBlockTests {

	@ParameterizedTest
	@CsvSource({ "README.md, tractor-spring-boot-starter", "docs/testing.md, tractor-spring-boot-test" })
	void thePageNamesTheModuleAndItsVersion(String page, String module) throws IOException {
		String pom = Files.readString(Path.of("..", module, "pom.xml"));
		assertThat(pom).contains("<artifactId>" + module + "</artifactId>");
		Matcher parent = Pattern
			.compile("<groupId>([^<]+)</groupId>\\s*<artifactId>tractor-parent</artifactId>\\s*"
					+ "<version>([^<]+)</version>")
			.matcher(pom);
		assertThat(parent.find()).isTrue();
		assertThat(Path.of("..", page)).content().contains("""
				    <groupId>%s</groupId>
				    <artifactId>%s</artifactId>
				    <version>%s</version>
				""".formatted(parent.group(1), module, parent.group(2)));
	}

	@Test
	void theApplicationHasFourLinesOfConfiguration() throws IOException {
		assertThat(Files.readAllLines(Path.of("src/test/resources/application.yml"))).hasSizeLessThanOrEqualTo(4);
	}

	/** Its YAML and its code need nothing that only this build has. */
	@Test
	void parametersHaveNames() {
		assertThat(FileSearch.class.getMethods()).singleElement()
			.satisfies(
					(method) -> assertThat(method.getParameters()).allMatch((parameter) -> parameter.isNamePresent()));
	}

}
