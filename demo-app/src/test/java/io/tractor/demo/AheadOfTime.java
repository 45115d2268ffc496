package io.tractor.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.context.aot.AbstractAotProcessor.Settings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code process-aot} of Boot's plugin does.
 */
public final class AheadOfTime {

	private AheadOfTime() {
	}

	/**
	 * Generates and compiles what is known of an application before it runs.
	 * @param application the class with its main method
	 * @param folder where to; in a folder of its own for each application, as what is
	 * generated for the same library has the same names
	 * @param arguments what it is started with meanwhile
	 * @return the folder to put in front of the class path
	 */
	public static Path process(Class<?> application, Path folder, String... arguments) throws IOException {
		Path sources = folder.resolve("sources");
		Path classes = folder.resolve("classes");
		new SpringApplicationAotProcessor(application,
				Settings.builder()
					.sourceOutput(sources)
					.resourceOutput(classes)
					.classOutput(classes)
					.groupId("com.example")
					.artifactId("example")
					.build(),
				arguments)
			.process();
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
				Stream<Path> generated = Files.walk(sources)) {
			List<Path> java = generated.filter((file) -> file.toString().endsWith(".java")).toList();
			assertThat(java).isNotEmpty();
			String classPath = classes + File.pathSeparator + System.getProperty("java.class.path");
			assertThat(
					compiler
						.getTask(null, files, null,
								List.of("-d", classes.toString(), "-cp", classPath, "-proc:none", "-nowarn",
										"-Xlint:none"),
								null, files.getJavaFileObjectsFromPaths(java))
						.call())
				.isTrue();
		}
		return classes;
	}

}
