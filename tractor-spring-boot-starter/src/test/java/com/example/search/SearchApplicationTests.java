package com.example.search;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A test as a user writes it: the application is its own peer, on any free port.
 */
@SpringBootTest({ "spring.rsocket.server.port=0",
		"tractor.peers.files.uri=tcp://localhost:${local.rsocket.server.port}" })
class SearchApplicationTests {

	@Autowired
	private Desk desk;

	@Test
	void findsFiles() {
		assertThat(this.desk.find("java")).containsExactly("Desk.java", "FileSearch.java");
	}

}
