package io.tractor.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bytes in {@code docs/protocol.md} are the golden ones.
 */
class ProtocolPageTests {

	private static final Pattern EXAMPLE = Pattern.compile("```hex\n(.*?)```", Pattern.DOTALL);

	@Test
	void showsEveryMessageWithItsBytes() throws IOException {
		String page = Files.readString(Path.of("../docs/protocol.md"));
		List<String> shown = EXAMPLE.matcher(page)
			.results()
			.map((example) -> Frames.hex(Frames.bytes(example.group(1).replaceAll("#.*", ""))))
			.toList();
		List<String> golden = Golden.ALL.stream()
			// It is there for its length, which stands in the text.
			.filter((each) -> !each.name().equals("Yield of 128 bytes"))
			.map((each) -> Frames.hex(each.bytes()))
			.toList();
		assertThat(shown).containsExactlyInAnyOrderElementsOf(golden);
		assertThat(page).contains("`04 80 01`");
	}

}
