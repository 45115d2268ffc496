package io.tractor.demo.readme;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.tractor.demo.AheadOfTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The README's two applications as processes that run with
 * {@code -Dspring.aot.enabled=true}, after what {@code process-aot} of Boot's plugin
 * does. The peer and its address are told when the application runs.
 */
class AheadOfTimeTests {

	@TempDir
	private Path folder;

	@Test
	void theApplicationsRun() throws Exception {
		Path fruit = Files.writeString(this.folder.resolve("fruit.txt"), "apple\nbanana\napple pie\n");
		Path server = AheadOfTime.process(ServerMain.class, this.folder.resolve("server"),
				"--spring.rsocket.server.port=0");
		Path client = AheadOfTime.process(ClientMain.class, this.folder.resolve("client"));
		Process serving = start(server, ServerMain.class, "--spring.rsocket.server.port=0");
		try (BufferedReader out = serving.inputReader()) {
			String port = await("port ", out);
			Process asking = start(client, ClientMain.class, "--tractor.peers.files.uri=tcp://localhost:" + port,
					"--file=" + fruit);
			try (BufferedReader found = asking.inputReader()) {
				assertThat(await("found ", found)).isEqualTo("2");
				assertThat(asking.waitFor(60, TimeUnit.SECONDS)).isTrue();
				assertThat(asking.exitValue()).isZero();
			}
			finally {
				asking.destroyForcibly();
			}
		}
		finally {
			serving.destroyForcibly();
		}
	}

	private static Process start(Path classes, Class<?> application, String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dspring.aot.enabled=true",
				"-cp", classes + File.pathSeparator + System.getProperty("java.class.path"), application.getName()));
		command.addAll(List.of("--spring.main.log-startup-info=true", "--logging.level.io.tractor.demo=info"));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).redirectErrorStream(true).start();
	}

	/** Reads until a line begins so, or the process has ended. */
	private static String await(String begin, BufferedReader out) throws IOException {
		List<String> before = new ArrayList<>();
		for (String line = out.readLine(); line != null; line = out.readLine()) {
			if (line.startsWith(begin)) {
				assertThat(before).anyMatch((logged) -> logged.contains("Starting AOT-processed"));
				return line.substring(begin.length());
			}
			before.add(line);
		}
		throw new AssertionError("No '" + begin + "' in " + String.join("\n", before));
	}

}
