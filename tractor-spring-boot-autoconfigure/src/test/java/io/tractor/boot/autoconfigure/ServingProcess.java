package io.tractor.boot.autoconfigure;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.scope.CancelScope;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application in a process of its own, which ends by SIGTERM or when whoever started
 * it is gone.
 */
public final class ServingProcess implements AutoCloseable {

	static final String NAME = "serving";

	private static final String PORT = "port ";

	private final Process process;

	private final BufferedReader out;

	private final int port;

	private ServingProcess(Process process) throws IOException {
		this.process = process;
		this.out = process.inputReader();
		this.port = Integer.parseInt(await(PORT).substring(PORT.length()));
	}

	static ServingProcess start(String... arguments) throws IOException {
		List<String> more = new ArrayList<>(List.of("--spring.autoconfigure.exclude=" + Applications.ALL_OF_SECURITY));
		more.addAll(List.of(arguments));
		return start(Serving.class, more);
	}

	/**
	 * Starts an application of its own.
	 * @param application its configuration
	 * @param arguments all that it is to be told beside its name and its port
	 */
	public static ServingProcess start(Class<?> application, List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
				ServingProcess.class.getName(), application.getName()));
		command.addAll(List.of("--spring.application.name=" + NAME, "--" + Applications.SERVER,
				"--spring.main.banner-mode=off", "--spring.cloud.compatibility-verifier.enabled=false",
				"--spring.main.web-application-type=none"));
		command.addAll(arguments);
		return new ServingProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
	}

	public int port() {
		return this.port;
	}

	/**
	 * Waits for a line.
	 * @param start how it begins
	 */
	String await(String start) throws IOException {
		List<String> lines = new ArrayList<>();
		for (String line = this.out.readLine(); line != null; line = this.out.readLine()) {
			if (line.startsWith(start)) {
				return line;
			}
			lines.add(line);
		}
		throw new AssertionError("It has ended without '" + start + "': " + lines);
	}

	/** Sends SIGTERM, and unlike {@link Process#destroy()} leaves its streams open. */
	void terminate() {
		this.process.toHandle().destroy();
	}

	/** Has a task that lingers end. */
	void release() throws IOException {
		this.process.getOutputStream().write('\n');
		this.process.getOutputStream().flush();
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	/** Waits for its end. */
	int exitValue() throws InterruptedException {
		assertThat(this.process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
		return this.process.exitValue();
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroyForcibly();
		exitValue();
	}

	public static void main(String[] args) throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		Thread input = new Thread(() -> readInput(release), "input");
		input.setDaemon(true);
		input.start();
		Lingerer.release = release;
		ConfigurableApplicationContext context = SpringApplication.run(
				new Class<?>[] { Applications.Defaults.class, Class.forName(args[0]) },
				Arrays.copyOfRange(args, 1, args.length));
		System.out.println(PORT + Applications.port(context));
	}

	private static void readInput(CountDownLatch release) {
		try {
			while (System.in.read() >= 0) {
				release.countDown();
			}
		}
		catch (IOException ex) {
			// As good as its end.
		}
		Runtime.getRuntime().halt(1);
	}

	@Configuration(proxyBeanMethods = false)
	static class Serving {

		@Bean
		Lingerer lingerer() {
			return new Lingerer();
		}

	}

	static class Lingerer {

		static CountDownLatch release;

		/** Waits until it is cut off. */
		@Context("wait")
		public void waitForEnd(ChildContext<String, String, String> ctx) throws InterruptedException {
			ctx.started("waiting");
			new CountDownLatch(1).await();
		}

		/** Waits until it may finish. */
		@Context("finish")
		public String finish(ChildContext<String, String, String> ctx) throws InterruptedException {
			ctx.started("working");
			release.await();
			return "finished";
		}

		/** Cut off, it takes its time to clean up. */
		@Context("linger")
		public void linger(ChildContext<String, String, String> ctx) throws InterruptedException {
			ctx.started("waiting");
			try {
				new CountDownLatch(1).await();
			}
			finally {
				System.out.println("cleaning up");
				CancelScope.shielded(() -> release.await());
			}
		}

	}

}
