package io.tractor.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.tractor.codec.Codec;

/**
 * The payloads of contracts that contexts were opened with: to find a writer or a reader
 * for each type anew would cost each context more than its first value does.
 */
final class KnownPayloads {

	/** Far more than there are contracts, unless types are made up. */
	private static final int KEPT = 1024;

	private final Map<Key, Payloads> known = new ConcurrentHashMap<>();

	Payloads of(Contract.PayloadTypes types, Codec codec) {
		Key key = new Key(types, codec);
		Payloads payloads = this.known.get(key);
		if (payloads == null) {
			payloads = Payloads.of(types, codec);
			if (this.known.size() < KEPT) {
				this.known.put(key, payloads);
			}
		}
		return payloads;
	}

	private record Key(Contract.PayloadTypes types, Codec codec) {

	}

}
