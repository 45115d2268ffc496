package io.tractor.codec;

import java.lang.ref.SoftReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * A few large arrays to be used again: a new one of a megabyte costs more than to encode
 * into it. They are kept as long as memory is not short.
 */
final class LargeArrays {

	private static final int MAX_KEPT = 4 * 1024 * 1024;

	private static final int SLOTS = 4;

	private static final AtomicReferenceArray<@Nullable SoftReference<byte[]>> KEPT = new AtomicReferenceArray<>(SLOTS);

	private LargeArrays() {
	}

	/**
	 * Takes one that is kept.
	 * @param length how long it is to be at least
	 * @return one that is, or null if there is none; what is in it is of no meaning
	 */
	static byte @Nullable [] take(int length) {
		for (int slot = 0; slot < SLOTS; slot++) {
			SoftReference<byte[]> kept = KEPT.get(slot);
			byte[] array = (kept != null) ? kept.get() : null;
			if (array != null && array.length >= length && KEPT.compareAndSet(slot, kept, null)) {
				return array;
			}
		}
		return null;
	}

	/**
	 * Keeps one for others, unless it is too large, or enough are kept.
	 * @param array used by nobody any more
	 */
	static void keep(byte[] array) {
		if (array.length > MAX_KEPT) {
			return;
		}
		for (int slot = 0; slot < SLOTS; slot++) {
			SoftReference<byte[]> kept = KEPT.get(slot);
			if ((kept == null || kept.get() == null) && KEPT.compareAndSet(slot, kept, new SoftReference<>(array))) {
				return;
			}
		}
	}

}
