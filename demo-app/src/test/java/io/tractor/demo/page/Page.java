package io.tractor.demo.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page's server, as those see it who are no browser.
 *
 * @param address where it is
 */
record Page(String address) {

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
		return new Events(new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
	}

	/**
	 * Events, for as long as one listens.
	 *
	 * @param lines the lines of the response
	 */
	record Events(BufferedReader lines) implements AutoCloseable {

		/**
		 * Waits for an event; of a list of events each counts.
		 */
		JsonNode await(Predicate<JsonNode> condition) throws IOException {
			for (String line = this.lines.readLine(); line != null; line = this.lines.readLine()) {
				if (line.startsWith("data:")) {
					JsonNode data = JSON.readTree(line.substring("data:".length()));
					for (JsonNode event : data.isArray() ? data : JSON.createArrayNode().add(data)) {
						if (condition.test(event)) {
							return event;
						}
					}
				}
			}
			throw new AssertionError("no such event");
		}

		JsonNode await(String type) throws IOException {
			return await((event) -> event.path("type").asString().equals(type));
		}

		@Override
		public void close() throws IOException {
			this.lines.close();
		}

	}

}
