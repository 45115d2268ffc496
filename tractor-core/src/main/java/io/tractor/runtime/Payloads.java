package io.tractor.runtime;

import io.tractor.codec.Codec;
import io.tractor.codec.ValueReader;
import io.tractor.codec.ValueWriter;

/**
 * How the payloads of a contract are written and read, named from the endpoint's side.
 */
record Payloads(Codec codec, ValueWriter firstWriter, ValueReader firstReader, ValueWriter receivedWriter,
		ValueReader receivedReader, ValueWriter sentWriter, ValueReader sentReader, ValueWriter resultWriter,
		ValueReader resultReader) {

	static Payloads of(Contract.PayloadTypes types, Codec codec) {
		return new Payloads(codec, codec.writer(types.first()), codec.reader(types.first()),
				codec.writer(types.received()), codec.reader(types.received()), codec.writer(types.sent()),
				codec.reader(types.sent()), codec.writer(types.result()), codec.reader(types.result()));
	}

	/** As {@link #of}, with the first value and the result held strictly. */
	static Payloads ofEndpoint(Contract.PayloadTypes types, Codec codec) {
		Payloads plain = of(types, codec);
		return new Payloads(codec, StrictWriter.of(codec, types.first()), plain.firstReader, plain.receivedWriter,
				plain.receivedReader, plain.sentWriter, plain.sentReader, StrictWriter.of(codec, types.result()),
				plain.resultReader);
	}

}
