package io.tractor.boot.autoconfigure;

import io.tractor.Portal;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Runs applications as their users do.
 */
public final class Applications {

	/** An application that serves contexts. */
	public static final String SERVER = "spring.rsocket.server.port=0";

	/** An application that has itself as a peer. */
	public static final String SELF = "tractor.peers.self.uri=tcp://localhost:${local.rsocket.server.port}";

	/** What is excluded unless a test says otherwise. */
	public static final String ALL_OF_SECURITY = "org.springframework.boot.security.autoconfigure.rsocket.RSocketSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration";

	/** Else it would serve the web where Netty is meant to. */
	private static final String TOMCAT_AS_REACTIVE_SERVER = "org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration";

	private Applications() {
	}

	public static ConfigurableApplicationContext run(Class<?> application, String... properties) {
		return run(WebApplicationType.NONE, application, properties);
	}

	static ConfigurableApplicationContext run(WebApplicationType type, Class<?> application, String... properties) {
		return new SpringApplicationBuilder(Defaults.class, application).web(type)
			.registerShutdownHook(false)
			.properties("spring.main.banner-mode=off", "spring.reactor.netty.shutdown-quiet-period=0s",
					"server.shutdown=immediate", "spring.cloud.compatibility-verifier.enabled=false",
					"spring.autoconfigure.exclude=" + ALL_OF_SECURITY + "," + TOMCAT_AS_REACTIVE_SERVER)
			.properties(properties)
			.run();
	}

	/**
	 * Runs an application that cannot start.
	 * @return what its user is told
	 */
	public static String failure(CapturedOutput output, Class<?> application, String... properties) {
		int before = output.getOut().length();
		assertThatException().isThrownBy(() -> run(application, properties).close());
		String report = output.getOut().substring(before);
		return report.substring(Math.max(0, report.indexOf("APPLICATION FAILED TO START")));
	}

	static String port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.rsocket.server.port");
	}

	public static Portal portal(ConfigurableApplicationContext context, String peer) {
		return context.getBean(peer, Portal.class);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Defaults {

	}

}
