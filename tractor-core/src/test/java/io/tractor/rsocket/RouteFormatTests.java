package io.tractor.rsocket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.util.ByteBufPayload;
import io.rsocket.util.DefaultPayload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Routes in metadata.
 */
class RouteFormatTests {

	@Test
	void whatIsWrittenIsRead() {
		for (String endpoint : new String[] { "files.search", "", "ünï.cödé", "x".repeat(239) }) {
			byte[] metadata = RouteFormat.encode(endpoint);
			assertThat(RouteFormat.COMPOSITE.endpoint(DefaultPayload.create(new byte[0], metadata)))
				.isEqualTo(endpoint);
			Payload payload = ByteBufPayload.create(new byte[0], metadata);
			assertThat(RouteFormat.COMPOSITE.endpoint(payload)).isEqualTo(endpoint);
			assertThat(payload.refCnt()).isOne();
			assertThat(payload.metadata().readerIndex()).isZero();
			payload.release();
		}
	}

	@Test
	void theBytesAreThoseOfTheSpecification() {
		assertThat(RouteFormat.encode("a")).containsExactly(0xfe, 0, 0, 18, 17, 't', 'r', 'a', 'c', 't', 'o', 'r', '.',
				'c', 'o', 'n', 't', 'e', 'x', 't', '.', 'a');
	}

	@Test
	void theBytesAreThoseOfTheProtocolsPage() throws IOException {
		String page = Files.readString(Path.of("../docs/protocol.md"));
		Matcher example = Pattern.compile("```hex metadata\n(.*?)```", Pattern.DOTALL).matcher(page);
		assertThat(example.find()).isTrue();
		String hex = example.group(1).replaceAll("#.*", "").replaceAll("\\s", "");
		assertThat(RouteFormat.encode("files.search")).isEqualTo(HexFormat.of().parseHex(hex));
	}

	@Test
	void aNameTooLongIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> RouteFormat.encode("x".repeat(240)))
			.withMessageContaining("255");
	}

	@Test
	void aConnectionSaysItsFormat() {
		assertThat(RouteFormat.of("message/x.rsocket.composite-metadata.v0")).isEqualTo(RouteFormat.COMPOSITE);
		assertThat(RouteFormat.of("message/x.rsocket.routing.v0")).isEqualTo(RouteFormat.PLAIN);
		assertThat(RouteFormat.of("application/json")).isNull();
	}

	@ParameterizedTest
	@EnumSource(RouteFormat.class)
	void noBytesMakeItThrow(RouteFormat format) {
		Random random = new Random(42);
		byte[] good = RouteFormat.encode("files.search");
		for (int i = 0; i < 100_000; i++) {
			byte[] bytes = good.clone();
			int changes = 1 + random.nextInt(4);
			for (int change = 0; change < changes; change++) {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
			}
			int length = 1 + random.nextInt(bytes.length);
			ByteBuf metadata = Unpooled.wrappedBuffer(bytes, 0, length);
			Payload payload = ByteBufPayload.create(Unpooled.EMPTY_BUFFER, metadata);
			format.endpoint(payload);
			assertThat(metadata.readableBytes()).isEqualTo(length);
			payload.release();
			assertThat(metadata.refCnt()).isZero();
		}
	}

}
