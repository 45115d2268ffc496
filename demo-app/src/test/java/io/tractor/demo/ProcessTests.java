package io.tractor.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The command in processes of its own.
 */
@Timeout(600)
class ProcessTests {

	private final List<Command> commands = new ArrayList<>();

	@TempDir
	private Path tree;

	@BeforeEach
	void plant() throws IOException {
		Trees.plant(this.tree);
	}

	@AfterEach
	void end() throws InterruptedException {
		for (Command command : this.commands) {
			command.end();
		}
	}

	private Command start(String... arguments) throws IOException {
		Command command = new Command(arguments);
		this.commands.add(command);
		return command;
	}

	private Command worker(int number, int pause) throws IOException {
		return start("--role=worker", "--port=0", "--share=" + number + "/2", "--pause=" + pause);
	}

	private static String address(Command worker) throws InterruptedException {
		String line = worker.out().await("searches part");
		return line.substring(line.indexOf("tcp://"));
	}

	private Command desk(String... workers) throws IOException {
		return start("--role=desk", "--workers=" + String.join(",", workers), "--root=" + this.tree, "--pattern=apple");
	}

	/**
	 * What the desk is to print of a worker's finds, whatever became of the other one.
	 */
	private static List<String> matches(Command desk, String worker) {
		return desk.out().lines().stream().filter((line) -> line.startsWith(worker + "  folder")).toList();
	}

	private static void assertNoStackTrace(Command command) {
		assertThat(command.err().lines()).noneMatch((line) -> line.startsWith("\tat "));
	}

	@Test
	void killedWorkerIsReportedAtOnceAndTheOthersFindsStand() throws Exception {
		// The first would take half a minute.
		Command first = worker(1, 500);
		Command second = worker(2, 20);
		Command desk = desk(address(first), address(second));
		desk.out().await("worker-1  folder");
		desk.out().await("worker-2  folder");
		long killed = System.nanoTime();
		first.kill();
		String report = desk.err().await("desk: worker-1 is lost");
		assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(10));
		assertThat(report).contains("after it found ");
		assertThat(desk.exitValue()).isEqualTo(DemoApplication.INCOMPLETE);
		assertThat(desk.out().lines()).anyMatch((line) -> line.matches("worker-1 +lost .*"))
			.anyMatch((line) -> line.matches("worker-2 +returned +" + matches(desk, "worker-2").size() + " .*"));
		assertNoStackTrace(desk);
		// All of its part: with that of the first, which another desk finds, it is all
		// there is.
		Command again = desk(address(worker(1, 0)), address(second));
		assertThat(again.exitValue()).isEqualTo(DemoApplication.COMPLETE);
		assertThat(matches(again, "worker-2")).isEqualTo(matches(desk, "worker-2"));
		assertThat(matches(again, "worker-1").size() + matches(again, "worker-2").size())
			.isEqualTo(Trees.grep(this.tree, "apple").size());
		assertNoStackTrace(second);
	}

	@Test
	void workerThatIsToldToEndSaysSo() throws Exception {
		Command first = worker(1, 500);
		Command second = worker(2, 20);
		Command desk = desk(address(first), address(second));
		desk.out().await("worker-1  folder");
		first.terminate();
		desk.err().await("desk: worker-1 has stopped its search");
		assertThat(desk.exitValue()).isEqualTo(DemoApplication.INCOMPLETE);
		assertThat(desk.out().lines()).anyMatch((line) -> line.matches("worker-1 +stopped by itself .*"))
			.anyMatch((line) -> line.matches("worker-2 +returned .*"));
		assertNoStackTrace(desk);
		assertNoStackTrace(first);
	}

	@Test
	void unreachableWorkerIsReportedAndTheOthersFindsStand() throws Exception {
		Command second = worker(2, 0);
		Command desk = desk("tcp://localhost:1", address(second));
		assertThat(desk.exitValue()).isEqualTo(DemoApplication.INCOMPLETE);
		assertThat(desk.err().lines()).anyMatch((line) -> line.startsWith("desk: worker-1 cannot be reached: "));
		assertThat(desk.out().lines()).anyMatch((line) -> line.matches("worker-2 +returned .*"));
		assertNoStackTrace(desk);
	}

	@Test
	void withoutArgumentsItSearchesWhereItIsAndEndsWell() throws Exception {
		Command demo = start();
		assertThat(demo.exitValue()).isEqualTo(DemoApplication.COMPLETE);
		assertThat(demo.out().lines())
			.anyMatch((line) -> line.contains("FileSearch.java:") && line.contains("@Context"));
		assertNoStackTrace(demo);
	}

	@Test
	void badPatternEndsWithItsExitCode() throws Exception {
		Command demo = start("--pattern=(");
		assertThat(demo.exitValue()).isEqualTo(DemoApplication.REFUSED);
		assertThat(demo.err().lines()).containsExactly("desk: '(' is no regular expression: Unclosed group");
	}

}
