package io.tractor.demo.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page's server, as those see it who are no browser.
 *
 * @param address where it is
 */
record Page(String address) {

	private static final Duration TIMEOUT = Duration.ofSeconds(40);

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private static final JsonMapper JSON = new JsonMapper();

	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.address + path)).header("Content-Type", "application/json");
	}

	int status(HttpRequest.Builder request) throws IOException, InterruptedException {
		return CLIENT.send(request.build(), BodyHandlers.discarding()).statusCode();
	}

	/**
	 * Searches, and leaves when it is closed.
	 */
	Events search(String pattern, int pause) throws IOException, InterruptedException {
		return events(request("searches").POST(BodyPublishers
			.ofString(JSON.writeValueAsString(JSON.createObjectNode().put("pattern", pattern).put("pause", pause)))));
	}

	/**
	 * Waits until the actors are so.
	 */
	JsonNode awaitActors(Predicate<JsonNode> condition) throws IOException, InterruptedException {
		try (Events events = events(request("actors").GET())) {
			return events.await(condition);
		}
	}

	private static Events events(HttpRequest.Builder request) throws IOException, InterruptedException {
		HttpResponse<InputStream> response = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
		assertThat(response.statusCode()).isEqualTo(200);
		return new Events(response.body());
	}

	/**
	 * Events, for as long as one listens. Several come in one line, and who waits for one
	 * of them leaves those behind it to the next.
	 *
	 * @param response what comes
	 * @param lines its lines
	 * @param read what of the last line was not asked for yet
	 */
	record Events(InputStream response, BufferedReader lines, Deque<JsonNode> read) implements AutoCloseable {

		Events(InputStream response) {
			this(response, new BufferedReader(new InputStreamReader(response, StandardCharsets.UTF_8)),
					new ArrayDeque<>());
		}

		/**
		 * Waits for an event; those before it are forgotten.
		 */
		JsonNode await(Predicate<JsonNode> condition) throws IOException {
			for (JsonNode event = next(); event != null; event = next()) {
				if (condition.test(event)) {
					return event;
				}
			}
			throw new AssertionError("no such event");
		}

		private @Nullable JsonNode next() throws IOException {
			while (this.read.isEmpty()) {
				String line = line();
				if (line == null) {
					return null;
				}
				if (line.startsWith("data:")) {
					JsonNode data = JSON.readTree(line.substring("data:".length()));
					(data.isArray() ? data : JSON.createArrayNode().add(data)).forEach(this.read::add);
				}
			}
			return this.read.remove();
		}

		/** In a thread of its own, as JDK 17 reads on when it is interrupted. */
		private @Nullable String line() throws IOException {
			try {
				return CompletableFuture.supplyAsync(this::readLine).get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
			}
			catch (TimeoutException ex) {
				throw new AssertionError("nothing came for " + TIMEOUT.toSeconds() + " s", ex);
			}
			catch (ExecutionException | InterruptedException ex) {
				throw new IOException(ex);
			}
		}

		private @Nullable String readLine() {
			try {
				return this.lines.readLine();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		JsonNode await(String type) throws IOException {
			return await((event) -> event.path("type").asString().equals(type));
		}

		/** Not the lines: who still waits for one would keep them from being closed. */
		@Override
		public void close() throws IOException {
			this.response.close();
		}

	}

}
