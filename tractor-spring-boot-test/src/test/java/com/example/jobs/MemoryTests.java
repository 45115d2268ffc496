package com.example.jobs;

import java.util.concurrent.atomic.AtomicInteger;

import io.rsocket.plugins.SocketAcceptorInterceptor;
import io.tractor.Portal;
import io.tractor.boot.test.TestActor;
import io.tractor.boot.test.TestPortal;
import io.tractor.boot.test.autoconfigure.AutoConfigureTractorTest;
import io.tractor.boot.test.autoconfigure.TestTransport;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.rsocket.context.RSocketServerBootstrap;
import org.springframework.boot.rsocket.server.RSocketServerCustomizer;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application whose server has no socket.
 */
@SpringBootTest
@AutoConfigureTractorTest(name = "probe", transport = TestTransport.MEMORY)
class MemoryTests {

	@TestPortal
	private Portal jobs;

	@Autowired
	private AtomicInteger connections;

	@Test
	void opensContextsToTheApplication() {
		assertThat(this.jobs.context(Jobs::who).call()).startsWith("probe@").contains(" asks jobs@");
	}

	@Test
	void noSocketListens(@Autowired Environment environment, @Autowired RSocketServerBootstrap server) {
		assertThat(server.isRunning()).isTrue();
		assertThat(environment.getProperty("local.rsocket.server.port")).isEqualTo("0");
	}

	@Test
	void whatIsAroundTheServerIsAroundThisOne(@Autowired TestActor test) {
		int before = this.connections.get();
		assertThat(test.portal().context(Jobs::who).call()).startsWith("probe@");
		assertThat(this.connections).hasValue(before + 1);
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Interceptor {

		@Bean
		AtomicInteger connections() {
			return new AtomicInteger();
		}

		@Bean
		RSocketServerCustomizer counting(AtomicInteger connections) {
			SocketAcceptorInterceptor counting = (acceptor) -> (setup, connection) -> {
				connections.incrementAndGet();
				return acceptor.accept(setup, connection);
			};
			return (server) -> server.interceptors((registry) -> registry.forSocketAcceptor(counting));
		}

	}

}
