package io.tractor.demo.page;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

import io.tractor.demo.Command;
import io.tractor.demo.Trees;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page in a process of its own, with two workers in theirs; first without a browser,
 * then in one.
 */
@Timeout(120)
class PageTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(40);

	private static final String HOSTILE = "<img src=x onerror=document.title='taken'>";

	/** So slow that it does not end by itself while a test runs. */
	private static final int FOREVER = 10_000;

	private static final int FLOOD = 60_000;

	@TempDir
	private static Path tree;

	@TempDir
	private static Path profile;

	private static Command command;

	private static Page page;

	@BeforeAll
	static void start() throws Exception {
		Trees.plant(tree);
		Files.writeString(tree.resolve("folder1/a " + HOSTILE.replace('/', ' ') + ".txt"), "hostile " + HOSTILE + "\n");
		Files.writeString(tree.resolve("flood.txt"), ("drop " + "o".repeat(180) + "\n").repeat(FLOOD));
		// Who waits here is not to be taken for one that has gone.
		command = new Command("--role=page", "--crew=2", "--root=" + tree, "--tractor.overrun-after=5m");
		page = new Page(address(command));
	}

	private static String address(Command command) throws InterruptedException {
		String line = command.out().await("http://");
		return line.substring(line.indexOf("http://"), line.indexOf(" and end"));
	}

	@AfterAll
	static void end() throws Exception {
		List<ProcessHandle> workers;
		try {
			workers = processes(page);
		}
		finally {
			command.terminate();
			command.exitValue();
		}
		assertThat(workers).hasSize(2);
		assertThatAllEnd(workers);
		assertThat(command.err().lines()).isEmpty();
	}

	private static List<ProcessHandle> processes(Page page) throws Exception {
		return list(page.awaitActors(PageTests::allRun).path("workers")).stream()
			.map((worker) -> ProcessHandle.of(worker.path("pid").asLong()).orElseThrow())
			.toList();
	}

	private static void assertThatAllEnd(List<ProcessHandle> processes) {
		Awaitility.await().atMost(TIMEOUT).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
	}

	private static boolean allRun(JsonNode scene) {
		return list(scene.path("workers")).stream()
			.allMatch((worker) -> worker.path("process").asString().equals("running") && worker.hasNonNull("actor"));
	}

	private static List<JsonNode> list(JsonNode array) {
		return StreamSupport.stream(array.spliterator(), false).toList();
	}

	/** Of the contexts that an actor had last in this search. */
	private static Predicate<JsonNode> workers(String state) {
		return (scene) -> list(scene.path("workers")).stream()
			.allMatch((worker) -> is(last(worker.path("actor")), state));
	}

	private static JsonNode last(JsonNode actor) {
		return actor.path("contexts").path(actor.path("contexts").size() - 1);
	}

	private static boolean is(JsonNode context, String state) {
		return context.path("state").asString("").equals(state);
	}

	@Test
	void aSearchIsToldFromItsBeginningToItsEnd() throws Exception {
		try (Page.Events events = page.search("apple", 0)) {
			assertThat(list(events.await("Asked").path("workers"))).hasSize(2);
			assertThat(events.await("PartEnded").path("ending").asString()).isEqualTo("returned");
			JsonNode end = events.await("Ended");
			assertThat(end.path("matches").asInt()).isEqualTo(Trees.grep(tree, "apple").size());
			assertThat(end.path("problem").isNull()).isTrue();
		}
	}

	@Test
	void whoLeavesCancelsTheSearchAndTheWorkersSeeIt() throws Exception {
		try (Page.Events events = page.search("apple", FOREVER)) {
			events.await("Began");
			events.await("Began");
			page.awaitActors(workers("started"));
		}
		JsonNode scene = page.awaitActors(workers("cancelled"));
		for (JsonNode worker : scene.path("workers")) {
			assertThat(last(worker.path("actor")).path("canceller").asString()).isEqualTo("desk");
		}
		JsonNode asked = page.awaitActors((now) -> is(last(now.path("desk")), "cancelled")).path("desk");
		assertThat(last(asked).path("canceller").asString()).isEqualTo("desk");
	}

	@Test
	void whoReadsNothingHoldsTheWorkersBack() throws Exception {
		try (Page.Events events = page.search("^drop", 0)) {
			events.await("Matched");
			AtomicLong before = new AtomicLong();
			Awaitility.await()
				.atMost(TIMEOUT)
				.pollInterval(Duration.ofMillis(500))
				.until(() -> before.getAndSet(received()) == before.get());
			assertThat(before.get()).as("all that fits on the way").isPositive().isLessThan(FLOOD);
			assertThat(events.await("Ended").path("matches").asInt()).isEqualTo(FLOOD);
		}
	}

	/** By the desk, of the worker who has the flood. */
	private static long received() throws Exception {
		return list(page.awaitActors((scene) -> true).path("desk").path("contexts")).stream()
			.filter((context) -> !context.path("ended").asBoolean())
			.mapToLong((context) -> context.path("received").asLong())
			.sum();
	}

	@Test
	void aPatternThatIsNoneIsRefused() throws Exception {
		assertThat(page.status(page.request("searches").POST(BodyPublishers.ofString("{\"pattern\":\"(\"}"))))
			.isEqualTo(400);
		try (Page.Events events = page.search("apple", FOREVER)) {
			String id = events.await("Asked").path("id").asString();
			assertThat(page.status(page.request("searches/" + id + "/refinements")
				.POST(BodyPublishers.ofString("{\"pattern\":\"(\"}")))).isEqualTo(400);
			assertThat(page.status(page.request("searches/" + id + "/workers/worker-9").DELETE())).isEqualTo(404);
			assertThat(page.status(page.request("searches/" + id).DELETE())).isEqualTo(204);
			assertThat(events.await("PartEnded").path("ending").asString()).isEqualTo("cancelled");
			events.await("Ended");
		}
	}

	@Test
	void otherSitesAreKeptOut() throws Exception {
		assertThat(page.status(page.request("workers/worker-1").header("Origin", "http://example.com").DELETE()))
			.isEqualTo(403);
		assertThat(page.status(page.request("searches")
			.header("Origin", "null")
			.POST(BodyPublishers.ofString("{\"pattern\":\"apple\"}")))).isEqualTo(403);
		assertThat(page.status(page.request("workers/worker-9").header("Origin", origin()).DELETE())).isEqualTo(404);
		assertThat(page.status(page.request("workers/worker-9").DELETE())).isEqualTo(404);
		assertThat(withHost("example.com")).contains(" 403 ");
		assertThat(withHost(URI.create(page.address()).getAuthority())).contains(" 200 ");
	}

	private static String origin() {
		return page.address().substring(0, page.address().length() - 1);
	}

	/** The JDK's client sends the right one only. */
	private static String withHost(String host) throws IOException {
		URI address = URI.create(page.address());
		try (Socket socket = new Socket("localhost", address.getPort())) {
			socket.setSoTimeout((int) TIMEOUT.toMillis());
			socket.getOutputStream()
				.write(("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			InputStream answer = socket.getInputStream();
			return new String(answer.readNBytes(16), StandardCharsets.US_ASCII);
		}
	}

	@Test
	void workersEndWithThePageHoweverItEnds() throws Exception {
		Command other = new Command("--role=page", "--crew=1", "--root=" + tree);
		try {
			List<ProcessHandle> workers = processes(new Page(address(other)));
			assertThat(workers).hasSize(1);
			other.kill();
			assertThatAllEnd(workers);
		}
		finally {
			other.end();
		}
	}

	/**
	 * What a person does, and sees.
	 */
	@Nested
	class InABrowser {

		private static Browser browser;

		@BeforeAll
		static void startBrowser() throws IOException {
			browser = new Browser(profile);
		}

		@AfterAll
		static void endBrowser() {
			if (browser != null) {
				browser.close();
			}
		}

		/** Also after a test that failed when it had killed a worker. */
		@BeforeEach
		void open() throws Exception {
			for (String worker : List.of("worker-1", "worker-2")) {
				page.status(page.request("workers/" + worker).PUT(BodyPublishers.noBody()));
			}
			browser.size(1280, 800, 1);
			browser.prefers("prefers-color-scheme", "light");
			browser.open(page.address());
			browser.await("document.querySelectorAll('.worker[data-process=running]').length === 2");
		}

		@AfterEach
		void noProblems() {
			assertThat(browser.problems()).isEmpty();
		}

		private void search(String pattern, String pace) {
			browser.evaluate("document.querySelector('#pattern').focus()");
			browser.type(pattern);
			browser.click("[name=pause][value='" + pace + "'] + span");
			browser.click("#search button");
		}

		private String text(String selector) {
			return browser.evaluate("document.querySelector(`" + selector + "`).innerText");
		}

		private void awaitStatus(String text) {
			browser.await("document.querySelector('#status').innerText.includes(`" + text + "`)");
		}

		private void awaitMatchesOfBoth() {
			for (String worker : List.of("worker-1", "worker-2")) {
				browser.await("[...document.querySelectorAll('#matches .who')].some((who) => who.innerText === '"
						+ worker + "')");
			}
		}

		/** What the drawing says of the last context with a worker. */
		private void awaitContext(int worker, String state) {
			browser.await("document.querySelector('.branch:nth-child(" + worker
					+ ") .context:last-child .word')?.innerText === '" + state + "'");
		}

		@Test
		void matchesOfAllWorkersComeIn() throws Exception {
			int all = Trees.grep(tree, "apple").size();
			search("apple", "0");
			awaitStatus(all + " matches in ");
			awaitMatchesOfBoth();
			assertThat(text("#count")).isEqualTo(String.valueOf(all));
			assertThat(browser.evaluate("document.querySelectorAll('#matches li').length"))
				.isEqualTo(String.valueOf(all));
			awaitContext(1, "returned");
			awaitContext(2, "returned");
			assertThat(browser.evaluate(
					"[...document.querySelectorAll('progress')].every((bar) => bar.value === bar.max && bar.max > 1)"))
				.isEqualTo("true");
		}

		@Test
		void aSearchIsNarrowedWhileItRuns() throws Exception {
			search("apple", "30");
			awaitMatchesOfBoth();
			awaitContext(1, "open");
			browser.click("#narrow-to");
			browser.type("pear");
			browser.click("#narrow-go");
			awaitStatus("Narrowed to lines with pear");
			awaitStatus("matches in ");
			assertThat(Integer.parseInt(text("#count"))).isLessThan(Trees.grep(tree, "apple").size());
			assertThat(text("#matches li:last-child .text")).isEqualTo("last apple pear");
		}

		@Test
		void oneWorkerIsCancelledAndThenAll() {
			search("apple", "150");
			awaitMatchesOfBoth();
			browser.click(".branch:nth-child(1) .cancel");
			awaitContext(1, "cancelled by desk");
			awaitContext(2, "open");
			assertThat(browser.evaluate("document.querySelector('.branch:nth-child(1) .cancel').disabled"))
				.isEqualTo("true");
			browser.click("#cancel");
			awaitContext(2, "cancelled by desk");
			awaitStatus("worker-1 and worker-2 cancelled");
		}

		@Test
		void aWorkerIsKilledSeenToBeLostAndStartedAgain() throws Exception {
			search("apple", "150");
			awaitMatchesOfBoth();
			ProcessHandle process = processes(page).get(1);
			browser.click(".branch:nth-child(2) .process");
			awaitContext(2, "lost");
			awaitStatus("worker-2 is lost; the others go on");
			browser.await("document.querySelector('.branch:nth-child(2) .worker').dataset.process === 'killed'");
			assertThat(process.isAlive()).isFalse();
			awaitContext(1, "open");
			browser.click(".branch:nth-child(1) .cancel");
			awaitStatus("without what worker-2 had left");
			browser.click(".branch:nth-child(2) .process");
			browser.await("document.querySelectorAll('.worker[data-process=running]').length === 2");
			search("apple", "0");
			awaitStatus(Trees.grep(tree, "apple").size() + " matches in ");
		}

		@Test
		void aPageThatIsLeftHasNoSearch() throws Exception {
			search("apple", "150");
			awaitMatchesOfBoth();
			browser.open("about:blank?");
			page.awaitActors(workers("cancelled"));
		}

		@Test
		void everythingIsDoneByKeyboard() throws Exception {
			browser.tabTo("#pattern");
			browser.type("apple");
			browser.tabTo("[name=pause]");
			browser.press("ArrowRight");
			assertThat(browser.evaluate("document.querySelector('[name=pause]:checked').value")).isEqualTo("150");
			assertThat(browser
				.evaluate("getComputedStyle(document.querySelector('[name=pause]:checked + span')).outlineStyle"))
				.as("the focus is seen")
				.isEqualTo("solid");
			browser.press("Enter");
			awaitMatchesOfBoth();
			browser.tabTo("#narrow-to");
			browser.type("pear");
			browser.press("Enter");
			awaitStatus("Narrowed to lines with pear");
			browser.tabTo(".branch:nth-child(1) .cancel");
			browser.press(" ");
			awaitContext(1, "cancelled by desk");
			assertThat(browser.evaluate("document.activeElement.id")).as("not lost with the button")
				.isEqualTo("pattern");
			browser.tabTo(".branch:nth-child(2) .process");
			browser.press("Enter");
			awaitContext(2, "lost");
			browser.await("document.querySelector('.branch:nth-child(2) .process').innerText === 'Start again'");
			browser.tabTo(".branch:nth-child(2) .process");
			browser.press("Enter");
			browser.await("document.querySelectorAll('.worker[data-process=running]').length === 2");
			browser.tabTo("#matches");
		}

		@Test
		void aPatternThatIsNoneIsSaid() {
			browser.evaluate("document.querySelector('#pattern').focus()");
			browser.type("(");
			browser.press("Enter");
			awaitStatus("'(' is no regular expression: Unclosed group");
			assertThat(browser.problems()).singleElement().asString().contains("400");
			browser.problems().clear();
		}

		@Test
		void whatIsInFilesIsOnlyText() {
			search("hostile", "0");
			awaitStatus("1 match in ");
			assertThat(text("#matches .text")).isEqualTo("hostile " + HOSTILE);
			assertThat(text("#matches .where")).isEqualTo("folder1/a " + HOSTILE.replace('/', ' ') + ".txt:1");
			assertThat(browser.evaluate("document.querySelectorAll('#matches img').length")).isEqualTo("0");
			assertThat(browser.evaluate("document.title")).isEqualTo("Distributed file search");
		}

		@Test
		void aFloodIsCountedAndNotShown() {
			search("^drop", "0");
			browser.await("document.querySelector('#count').innerText === 'showing the first 500 of 60,000'");
			assertThat(browser.evaluate("document.querySelectorAll('#matches li').length")).isEqualTo("500");
		}

		@Test
		void itIsLightOrDarkAsTheSystemOrThePersonWishes() {
			String background = "getComputedStyle(document.body).backgroundColor";
			String light = browser.evaluate(background);
			browser.prefers("prefers-color-scheme", "dark");
			browser.await(background + " !== '" + light + "'");
			browser.click("#theme");
			assertThat(text("#theme")).isEqualTo("Theme: light");
			assertThat(browser.evaluate(background)).isEqualTo(light);
			browser.click("#theme");
			browser.prefers("prefers-color-scheme", "light");
			assertThat(browser.evaluate(background)).isNotEqualTo(light);
			browser.click("#theme");
			assertThat(browser.evaluate(background)).isEqualTo(light);
		}

		@Test
		void itRestsForThoseWhoWishThat() {
			search("apple", "0");
			awaitContext(1, "returned");
			String animation = "getComputedStyle(document.querySelector('.context')).animationName";
			assertThat(browser.evaluate(animation)).isEqualTo("arrive");
			browser.prefers("prefers-reduced-motion", "reduce");
			assertThat(browser.evaluate(animation)).isEqualTo("none");
		}

		@Test
		void itFitsOnAPhoneAndEverythingHasAName() {
			browser.size(390, 844, 2);
			search("apple", "0");
			awaitContext(1, "returned");
			assertThat(browser.evaluate("document.documentElement.scrollWidth")).isEqualTo("390");
			assertThat(browser.unnamed()).isEmpty();
		}

	}

}
