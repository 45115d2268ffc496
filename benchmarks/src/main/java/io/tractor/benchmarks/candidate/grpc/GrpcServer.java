package io.tractor.benchmarks.candidate.grpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

import io.tractor.benchmarks.candidate.Server;
import io.tractor.benchmarks.candidate.Tally;
import io.tractor.benchmarks.candidate.Tick;

/**
 * Serves calls.
 */
public final class GrpcServer implements Server {

	private final io.grpc.Server server;

	public GrpcServer(boolean direct) {
		NettyServerBuilder builder = NettyServerBuilder
			.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
			.addService(ServerServiceDefinition.builder(TickMethods.SERVICE)
				.addMethod(TickMethods.COUNT, ServerCalls.asyncBidiStreamingCall(GrpcServer::count))
				.addMethod(TickMethods.BOTH, ServerCalls.asyncBidiStreamingCall(GrpcServer::both))
				.addMethod(TickMethods.ECHO, ServerCalls.asyncBidiStreamingCall(GrpcServer::echo))
				.addMethod(TickMethods.DIALOG, ServerCalls.asyncBidiStreamingCall(GrpcServer::dialog))
				.build());
		try {
			this.server = (direct ? builder.directExecutor() : builder).build().start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static StreamObserver<TickMessage> count(StreamObserver<TickMessage> answers) {
		Tally tally = new Tally();
		return new Requests(answers) {

			@Override
			public void onNext(TickMessage message) {
				tally.add(message.getSymbol(), message.getPrice(), message.getSize(), message.getSeq());
			}

			@Override
			public void onCompleted() {
				answers.onNext(TickMethods.end(tally.counted()));
				answers.onCompleted();
			}

		};
	}

	private static StreamObserver<TickMessage> both(StreamObserver<TickMessage> answers) {
		Tally tally = new Tally();
		Feed feed = new Feed((ServerCallStreamObserver<TickMessage>) answers);
		((ServerCallStreamObserver<TickMessage>) answers).setOnReadyHandler(feed);
		return new Requests(answers) {

			@Override
			public void onNext(TickMessage message) {
				tally.add(message.getSymbol(), message.getPrice(), message.getSize(), message.getSeq());
			}

			@Override
			public void onCompleted() {
				feed.end(tally.counted());
			}

		};
	}

	private static StreamObserver<TickMessage> echo(StreamObserver<TickMessage> answers) {
		return new Requests(answers) {

			@Override
			public void onNext(TickMessage message) {
				answers.onNext(message);
			}

		};
	}

	private static StreamObserver<TickMessage> dialog(StreamObserver<TickMessage> answers) {
		return new Requests(answers) {

			@Override
			public void onNext(TickMessage message) {
				Tick tick = TickMethods.tick(message);
				answers.onNext(TickMethods.tick(tick.seq()));
				answers.onNext(TickMethods.tick(tick.seq() + 1));
			}

		};
	}

	@Override
	public int port() {
		return this.server.getPort();
	}

	/** Ends its answers as it ends itself. */
	private abstract static class Requests implements StreamObserver<TickMessage> {

		private final StreamObserver<TickMessage> answers;

		Requests(StreamObserver<TickMessage> answers) {
			this.answers = answers;
		}

		@Override
		public void onError(Throwable failure) {
			// The call is over, and the client says why.
		}

		@Override
		public void onCompleted() {
			this.answers.onCompleted();
		}

	}

}
