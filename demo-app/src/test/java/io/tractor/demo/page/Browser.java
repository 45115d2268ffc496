package io.tractor.demo.page;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A headless Chromium with one page, driven over its DevTools protocol.
 */
final class Browser implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(40);

	private static final String LISTENING = "DevTools listening on ";

	private static final Set<String> CONTROLS = Set.of("button", "textbox", "radio", "combobox", "progressbar", "list",
			"group", "region");

	private static final JsonMapper JSON = new JsonMapper();

	private final Process process;

	private final WebSocket socket;

	private final AtomicInteger commands = new AtomicInteger();

	private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();

	private final List<String> problems = new CopyOnWriteArrayList<>();

	private @Nullable String session;

	/**
	 * Starts one.
	 * @param profile an empty folder for what it keeps
	 */
	Browser(Path profile) throws IOException {
		List<String> command = new ArrayList<>(List.of(installed(System.getenv("PATH")).toString(), "--headless",
				"--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
				"--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars",
				"--remote-debugging-port=0", "--user-data-dir=" + profile, "about:blank"));
		this.process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
		this.socket = HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.buildAsync(URI.create(address(this.process.errorReader())), new Answers())
			.orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
			.join();
		String target = send("Target.createTarget", Map.of("url", "about:blank")).path("targetId").asString();
		this.session = send("Target.attachToTarget", Map.of("targetId", target, "flatten", true)).path("sessionId")
			.asString();
		send("Page.enable", Map.of());
		send("Runtime.enable", Map.of());
		send("Log.enable", Map.of());
	}

	/**
	 * Where it is installed; if it is not, the test is skipped and says so.
	 * @param path the folders to look into
	 * @return the executable
	 */
	static Path installed(String path) {
		Optional<Path> executable = Stream.of(path.split(File.pathSeparator))
			.flatMap((folder) -> Stream.of("chromium", "chromium-browser", "google-chrome")
				.map((name) -> Path.of(folder, name)))
			.filter(Files::isExecutable)
			.findFirst();
		assumeTrue(executable.isPresent(), "There is no Chromium on the path: the page was not tried in a browser");
		return executable.get();
	}

	private static String address(BufferedReader lines) throws IOException {
		for (String line = lines.readLine(); line != null; line = lines.readLine()) {
			if (line.startsWith(LISTENING)) {
				Thread rest = new Thread(() -> lines.lines().forEach((unread) -> {
				}), "browser's log");
				rest.setDaemon(true);
				rest.start();
				return line.substring(LISTENING.length());
			}
		}
		throw new IOException("The browser did not start");
	}

	private JsonNode send(String method, Map<String, ?> parameters) {
		int id = this.commands.incrementAndGet();
		CompletableFuture<JsonNode> answer = new CompletableFuture<>();
		this.answers.put(id, answer);
		Map<String, Object> message = new LinkedHashMap<>(Map.of("id", id, "method", method, "params", parameters));
		if (this.session != null) {
			message.put("sessionId", this.session);
		}
		this.socket.sendText(JSON.writeValueAsString(message), true).join();
		JsonNode answered = answer.orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
		assertThat(answered.path("error").path("message").asString("")).as(method).isEmpty();
		return answered.path("result");
	}

	/**
	 * Loads a page, and waits until its modules have run.
	 */
	void open(String url) {
		send("Page.navigate", Map.of("url", "about:blank"));
		this.problems.clear();
		send("Page.navigate", Map.of("url", url));
		await("location.href !== 'about:blank' && document.readyState === 'complete'");
	}

	/**
	 * What an expression is.
	 */
	String evaluate(String script) {
		JsonNode answer = send("Runtime.evaluate",
				Map.of("expression", "Promise.resolve(" + script + ").then(String)", "awaitPromise", true));
		assertThat(answer.path("exceptionDetails").toString()).as(script).isEqualTo("");
		return answer.path("result").path("value").asString();
	}

	/**
	 * Waits until an expression is true.
	 */
	void await(String condition) {
		try {
			Awaitility.await()
				.atMost(TIMEOUT)
				.pollInterval(Duration.ofMillis(50))
				.until(() -> evaluate(condition).equals("true"));
		}
		catch (RuntimeException ex) {
			throw new AssertionError("Not so: " + condition + "\n" + evaluate("document.body.innerText")
					+ String.join("\n", this.problems), ex);
		}
	}

	/**
	 * Presses and releases a key, wherever the focus is.
	 * @param key its name, such as {@code Tab}
	 */
	void press(String key) {
		int code = switch (key) {
			case "Tab" -> 9;
			case "Enter" -> 13;
			case " " -> 32;
			case "ArrowLeft" -> 37;
			case "ArrowRight" -> 39;
			case "ArrowDown" -> 40;
			default -> throw new IllegalArgumentException(key);
		};
		Map<String, Object> event = new LinkedHashMap<>(Map.of("type", "keyDown", "key", key, "code",
				key.equals(" ") ? "Space" : key, "windowsVirtualKeyCode", code));
		if (key.equals("Enter") || key.equals(" ")) {
			event.put("text", key.equals("Enter") ? "\r" : " ");
		}
		send("Input.dispatchKeyEvent", event);
		event.put("type", "keyUp");
		event.remove("text");
		send("Input.dispatchKeyEvent", event);
	}

	/**
	 * Presses Tab until the focus is where it is wanted.
	 * @param selector where
	 */
	void tabTo(String selector) {
		for (int i = 0; i < 40; i++) {
			if (evaluate("document.activeElement.matches(" + JSON.writeValueAsString(selector) + ")").equals("true")) {
				return;
			}
			press("Tab");
		}
		throw new AssertionError("Tab does not come to " + selector);
	}

	/**
	 * Types a text in place of what the focused field has.
	 */
	void type(String text) {
		evaluate("document.activeElement.select()");
		send("Input.insertText", Map.of("text", text));
	}

	/**
	 * Clicks with the mouse, in the middle of an element.
	 */
	void click(String selector) {
		String[] place = evaluate("(() => { const found = document.querySelector(" + JSON.writeValueAsString(selector)
				+ "); found.scrollIntoView({ block: 'center' }); const box = found.getBoundingClientRect();"
				+ " return [box.x + box.width / 2, box.y + box.height / 2]; })()")
			.split(",");
		for (String type : List.of("mousePressed", "mouseReleased")) {
			send("Input.dispatchMouseEvent", Map.of("type", type, "x", Double.valueOf(place[0]), "y",
					Double.valueOf(place[1]), "button", "left", "clickCount", 1));
		}
	}

	void size(int width, int height, int scale) {
		send("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", scale, "mobile", false));
	}

	void prefers(String feature, String value) {
		send("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", feature, "value", value))));
	}

	byte[] screenshot() {
		return Base64.getDecoder()
			.decode(send("Page.captureScreenshot", Map.of("format", "png")).path("data").asString());
	}

	/**
	 * What people can use, and screen readers have no name for.
	 */
	List<String> unnamed() {
		List<String> unnamed = new ArrayList<>();
		for (JsonNode node : send("Accessibility.getFullAXTree", Map.of()).path("nodes")) {
			String role = node.path("role").path("value").asString("");
			if (CONTROLS.contains(role) && node.path("name").path("value").asString("").isBlank()) {
				unnamed.add(node.toString());
			}
		}
		return unnamed;
	}

	/**
	 * What the page has complained of since it was opened.
	 */
	List<String> problems() {
		return this.problems;
	}

	@Override
	public void close() {
		this.socket.abort();
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly();
		this.process.onExit().orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
	}

	/**
	 * Takes what the browser says.
	 */
	private final class Answers implements WebSocket.Listener {

		private final StringBuilder text = new StringBuilder();

		@Override
		public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			this.text.append(data);
			if (last) {
				take(JSON.readTree(this.text.toString()));
				this.text.setLength(0);
			}
			socket.request(1);
			return null;
		}

		private void take(JsonNode message) {
			if (message.has("id")) {
				Objects.requireNonNull(Browser.this.answers.remove(message.path("id").asInt())).complete(message);
				return;
			}
			JsonNode parameters = message.path("params");
			boolean problem = switch (message.path("method").asString()) {
				case "Runtime.exceptionThrown" -> true;
				case "Runtime.consoleAPICalled" -> parameters.path("type").asString().equals("error");
				case "Log.entryAdded" -> parameters.path("entry").path("level").asString().equals("error");
				default -> false;
			};
			if (problem) {
				Browser.this.problems.add(parameters.toString());
			}
		}

		@Override
		public void onError(WebSocket socket, Throwable error) {
			Browser.this.answers.values().forEach((answer) -> answer.completeExceptionally(error));
		}

	}

}
