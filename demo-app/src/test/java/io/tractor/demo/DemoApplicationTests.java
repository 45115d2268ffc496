package io.tractor.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The command in one JVM: a desk and two workers as three applications.
 */
class DemoApplicationTests {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@TempDir
	private Path tree;

	@BeforeEach
	void plant() throws IOException {
		Trees.plant(this.tree);
	}

	private int run(String... arguments) {
		return new DemoApplication(new PrintStream(this.out, true, StandardCharsets.UTF_8),
				new PrintStream(this.err, true, StandardCharsets.UTF_8), false)
			.run(arguments);
	}

	private List<String> out() {
		return this.out.toString(StandardCharsets.UTF_8).lines().toList();
	}

	private List<String> err() {
		return this.err.toString(StandardCharsets.UTF_8).lines().toList();
	}

	private List<String> matches() {
		return out().stream().filter((line) -> line.contains(".txt:")).toList();
	}

	@Test
	void twoWorkersFindWhatIsThere() throws IOException {
		assertThat(run("--root=" + this.tree, "--pattern=ap+le [0-9p]")).isEqualTo(DemoApplication.COMPLETE);
		assertThat(matches().stream().map((line) -> line.substring(line.indexOf("  ") + 2)).sorted())
			.isEqualTo(Trees.grep(this.tree, "apple "));
		assertThat(out()).anyMatch((line) -> line.matches("worker-1 +returned .*"))
			.anyMatch((line) -> line.matches("worker-2 +returned .*"));
		assertThat(err()).hasSizeGreaterThanOrEqualTo(2)
			.anyMatch((line) -> line.matches("worker-1 searches \\d+ files of .*"))
			.anyMatch((line) -> line.matches("worker-2 searches \\d+ files of .*"));
	}

	@Test
	void limitEndsTheSearch() {
		assertThat(run("--root=" + this.tree, "--pattern=apple", "--limit=3", "--pause=5"))
			.isEqualTo(DemoApplication.COMPLETE);
		assertThat(matches()).hasSize(3);
		assertThat(out()).anyMatch((line) -> line.contains("cancelled by desk"));
	}

	@Test
	void badPattern() {
		assertThat(run("--root=" + this.tree, "--pattern=(apple")).isEqualTo(DemoApplication.REFUSED);
		assertThat(out()).isEmpty();
		assertThat(err()).containsExactly("desk: '(apple' is no regular expression: Unclosed group");
	}

	@Test
	void missingRoot() {
		assertThat(run("--root=" + this.tree.resolve("x"))).isEqualTo(DemoApplication.REFUSED);
		assertThat(err())
			.containsExactly("desk: there is no folder '" + this.tree.resolve("x") + "' where the worker runs");
	}

	@Test
	void unreachableWorkers() {
		assertThat(run("--role=desk", "--workers=tcp://localhost:1,tcp://localhost:2"))
			.isEqualTo(DemoApplication.INCOMPLETE);
		assertThat(err()).hasSize(2).allMatch((line) -> line.matches("desk: worker-[12] cannot be reached: .*"));
		assertThat(out()).anyMatch((line) -> line.matches("worker-1 +unreachable .*"));
	}

	@Test
	void peersMayBeGivenAsProperties() {
		assertThat(run("--role=desk", "--tractor.peers.attic.uri=tcp://localhost:1"))
			.isEqualTo(DemoApplication.INCOMPLETE);
		assertThat(err()).singleElement().asString().startsWith("desk: attic cannot be reached: ");
	}

	@Test
	void portThatIsTaken() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
			assertThat(run("--role=worker", "--port=" + taken.getLocalPort())).isEqualTo(DemoApplication.INCOMPLETE);
			assertThat(err()).singleElement()
				.asString()
				.startsWith("demo: cannot listen at port " + taken.getLocalPort() + ": ");
		}
	}

	@Test
	void addressThatIsNone() {
		assertThat(run("--role=desk", "--workers=nowhere")).isEqualTo(DemoApplication.INCOMPLETE);
		assertThat(err()).singleElement().asString().startsWith("demo: Property tractor.peers.worker-1.uri with value");
	}

	@ParameterizedTest
	@ValueSource(strings = { "--patern=x", "x", "--pattern", "--limit=-1", "--limit=many", "--role=boss", "--port=7001",
			"--role=worker --share=3/2", "--role=worker --share=half", "--role=worker --pattern=x", "--role=desk",
			"--role=worker --port=99999", "--role=page --pattern=x", "--role=page --crew=0",
			"--role=page --root=/no/where", "--crew=2" })
	void commandLineThatCannotBe(String arguments) {
		assertThat(run(arguments.split(" "))).isEqualTo(DemoApplication.REFUSED);
		assertThat(out()).isEmpty();
		assertThat(err()).singleElement().asString().startsWith("demo: ").endsWith("; --help tells more");
	}

	@Test
	void helpNamesEveryOption() {
		assertThat(run("--help")).isEqualTo(DemoApplication.COMPLETE);
		String help = this.out.toString(StandardCharsets.UTF_8);
		assertThat(Option.values()).filteredOn((option) -> option != Option.HELP)
			.allSatisfy((option) -> assertThat(help).contains(option + "="));
	}

}
