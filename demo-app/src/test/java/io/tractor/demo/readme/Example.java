package io.tractor.demo.readme;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.Portal;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;

// tag::example[]
// Shared by both applications.
interface FileSearch {

	@Context("files.search")
	Integer search(ChildContext<Integer, Void, String> ctx, String word, List<String> files) throws Exception;

}

// In the one that serves.
@Component
class FileSearchEndpoint implements FileSearch {

	public Integer search(ChildContext<Integer, Void, String> ctx, String word, List<String> files) throws Exception {
		ctx.started(files.size()); // the caller's block begins, with a first value
		return ctx.stream((stream) -> {
			int found = 0;
			for (String file : files) {
				for (String line : Files.readAllLines(Path.of(file))) {
					if (line.contains(word)) {
						stream.send(line); // waits while the caller is behind
						found++;
					}
				}
			}
			return found; // what ctx.waitForResult() gives
		});
	}

}

// In the one that asks.
@Service
class Desk {

	private final Portal files;

	Desk(Portal files) { // the peer named "files" in application.yml
		this.files = files;
	}

	int find(String word, List<String> paths) {
		return this.files.context(FileSearch::search, word, paths)
			.deadline(Duration.ofSeconds(30)) // for both sides
			.open((ctx, count) -> {
				ctx.stream((stream) -> {
					for (String line : stream) {
						System.out.println(line);
					}
				});
				return ctx.waitForResult().orElse(0);
			});
	}

}
// end::example[]

/**
 * Both applications at once.
 */
final class Example {

	private Example() {
	}

	static int find(String word, List<String> files) {
		try (ConfigurableApplicationContext server = new SpringApplicationBuilder(Server.class)
			.run("--spring.rsocket.server.port=0")) {
			String port = server.getEnvironment().getProperty("local.rsocket.server.port");
			try (ConfigurableApplicationContext client = new SpringApplicationBuilder(Client.class)
				.run("--tractor.peers.files.uri=tcp://localhost:" + port)) {
				return client.getBean(Desk.class).find(word, files);
			}
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(FileSearchEndpoint.class)
	static class Server {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Desk.class)
	static class Client {

	}

}
