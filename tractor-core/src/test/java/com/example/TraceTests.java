package com.example;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.Portal;
import io.tractor.RemoteActorException;
import io.tractor.runtime.Actor;
import io.tractor.runtime.Endpoint;
import io.tractor.runtime.LocalTransport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A stack trace as users see it, who are in no package of ours: {@code docs/semantics.md}
 * shows it.
 */
class TraceTests {

	private static final Path PAGE = Path.of("..", "docs", "semantics.md");

	private static final Pattern OURS = Pattern
		.compile("\tat com\\.example\\.(TraceTests\\$)?(Desk|Shop|Stock|Shelf)\\.");

	@Test
	void thePageShowsWhatIsPrinted() throws IOException {
		Actor shelf = Actor.builder("shelf").endpoints(new Shelf()).build();
		Actor stock = Actor.builder("stock").build();
		stock.serve(Endpoint.allOf(new Stock(stock.portal("shelf", new LocalTransport(shelf)))));
		Actor shop = Actor.builder("shop").build();
		shop.serve(Endpoint.allOf(new Shop(shop.portal("stock", new LocalTransport(stock)))));
		Desk desk = new Desk(Actor.builder("desk").build().portal("shop", new LocalTransport(shop)));
		RemoteActorException raised = catchThrowableOfType(RemoteActorException.class, () -> desk.order("shoes"));
		StringWriter printed = new StringWriter();
		raised.printStackTrace(new PrintWriter(printed));
		assertThat(shape(printed.toString())).isEqualTo(shape(shown()));
		assertThat(raised.getStackTrace()[0].getClassName()).isEqualTo(Desk.class.getName());
		assertThat(raised.getCause().getStackTrace()).extracting(StackTraceElement::getClassName)
			.containsOnly(Shelf.class.getName());
	}

	/** The trace on the page, up to the caller of the desk. */
	private static String shown() throws IOException {
		Matcher block = Pattern.compile("```text\n(io\\.tractor\\.RemoteActorException.*?)```", Pattern.DOTALL)
			.matcher(Files.readString(PAGE));
		assertThat(block.find()).as("a trace on the page").isTrue();
		return block.group(1);
	}

	/** Without what differs from run to run and from class to class. */
	private static String shape(String trace) {
		return trace.lines()
			.filter((line) -> !line.startsWith("\t") || OURS.matcher(line).lookingAt())
			.map((line) -> line.replace("TraceTests$", "")
				.replaceAll("@[0-9a-f]{8}", "@")
				.replaceAll("\\(\\w+\\.java:\\d+\\)", "()"))
			.collect(Collectors.joining("\n"));
	}

	static final class Desk {

		private final Portal shop;

		Desk(Portal shop) {
			this.shop = shop;
		}

		int order(String what) {
			return this.shop.context(Shop::order, what).call();
		}

	}

	static final class Shop {

		private final Portal stock;

		Shop(Portal stock) {
			this.stock = stock;
		}

		@Context("order")
		public int order(ChildContext<Void, Void, Void> ctx, String what) {
			ctx.started();
			return this.stock.context(Stock::take, what).call();
		}

	}

	static final class Stock {

		private final Portal shelf;

		Stock(Portal shelf) {
			this.shelf = shelf;
		}

		@Context("take")
		public int take(ChildContext<Void, Void, Void> ctx, String what) {
			ctx.started();
			return this.shelf.context(Shelf::find, what).call();
		}

	}

	static final class Shelf {

		@Context("find")
		public int find(ChildContext<Void, Void, Void> ctx, String what) {
			ctx.started();
			return number(what);
		}

		private static int number(String what) {
			try {
				return Integer.parseInt(what);
			}
			catch (NumberFormatException ex) {
				throw new IllegalStateException("No shelf for " + what, ex);
			}
		}

	}

}
