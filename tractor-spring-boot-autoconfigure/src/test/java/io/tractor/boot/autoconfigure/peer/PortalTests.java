package io.tractor.boot.autoconfigure.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.tractor.Portal;
import io.tractor.TransportClosedException;
import io.tractor.boot.autoconfigure.TractorAutoConfiguration;
import io.tractor.runtime.Actor;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PortalRegistrar}, {@link PortalAliases} and {@link Portals}: which
 * portals there are, and how they are injected.
 */
class PortalTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TractorAutoConfiguration.class));

	private final ApplicationContextRunner twoPeers = this.runner.withPropertyValues(
			"tractor.peers.files.uri=tcp://files:7000", "tractor.peers.file-search.uri=ws://search:8080/rsocket");

	@Test
	void thereIsAPortalForEachPeer() {
		this.twoPeers.run((context) -> {
			assertThat(context.getBeansOfType(Portal.class)).containsOnlyKeys("filesPortal", "fileSearchPortal");
			assertThat(context.getBean("filesPortal", Portal.class).peer()).isEqualTo("files");
			assertThat(context.getBean("fileSearchPortal", Portal.class).peer()).isEqualTo("file-search");
			assertThat(context.getAliases("filesPortal")).containsExactly("files");
			assertThat(context.getAliases("fileSearchPortal")).containsExactlyInAnyOrder("fileSearch", "file-search");
		});
	}

	@Test
	void portalsAreInjectedByTheNamesOfParameters() {
		this.twoPeers.withBean(ByParameter.class)
			.run((context) -> assertThat(context.getBean(ByParameter.class).peers).containsExactly("files",
					"file-search", "files", "file-search"));
	}

	@Test
	void portalsAreInjectedByTheNamesOfFields() {
		this.twoPeers.withBean(ByField.class).run((context) -> {
			assertThat(context.getBean(ByField.class).files.peer()).isEqualTo("files");
			assertThat(context.getBean(ByField.class).fileSearch.peer()).isEqualTo("file-search");
		});
	}

	@Test
	void portalsAreInjectedByQualifier() {
		this.twoPeers.withBean(ByQualifier.class)
			.run((context) -> assertThat(context.getBean(ByQualifier.class).peers).containsExactly("files",
					"file-search", "file-search", "files"));
	}

	@Test
	void allPortalsAreInjectedAsAMap() {
		this.twoPeers.withBean(All.class)
			.run((context) -> assertThat(context.getBean(All.class).portals).containsOnlyKeys("filesPortal",
					"fileSearchPortal"));
	}

	@Test
	void theOnlyPortalIsInjectedByType() {
		this.runner.withPropertyValues("tractor.peers.files.uri=tcp://files:7000")
			.withBean(ByType.class)
			.run((context) -> assertThat(context.getBean(ByType.class).any.peer()).isEqualTo("files"));
	}

	@Test
	void aBeanThatIsNamedLikeThePeerKeepsItsName() {
		this.twoPeers.withBean("files", String.class, () -> "mine").withBean(ByPeer.class).run((context) -> {
			assertThat(context.getBean("files")).isEqualTo("mine");
			assertThat(context.getAliases("filesPortal")).isEmpty();
			assertThat(context.getBean(ByPeer.class).peers).containsExactly("files", "file-search");
		});
	}

	@Test
	void aUsersPortalTakesThePlaceOfThePeers() {
		this.twoPeers.withUserConfiguration(OwnPortal.class)
			.run((context) -> assertThat(context.getBean("filesPortal", Portal.class).peer()).isEqualTo("own"));
	}

	@Test
	void aNameInCamelCaseIsFoundByItself() {
		this.runner.withPropertyValues("tractor.peers.fileSearch.uri=tcp://files:7000")
			.run((context) -> assertThat(context.getBean("fileSearch", Portal.class).peer()).isEqualTo("fileSearch"));
	}

	@Test
	void twoPeersCannotShareABean() {
		this.runner
			.withPropertyValues("tractor.peers.fileSearch.uri=tcp://files:7000",
					"tractor.peers.file-search.uri=tcp://files:7001")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(failure) -> assertThat(failure.getReason()).contains("fileSearchPortal")));
	}

	@Test
	void thePortalOfAnUnknownPeerSaysWhatToConfigure() {
		this.twoPeers.run((context) -> assertThatIllegalArgumentException()
			.isThrownBy(() -> context.getBean(Portals.class).portal("mail"))
			.withMessageContaining("tractor.peers.mail.uri"));
	}

	@Test
	void noConnectionIsMadeAtStart() {
		this.runner.withPropertyValues("tractor.peers.files.uri=tcp://no-such-host.invalid:7000")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void anUnreachablePeerIsNamed() {
		this.runner.withPropertyValues("tractor.peers.files.uri=tcp://localhost:1")
			.run((context) -> assertThatExceptionOfType(TransportClosedException.class)
				.isThrownBy(() -> context.getBean(Portal.class).context("any").open((ctx, first) -> {
				}))
				.withMessageContaining("peer 'files' at tcp://localhost:1"));
	}

	@Test
	void aPortThatIsNotKnownYetIsLookedUpByTheFirstContext() {
		this.runner.withPropertyValues("tractor.peers.files.uri=tcp://localhost:${local.rsocket.server.port}")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThatExceptionOfType(TransportClosedException.class)
					.isThrownBy(() -> context.getBean(Portal.class).context("any").open((ctx, first) -> {
					}))
					.withStackTraceContaining("There is no property 'local.rsocket.server.port'");
			});
	}

	@Test
	void connectorsAreCustomizedInOrder() {
		this.runner.withPropertyValues("tractor.peers.files.uri=tcp://localhost:1")
			.withUserConfiguration(Customizers.class)
			.run((context) -> {
				assertThat(Customizers.calls).isEmpty();
				assertThatExceptionOfType(TransportClosedException.class)
					.isThrownBy(() -> context.getBean(Portal.class).context("any").open((ctx, first) -> {
					}));
				assertThat(Customizers.calls).containsExactly("first files", "second files");
			});
	}

	static class ByParameter {

		private final List<String> peers;

		ByParameter(Portal files, Portal fileSearch, Portal filesPortal, Portal fileSearchPortal) {
			this.peers = List.of(files.peer(), fileSearch.peer(), filesPortal.peer(), fileSearchPortal.peer());
		}

	}

	static class ByField {

		@Autowired
		Portal files;

		@Autowired
		Portal fileSearch;

	}

	static class ByQualifier {

		private final List<String> peers;

		ByQualifier(@Qualifier("files") Portal one, @Qualifier("file-search") Portal two,
				@Qualifier("fileSearch") Portal three, @Qualifier("filesPortal") Portal four) {
			this.peers = List.of(one.peer(), two.peer(), three.peer(), four.peer());
		}

	}

	static class ByPeer {

		private final List<String> peers;

		ByPeer(@Qualifier("files") Portal one, @Qualifier("file-search") Portal two) {
			this.peers = List.of(one.peer(), two.peer());
		}

	}

	static class ByType {

		private final Portal any;

		ByType(Portal any) {
			this.any = any;
		}

	}

	static class All {

		private final Map<String, Portal> portals;

		All(Map<String, Portal> portals) {
			this.portals = portals;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnPortal {

		@Bean
		Portal filesPortal(Actor actor, Environment environment) {
			PeerProperties own = new PeerProperties();
			own.setUri("tcp://files:7001");
			return new Portals(actor, Map.of("own", own), PeerServices.of(environment)).portal("own");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		static final List<String> calls = new ArrayList<>();

		@Bean
		@Order(2)
		TractorConnectorCustomizer second() {
			return (peer, connector) -> calls.add("second " + peer);
		}

		@Bean
		@Order(1)
		TractorConnectorCustomizer first() {
			calls.clear();
			return (peer, connector) -> calls.add("first " + peer);
		}

	}

}
