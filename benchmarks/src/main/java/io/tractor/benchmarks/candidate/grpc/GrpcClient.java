package io.tractor.benchmarks.candidate.grpc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;

import io.tractor.benchmarks.candidate.Chains;
import io.tractor.benchmarks.candidate.Client;
import io.tractor.benchmarks.candidate.Latencies;
import io.tractor.benchmarks.candidate.Tally;
import io.tractor.benchmarks.candidate.Tick;
import io.tractor.benchmarks.candidate.WrongDataException;

/**
 * Makes calls, all on one connection.
 */
public final class GrpcClient implements Client {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final ManagedChannel channel;

	public GrpcClient(int port, boolean direct) {
		NettyChannelBuilder builder = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext();
		this.channel = (direct ? builder.directExecutor() : builder).build();
	}

	@Override
	public long[] streams(int streams, Duration time) throws Exception {
		List<Upload> uploads = new ArrayList<>();
		for (int i = 0; i < streams; i++) {
			Upload upload = new Upload(time, false);
			uploads.add(upload);
			ClientCalls.asyncBidiStreamingCall(this.channel.newCall(TickMethods.COUNT, CallOptions.DEFAULT), upload);
		}
		long[] counts = new long[streams];
		for (int i = 0; i < streams; i++) {
			counts[i] = uploads.get(i).ended().get(time.plus(PATIENCE).toSeconds(), TimeUnit.SECONDS);
		}
		return counts;
	}

	@Override
	public long both(Duration time) throws Exception {
		Upload upload = new Upload(time, true);
		ClientCalls.asyncBidiStreamingCall(this.channel.newCall(TickMethods.BOTH, CallOptions.DEFAULT), upload);
		return upload.ended().get(time.plus(PATIENCE).toSeconds(), TimeUnit.SECONDS);
	}

	@Override
	public void echo(Duration time, Duration pause, Latencies latencies) throws Exception {
		PingPong pingPong = new PingPong(time, pause, latencies);
		ClientCalls.asyncBidiStreamingCall(this.channel.newCall(TickMethods.ECHO, CallOptions.DEFAULT), pingPong);
		pingPong.ended().get(time.plus(PATIENCE).toSeconds(), TimeUnit.SECONDS);
	}

	@Override
	public long dialogs(int atOnce, Duration time) throws Exception {
		return new Chains(atOnce, time).run((done) -> {
			Answers answers = new Answers(done);
			var requests = ClientCalls
				.asyncBidiStreamingCall(this.channel.newCall(TickMethods.DIALOG, CallOptions.DEFAULT), answers);
			requests.onNext(TickMethods.tick(0));
			requests.onCompleted();
		});
	}

	/** What a dialog is answered. */
	private static final class Answers implements io.grpc.stub.StreamObserver<TickMessage> {

		private final Chains.Done done;

		private final Tally tally = new Tally();

		Answers(Chains.Done done) {
			this.done = done;
		}

		@Override
		public void onNext(TickMessage message) {
			Tick tick = TickMethods.tick(message);
			this.tally.add(tick);
		}

		@Override
		public void onError(Throwable failure) {
			this.done.failed(failure);
		}

		@Override
		public void onCompleted() {
			if (this.tally.counted().count() != 2) {
				this.done.failed(new WrongDataException("A dialog has ended after " + this.tally.counted()));
			}
			this.done.run();
		}

	}

}
