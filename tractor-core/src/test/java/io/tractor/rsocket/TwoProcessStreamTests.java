package io.tractor.rsocket;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams between two processes.
 */
class TwoProcessStreamTests {

	private static final int VALUES = 1_000_000;

	/**
	 * More than a hundred megabytes each way through heaps of 48 and direct buffers of
	 * 32: what is under way is bounded by the windows. With windows of a million this
	 * runs out of memory.
	 */
	@Test
	@Timeout(600)
	void aMillionValuesEachWayAtOnceArriveInOrderInLittleMemory() throws Exception {
		Process server = start("serve");
		Process client = null;
		try (BufferedReader serverOut = server.inputReader()) {
			String port = serverOut.readLine();
			assertThat(port).containsOnlyDigits();
			client = start("open", port, String.valueOf(VALUES));
			List<String> lines = client.inputReader().lines().toList();
			assertThat(client.waitFor(10, TimeUnit.SECONDS)).isTrue();
			assertThat(lines).containsExactly(String.valueOf(VALUES), String.valueOf(VALUES));
			assertThat(client.exitValue()).isZero();
		}
		finally {
			end(client);
			end(server);
		}
	}

	private static Process start(String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		// The optimizing compiler would take more time than it saves.
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx48m", "-XX:MaxDirectMemorySize=32m", "-cp",
				System.getProperty("java.class.path")));
		command.add(StreamPeer.class.getName());
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
	}

	private static void end(Process process) throws InterruptedException {
		if (process != null) {
			process.destroyForcibly();
			assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
		}
	}

}
