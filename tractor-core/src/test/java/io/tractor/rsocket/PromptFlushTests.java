package io.tractor.rsocket;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Sinks;
import reactor.netty.NettyPipeline;
import reactor.netty.tcp.TcpClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PromptFlush}.
 */
@Timeout(30)
class PromptFlushTests {

	private final EmbeddedChannel channel = new EmbeddedChannel(new PromptFlush.Handler());

	@Test
	void flushesBetweenManyFrames() {
		write(PromptFlush.FRAMES - 1);
		assertThat(left()).isZero();
		write(1);
		assertThat(left()).isEqualTo(PromptFlush.FRAMES);
		write(PromptFlush.FRAMES + 1);
		assertThat(left()).isEqualTo(PromptFlush.FRAMES);
		this.channel.flush();
		assertThat(left()).isOne();
	}

	@Test
	void countsWhatHasNotLeft() {
		write(PromptFlush.FRAMES - 1);
		this.channel.flush();
		assertThat(left()).isEqualTo(PromptFlush.FRAMES - 1);
		write(PromptFlush.FRAMES - 1);
		assertThat(left()).isZero();
		write(1);
		assertThat(left()).isEqualTo(PromptFlush.FRAMES);
	}

	@Test
	void isBehindWhatEncrypts() throws Exception {
		SslContext ssl = SslContextBuilder.forClient().build();
		List<String> names = pipelineOf(TcpClient.newConnection().secure((spec) -> spec.sslContext(ssl)));
		assertThat(names).containsSubsequence(NettyPipeline.SslHandler, PromptFlush.NAME, NettyPipeline.ReactiveBridge);
	}

	@Test
	void isWhereNothingEncrypts() throws Exception {
		assertThat(pipelineOf(TcpClient.newConnection())).containsSubsequence(PromptFlush.NAME,
				NettyPipeline.ReactiveBridge);
	}

	private void write(int frames) {
		IntStream.range(0, frames).forEach((i) -> this.channel.write(Unpooled.EMPTY_BUFFER));
	}

	private int left() {
		int frames = 0;
		while (this.channel.readOutbound() != null) {
			frames++;
		}
		return frames;
	}

	private static List<String> pipelineOf(TcpClient client) throws Exception {
		Sinks.One<List<String>> names = Sinks.one();
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Disposable connecting = client.host(server.getInetAddress().getHostAddress())
				.port(server.getLocalPort())
				.doOnChannelInit(new PromptFlush())
				.doOnChannelInit((observer, channel, remote) -> names.tryEmitValue(channel.pipeline().names()))
				.connect()
				.subscribe((connection) -> {
				}, (failure) -> {
				});
			try {
				return names.asMono().block(Duration.ofSeconds(20));
			}
			finally {
				connecting.dispose();
			}
		}
	}

}
