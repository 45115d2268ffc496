package io.tractor.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.tractor.demo.desk.DeskApplication;
import io.tractor.demo.worker.WorkerApplication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The command in processes of its own, its applications processed ahead of time.
 */
@Timeout(300)
class AheadOfTimeTests {

	/** What makes an application say how it was started. */
	private static final List<String> TELLING = List.of("--logging.level.io.tractor.demo=info",
			"--spring.main.log-startup-info=true");

	private final List<Command> commands = new ArrayList<>();

	@TempDir
	private Path folder;

	@AfterEach
	void end() throws InterruptedException {
		for (Command command : this.commands) {
			command.end();
		}
	}

	private Command start(Path processed, String... arguments) throws Exception {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.addAll(TELLING);
		Command command = Command.aheadOfTime(processed, all.toArray(String[]::new));
		this.commands.add(command);
		return command;
	}

	@Test
	void aDeskAndAWorkerSearch() throws Exception {
		Path tree = this.folder.resolve("tree");
		Trees.plant(tree);
		Path worker = AheadOfTime.process(WorkerApplication.class, this.folder.resolve("worker"),
				"--spring.rsocket.server.port=0");
		Command searching = start(worker, "--role=worker", "--port=0", "--name=north");
		Path desk = AheadOfTime.process(DeskApplication.class, this.folder.resolve("desk"));
		Command asking = start(desk, "--role=desk", "--tractor.peers.north.uri=" + address(searching), "--root=" + tree,
				"--pattern=apple");
		assertThat(asking.exitValue()).as("%s", asking.err().lines()).isEqualTo(DemoApplication.COMPLETE);
		List<String> out = asking.out().lines();
		assertThat(out).anyMatch((line) -> line.contains("Starting AOT-processed DeskApplication"))
			.anyMatch((line) -> line.matches("north +returned .*"));
		assertThat(out.stream()
			.filter((line) -> line.contains("  folder"))
			.map((line) -> line.substring(line.indexOf("folder")))
			.sorted()).isEqualTo(Trees.grep(tree, "apple"));
		assertThat(searching.out().lines())
			.anyMatch((line) -> line.contains("Starting AOT-processed WorkerApplication"));
	}

	private static String address(Command worker) throws InterruptedException {
		String line = worker.out().await("searches part");
		return line.substring(line.indexOf("tcp://"));
	}

}
