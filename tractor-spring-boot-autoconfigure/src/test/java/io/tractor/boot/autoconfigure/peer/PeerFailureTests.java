package io.tractor.boot.autoconfigure.peer;

import java.util.concurrent.Exchanger;

import io.tractor.Portal;
import io.tractor.boot.autoconfigure.Applications;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a user is told whose peers are not configured well.
 */
@ExtendWith(OutputCaptureExtension.class)
class PeerFailureTests {

	@Test
	void aPeerNeedsAUri(CapturedOutput output) {
		assertThat(Applications.failure(output, Empty.class, "tractor.peers.files.uri="))
			.contains("tractor.peers.files.uri", "It must say where the peer is, such as tcp://host:port");
	}

	@Test
	void theSchemeMustBeKnown(CapturedOutput output) {
		assertThat(Applications.failure(output, Empty.class, "tractor.peers.files.uri=http://files:7000")).contains(
				"Invalid value 'http://files:7000' for configuration property 'tractor.peers.files.uri'",
				"Its scheme 'http' is unknown. Write tcp://host:port, ws://host:port/path or wss://host:port/path.");
	}

	@Test
	void thePortMustBeSaid(CapturedOutput output) {
		assertThat(Applications.failure(output, Empty.class, "tractor.peers.files.uri=tcp://files"))
			.contains("tractor.peers.files.uri", "It has no port");
	}

	@Test
	void thePlaceholderMustHaveAValue(CapturedOutput output) {
		assertThat(Applications.failure(output, Empty.class, "tractor.peers.files.uri=tcp://files:${files.prot}"))
			.contains("tractor.peers.files.uri", "There is no property 'files.prot'");
	}

	@Test
	void theSchemeMustBeKnownEvenIfThePortIsNot(CapturedOutput output) {
		assertThat(Applications.failure(output, Empty.class,
				"tractor.peers.self.uri=rsocket://localhost:${local.rsocket.server.port}"))
			.contains("tractor.peers.self.uri", "Its scheme 'rsocket' is unknown");
	}

	@Test
	void aParameterNamesAPeer(CapturedOutput output) {
		assertThat(Applications.failure(output, ByParameter.class))
			.contains("Parameter 0 of method desk in " + ByParameter.class.getName()
					+ " requires a Portal to the peer 'files', and no peer is configured.")
			.contains("tractor.peers.files.uri=tcp://host:port");
	}

	@Test
	void aQualifierNamesAPeer(CapturedOutput output) {
		assertThat(Applications.failure(output, ByQualifier.class, "tractor.peers.mail.uri=tcp://mail:7000"))
			.contains("requires a Portal to the peer 'files', and the configured peers are 'mail'.")
			.contains("tractor.peers.files.uri=tcp://host:port", "@Qualifier(\"mail\")");
	}

	@Test
	void aFieldNamesAPeer(CapturedOutput output) {
		assertThat(Applications.failure(output, ByField.class))
			.contains("Field files in " + ByField.class.getName() + " requires a Portal to the peer 'files'")
			.contains("tractor.peers.files.uri=tcp://host:port");
	}

	@Test
	void ofSeveralPeersOneIsNamed(CapturedOutput output) {
		assertThat(Applications.failure(output, ByParameter.class, "tractor.peers.mail.uri=tcp://mail:7000",
				"tractor.peers.print.uri=tcp://print:7000"))
			.contains("requires a Portal to the peer 'files', and the configured peers are 'mail', 'print'.")
			.contains("tractor.peers.files.uri=tcp://host:port");
	}

	@Test
	void theAbsenceOfAnotherBeanIsNotOurs(CapturedOutput output) {
		assertThat(Applications.failure(output, OtherBean.class))
			.contains(Exchanger.class.getName(), "could not be found")
			.doesNotContain("Portal");
	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

	@Configuration(proxyBeanMethods = false)
	static class ByParameter {

		@Bean
		String desk(Portal files) {
			return files.peer();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByQualifier {

		@Bean
		String desk(@Qualifier("files") Portal portal) {
			return portal.peer();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByField {

		@Autowired
		Portal files;

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherBean {

		@Bean
		String desk(Exchanger<String> files) {
			return "";
		}

	}

}
