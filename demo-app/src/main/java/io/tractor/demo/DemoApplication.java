package io.tractor.demo;

import java.io.Console;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.tractor.RemoteActorException;
import io.tractor.demo.desk.Desk;
import io.tractor.demo.desk.DeskApplication;
import io.tractor.demo.desk.Findings;
import io.tractor.demo.desk.Query;
import io.tractor.demo.desk.Terminal;
import io.tractor.demo.page.Crew;
import io.tractor.demo.page.PageApplication;
import io.tractor.demo.search.BadPatternException;
import io.tractor.demo.search.NoSuchRootException;
import io.tractor.demo.worker.Share;
import io.tractor.demo.worker.WorkerApplication;
import reactor.netty.ChannelBindException;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.NestedExceptionUtils;

/**
 * Starts what the command line asks for. Each desk and each worker is a Spring Boot
 * application of its own, whether they share a process or not.
 */
public final class DemoApplication {

	/** All was searched, or the limit reached. */
	static final int COMPLETE = 0;

	/** A worker was lost or failed, or an application did not start. */
	static final int INCOMPLETE = 1;

	/** What was asked for cannot be done. */
	static final int REFUSED = 2;

	/** A worker or a page runs until its process is ended. */
	private static final int RUNNING = -1;

	private static final String PORT = "local.rsocket.server.port";

	private static final String WEB_PORT = "local.server.port";

	private final PrintStream out;

	private final Terminal terminal;

	DemoApplication(PrintStream out, PrintStream err, boolean overwrite) {
		this.out = out;
		this.terminal = new Terminal(out, err, overwrite);
	}

	public static void main(String[] args) {
		int status = new DemoApplication(System.out, System.err, isTerminal()).run(args);
		if (status != RUNNING) {
			System.exit(status);
		}
	}

	private static boolean isTerminal() {
		Console console = System.console();
		if (console == null) {
			return false;
		}
		try {
			// From JDK 22 on there is a console without a terminal, too.
			return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
		}
		catch (ReflectiveOperationException ex) {
			return true;
		}
	}

	int run(String... arguments) {
		try {
			Options options = Options.parse(arguments);
			if (options.help()) {
				this.out.print(Options.HELP);
				return COMPLETE;
			}
			return switch (options.role()) {
				case ALL -> all(options);
				case DESK -> desk(options, options.workers());
				case WORKER -> worker(options);
				case PAGE -> page(options);
			};
		}
		catch (UsageException ex) {
			this.terminal.problem("demo: " + ex.getMessage() + "; --help tells more");
			return REFUSED;
		}
		catch (RemoteActorException ex) {
			boolean refused = ex.isBoxed(BadPatternException.class) || ex.isBoxed(NoSuchRootException.class);
			this.terminal.problem("desk: " + (refused ? ex.boxedMessage() : ex.getMessage()));
			return refused ? REFUSED : INCOMPLETE;
		}
		catch (RuntimeException ex) {
			this.terminal.problem("demo: " + reason(ex));
			return INCOMPLETE;
		}
	}

	private static String reason(RuntimeException failure) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		for (Throwable link = failure; link != null; link = link.getCause()) {
			if (link instanceof ChannelBindException bind) {
				return "cannot listen at port " + bind.localPort() + ": " + cause.getMessage();
			}
		}
		return String.valueOf(cause.getMessage());
	}

	/** A desk and two workers: three applications, and TCP between them. */
	private int all(Options options) {
		try (ConfigurableApplicationContext first = startWorker(options, "worker-1", new Share(1, 2), 0);
				ConfigurableApplicationContext second = startWorker(options, "worker-2", new Share(2, 2), 0)) {
			return desk(options, List.of(address(first), address(second)));
		}
	}

	private int worker(Options options) {
		Share share = options.share();
		String name = (options.name() != null) ? options.name() : "worker-" + share.number();
		ConfigurableApplicationContext worker = startWorker(options, name, share, options.port());
		this.terminal.line("%s searches part %s for whoever asks at %s".formatted(name, share, address(worker)));
		return RUNNING;
	}

	private ConfigurableApplicationContext startWorker(Options options, String name, Share share, int port) {
		List<String> properties = new ArrayList<>(options.springs());
		properties.add("--spring.application.name=" + name);
		properties.add("--spring.rsocket.server.port=" + port);
		properties.add("--demo.worker.share=" + share);
		properties.add("--demo.worker.pause=" + options.pause() + "ms");
		return start(WorkerApplication.class, properties);
	}

	private static String address(ConfigurableApplicationContext worker) {
		return "tcp://localhost:" + worker.getEnvironment().getRequiredProperty(PORT);
	}

	private int desk(Options options, List<String> workers) {
		Query query = options.query();
		List<String> properties = new ArrayList<>(options.springs());
		properties.add("--spring.application.name=desk");
		for (int i = 0; i < workers.size(); i++) {
			properties.add("--tractor.peers.worker-" + (i + 1) + ".uri=" + workers.get(i));
		}
		try (ConfigurableApplicationContext context = start(DeskApplication.class, properties)) {
			Desk desk = context.getBean(Desk.class);
			if (desk.workers() == 0) {
				throw new UsageException("a desk needs workers: give --workers=tcp://host:port,... or tractor.peers.*");
			}
			Findings findings = desk.ask(query, this.terminal);
			this.terminal.endProgress();
			findings.summary().forEach(this.terminal::line);
			return findings.isComplete() ? COMPLETE : INCOMPLETE;
		}
	}

	/** A desk for browsers, and workers in processes of their own. */
	private int page(Options options) {
		Path root = folder(options.root());
		Crew crew = Crew.start(options.crew(), options.springs());
		List<String> properties = new ArrayList<>(options.springs());
		properties.add("--spring.application.name=desk");
		properties.add("--spring.main.web-application-type=reactive");
		properties.add("--server.port=" + options.port());
		properties.add("--demo.page.root=" + root);
		crew.addresses().forEach((name, address) -> properties.add("--tractor.peers." + name + ".uri=" + address));
		try {
			ConfigurableApplicationContext page = application(PageApplication.class)
				// A bean, so that it is closed with the application.
				.initializers((context) -> ((GenericApplicationContext) context).registerBean(Crew.class, () -> crew))
				.run(properties.toArray(String[]::new));
			this.terminal.line("Search %s at http://localhost:%s/ and end with Ctrl-C".formatted(root,
					page.getEnvironment().getRequiredProperty(WEB_PORT)));
			return RUNNING;
		}
		catch (RuntimeException ex) {
			crew.close();
			throw ex;
		}
	}

	private static Path folder(String root) {
		try {
			Path folder = Path.of(root).toAbsolutePath().normalize();
			if (Files.isDirectory(folder)) {
				return folder;
			}
		}
		catch (InvalidPathException ex) {
			// Then there is none either.
		}
		throw new UsageException("there is no folder '" + root + "'");
	}

	private static ConfigurableApplicationContext start(Class<?> application, List<String> properties) {
		return application(application).run(properties.toArray(String[]::new));
	}

	/** By its own name, which what is processed ahead of time is found by. */
	private static SpringApplicationBuilder application(Class<?> application) {
		return new SpringApplicationBuilder(application).main(application);
	}

}
