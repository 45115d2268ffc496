package io.tractor.demo.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes the README's pictures of a page that runs: its address and the folder for them
 * are the arguments. The page has three workers, and searches this project.
 */
final class Screenshots {

	private Screenshots() {
	}

	public static void main(String[] args) throws IOException {
		Path folder = Path.of(args[1]);
		try (Browser browser = new Browser(Files.createTempDirectory("chromium"))) {
			take(browser, args[0], "light", folder.resolve("page-light.png"));
			browser.click(".branch:nth-child(2) .process");
			browser.await("document.querySelectorAll('.worker[data-process=running]').length === 3");
			take(browser, args[0], "dark", folder.resolve("page-dark.png"));
			browser.size(390, 844, 2);
			Files.write(folder.resolve("phone.png"), browser.screenshot());
			browser.evaluate("document.querySelector('.stage').scrollIntoView()");
			browser.await("new Promise((done) => requestAnimationFrame(() => done(true)))");
			Files.write(folder.resolve("phone-actors.png"), browser.screenshot());
			browser.evaluate("document.querySelector('.found').scrollIntoView()");
			browser.await("new Promise((done) => requestAnimationFrame(() => done(true)))");
			Files.write(folder.resolve("phone-found.png"), browser.screenshot());
			browser.click(".branch:nth-child(2) .process");
			browser.await("document.querySelectorAll('.worker[data-process=running]').length === 3");
		}
	}

	/** One worker's part is cancelled, one is killed, and one still searches. */
	private static void take(Browser browser, String page, String theme, Path file) throws IOException {
		browser.size(1280, 760, 1);
		browser.prefers("prefers-color-scheme", theme);
		browser.open(page);
		browser.await("document.querySelectorAll('.worker[data-process=running]').length === 3");
		browser.click("#search button");
		browser.await("Number(document.querySelector('#count').textContent) > 40");
		browser.click(".branch:nth-child(1) .cancel");
		browser.click(".branch:nth-child(2) .process");
		browser.await("document.querySelector('.branch:nth-child(2)').innerText.includes('lost')"
				+ " && document.querySelector('.branch:nth-child(1)').innerText.includes('cancelled by desk')");
		browser
			.await("document.querySelectorAll('.context').length === 3 && document.querySelector('.flow.on') !== null");
		browser.evaluate("scrollTo(0, 0)");
		Files.write(file, browser.screenshot());
	}

}
