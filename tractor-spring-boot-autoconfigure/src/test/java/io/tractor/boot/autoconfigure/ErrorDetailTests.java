package io.tractor.boot.autoconfigure;

import java.io.IOException;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextRefusedException;
import io.tractor.Portal;
import io.tractor.RemoteActorException;
import io.tractor.boot.autoconfigure.peer.Portals;
import io.tractor.runtime.Actor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What {@code tractor.errors} tells, and what it logs instead.
 */
@ExtendWith(OutputCaptureExtension.class)
class ErrorDetailTests {

	@Test
	void theMessageIsToldAndTheStackTraceIsLogged(CapturedOutput output) {
		RemoteActorException told = call("fails");
		assertThat(told.boxedType()).isEqualTo(IllegalStateException.class.getName());
		assertThat(told.boxedMessage()).isEqualTo("no shelf");
		assertThat(told.remoteError().frames()).isEmpty();
		assertThat(told.remoteError().causes()).isEmpty();
		assertThat(output.getOut())
			.containsPattern(
					"WARN.*context [0-9a-f]+-1 of endpoint 'fails' failed, and its opener is not told all of this")
			.contains("java.lang.IllegalStateException: no shelf", "Caused by: java.io.IOException: wood is out",
					"Shelf.fails(ErrorDetailTests.java");
	}

	@Test
	void theStackTraceMayBeTold(CapturedOutput output) {
		RemoteActorException told = call("fails", "tractor.errors.include-stacktrace=always");
		assertThat(told.remoteError().frames()).first().asString().contains("Shelf.fails(ErrorDetailTests.java");
		assertThat(told.remoteError().causes()).containsExactly("java.io.IOException: wood is out");
		assertThat(output.getOut()).doesNotContain("is not told");
	}

	@Test
	void theMessageMayBeWithheld(CapturedOutput output) {
		RemoteActorException told = call("fails", "tractor.errors.include-message=never");
		assertThat(told.boxedType()).isEqualTo(IllegalStateException.class.getName());
		assertThat(told).hasMessageMatching(".* failed with java.lang.IllegalStateException: its message is withheld,"
				+ " look for context [0-9a-f]+-1 in the log");
		String id = told.getMessage().replaceAll(".*context (\\S+) in.*", "$1");
		assertThat(output.getOut()).contains("context " + id + " of endpoint 'fails' failed")
			.contains("java.lang.IllegalStateException: no shelf");
	}

	@Test
	void whatIsPassedOnIsNotLoggedAgain(CapturedOutput output) {
		try (ConfigurableApplicationContext app = run();
				ConfigurableApplicationContext between = run(
						"tractor.peers.shelf.uri=tcp://localhost:" + Applications.port(app))) {
			RemoteActorException told = catchThrowableOfType(RemoteActorException.class,
					() -> Applications.portal(between, "self").context("passes").call());
			assertThat(told.source()).isEqualTo(app.getBean(Actor.class).id());
			assertThat(told.boxedMessage()).isEqualTo("no shelf");
			assertThat(output.getOut()).containsOnlyOnce("is not told all of this");
		}
	}

	@Test
	void refusalsAreAlwaysTold() {
		try (ConfigurableApplicationContext app = run("tractor.errors.include-message=never")) {
			Portal portal = Applications.portal(app, "self");
			assertThatExceptionOfType(ContextRefusedException.class).isThrownBy(() -> portal.context("nothing").call())
				.withMessageContaining("has no endpoint 'nothing'");
		}
	}

	private static RemoteActorException call(String endpoint, String... properties) {
		try (ConfigurableApplicationContext app = run(properties)) {
			Portal portal = Applications.portal(app, "self");
			RemoteActorException told = catchThrowableOfType(RemoteActorException.class,
					() -> portal.context(endpoint).call());
			assertThat(told.source()).isEqualTo(app.getBean(Actor.class).id());
			return told;
		}
	}

	private static ConfigurableApplicationContext run(String... properties) {
		String[] all = new String[properties.length + 2];
		System.arraycopy(properties, 0, all, 0, properties.length);
		all[properties.length] = Applications.SERVER;
		all[properties.length + 1] = Applications.SELF;
		return Applications.run(App.class, all);
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Shelf.class)
	static class App {

	}

	static class Shelf {

		private final ObjectProvider<Portals> portals;

		Shelf(ObjectProvider<Portals> portals) {
			this.portals = portals;
		}

		@Context("fails")
		public void fails(ChildContext<Void, Void, Void> ctx) {
			throw new IllegalStateException("no shelf", new IOException("wood is out"));
		}

		@Context("passes")
		public void passes(ChildContext<Void, Void, Void> ctx) {
			this.portals.getObject().portal("shelf").context("fails").call();
		}

	}

}
