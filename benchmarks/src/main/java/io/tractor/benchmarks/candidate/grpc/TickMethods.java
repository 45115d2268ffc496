package io.tractor.benchmarks.candidate.grpc;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoUtils;

import io.tractor.benchmarks.candidate.Counted;
import io.tractor.benchmarks.candidate.Tick;

/**
 * The service: bidirectional streams of ticks. Described by hand, as the plugin that
 * would generate it is not published for all machines; its messages are generated.
 */
final class TickMethods {

	static final String SERVICE = "io.tractor.benchmarks.Ticks";

	/** Takes the ticks and answers by what has come. */
	static final MethodDescriptor<TickMessage, TickMessage> COUNT = method("Count");

	/** Takes ticks and sends ticks until it has taken the last; ends by two ends. */
	static final MethodDescriptor<TickMessage, TickMessage> BOTH = method("Both");

	/** Sends each tick back. */
	static final MethodDescriptor<TickMessage, TickMessage> ECHO = method("Echo");

	/** Answers one tick by two. */
	static final MethodDescriptor<TickMessage, TickMessage> DIALOG = method("Dialog");

	private TickMethods() {
	}

	private static MethodDescriptor<TickMessage, TickMessage> method(String name) {
		return MethodDescriptor.<TickMessage, TickMessage>newBuilder()
			.setType(MethodType.BIDI_STREAMING)
			.setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
			.setRequestMarshaller(ProtoUtils.marshaller(TickMessage.getDefaultInstance()))
			.setResponseMarshaller(ProtoUtils.marshaller(TickMessage.getDefaultInstance()))
			.build();
	}

	static TickMessage tick(long seq) {
		return TickMessage.newBuilder()
			.setSymbol(Tick.SYMBOL)
			.setPrice(Tick.FIRST_PRICE + seq)
			.setSize(Tick.size(seq))
			.setSeq(seq)
			.build();
	}

	static TickMessage end(Counted received) {
		Tick end = Tick.end(received);
		return TickMessage.newBuilder()
			.setSymbol(end.symbol())
			.setPrice(end.price())
			.setSize(end.size())
			.setSeq(end.seq())
			.build();
	}

	static Tick tick(TickMessage message) {
		return new Tick(message.getSymbol(), message.getPrice(), message.getSize(), message.getSeq());
	}

}
