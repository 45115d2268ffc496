package com.example.jobs;

import io.tractor.Portal;
import io.tractor.boot.test.TestPortal;
import io.tractor.boot.test.autoconfigure.AutoConfigureTractorTest;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that serves over a web socket.
 */
@SpringBootTest("spring.rsocket.server.transport=websocket")
@AutoConfigureTractorTest
class WebSocketTests {

	@Test
	void opensContextsToTheApplication(@TestPortal Portal jobs) {
		assertThat(jobs.context(Jobs::who).call()).startsWith("test@");
	}

}
