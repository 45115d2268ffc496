package com.example.search;

import io.tractor.runtime.Actor;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.rsocket.context.RSocketServerBootstrap;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.messaging.rsocket.RSocketRequester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the starter brings.
 */
@SpringBootTest("spring.rsocket.server.port=0")
class ClassPathTests {

	@Test
	void thereIsAnActorNamedLikeTheApplication(@Autowired Actor actor) {
		assertThat(actor.id().name()).isEqualTo("search");
		assertThat(actor.endpoints()).containsExactly("files.search");
	}

	@Test
	void thereIsAServer(@Autowired ObjectProvider<RSocketServerBootstrap> server) {
		assertThat(server.getObject().isRunning()).isTrue();
	}

	@Test
	void thereAreTheMappersOfSpringBoot(@Autowired ObjectProvider<CBORMapper> cbor,
			@Autowired ObjectProvider<JsonMapper> json) {
		assertThat(cbor.getIfAvailable()).isNotNull();
		assertThat(json.getIfAvailable()).isNotNull();
	}

	@Test
	void thereIsARequesterForWhatIsNoContext(@Autowired ObjectProvider<RSocketRequester.Builder> requester) {
		assertThat(requester.getIfAvailable()).isNotNull();
	}

}
