package io.tractor.demo.readme;

import java.io.IOException;
import java.util.List;

import io.tractor.TransportClosedException;
import io.tractor.boot.test.peer.FakePeer;
import io.tractor.boot.test.peer.ScriptedPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.ContextConfiguration;

import static io.tractor.boot.test.assertj.TractorAssertions.assertThatRemoteErrorIsThrownBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
@ContextConfiguration(classes = Example.Client.class)
// tag::example[]
@SpringBootTest
class DeskTests {

	@FakePeer("files")
	private ScriptedPeer files; // takes the place of tractor.peers.files

	@Autowired
	private Desk desk;

	@Test
	void printsWhatIsFound(CapturedOutput output) {
		this.files.on(FileSearch::search).started(1).send("apple", "apple pie").returns(2);
		assertThat(this.desk.find("apple", List.of("fruit.txt"))).isEqualTo(2);
		assertThat(output).contains("apple pie");
		assertThat(this.files.awaitCall().arguments()).containsEntry("word", "apple");
	}

	@Test
	void doesNotHideThatASearchHasFailed() {
		this.files.on(FileSearch::search).started(1).send("apple").fails(new IOException("disk"));
		assertThatRemoteErrorIsThrownBy(() -> this.desk.find("apple", List.of("fruit.txt")))
			.hasBoxedType(IOException.class)
			.hasSource("files");
	}

	@Test
	void doesNotHideThatASearchWasLost() {
		this.files.on(FileSearch::search).started(1).send("apple").dies();
		assertThatExceptionOfType(TransportClosedException.class)
			.isThrownBy(() -> this.desk.find("apple", List.of("fruit.txt")));
	}

}
// end::example[]
