package io.tractor.codec;

import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A growing array to encode one value into, taken from a small pool that all threads
 * share: {@link #acquire()}, write, use {@link #array()} up to {@link #size()},
 * {@link #release()}. Between the first and the last it is one thread's. One that is not
 * released is garbage, and the pool makes another when it needs to.
 * <p>
 * It changes hands by one atomic step each way: who swaps a slot for null has what was in
 * it, and who sets an empty slot gives it away, after the last write to it. The plain
 * reads before these only save the attempt.
 */
public final class ScratchOutput extends OutputStream {

	private static final int FIRST_CAPACITY = 512;

	private static final int KEPT_CAPACITY = 64 * 1024;

	private static final byte[] NONE = new byte[0];

	private static final int MAX_CAPACITY = Integer.MAX_VALUE - 8;

	private static final int SLOTS = Math.max(16,
			Integer.highestOneBit(Runtime.getRuntime().availableProcessors()) * 4);

	private static final AtomicReferenceArray<ScratchOutput> POOL = new AtomicReferenceArray<>(SLOTS);

	private static final VarHandle HELD;

	static {
		try {
			HELD = MethodHandles.lookup().findVarHandle(ScratchOutput.class, "held", boolean.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private byte[] array = new byte[FIRST_CAPACITY];

	private int size;

	@SuppressWarnings("FieldMayBeFinal")
	private volatile boolean held = true;

	private ScratchOutput() {
	}

	/**
	 * Takes one from the pool, or a new one if the pool is empty.
	 * @return an empty one that nobody else has
	 */
	public static ScratchOutput acquire() {
		int start = firstSlot();
		for (int i = 0; i < SLOTS; i++) {
			int slot = (start + i) & (SLOTS - 1);
			if (POOL.getPlain(slot) != null) {
				ScratchOutput found = POOL.getAndSet(slot, null);
				if (found != null) {
					found.held = true;
					return found;
				}
			}
		}
		return new ScratchOutput();
	}

	/**
	 * Gives it back, to be used no more.
	 * @throws IllegalStateException if that was done before
	 */
	public void release() {
		if (!HELD.compareAndSet(this, true, false)) {
			throw new IllegalStateException("Released twice");
		}
		if (this.array.length > KEPT_CAPACITY) {
			LargeArrays.keep(this.array);
			this.array = NONE;
			return;
		}
		this.size = 0;
		int start = firstSlot();
		for (int i = 0; i < SLOTS; i++) {
			int slot = (start + i) & (SLOTS - 1);
			if (POOL.getPlain(slot) == null && POOL.compareAndSet(slot, null, this)) {
				return;
			}
		}
	}

	/**
	 * Where this thread looks first, so that threads seldom meet in one slot.
	 */
	private static int firstSlot() {
		int hash = (int) Thread.currentThread().getId() * 0x9e3779b9;
		return (hash >>> 16) & (SLOTS - 1);
	}

	/**
	 * Makes it empty again.
	 */
	public void reset() {
		this.size = 0;
	}

	/**
	 * Makes it hold {@code length} bytes, whatever they are, for the caller to put his
	 * own into the array. What was written before is lost.
	 * @param length how many bytes
	 * @return the array, at least that long
	 */
	public byte[] reserve(int length) {
		checkHeld();
		if (length > this.array.length) {
			this.array = array(length);
		}
		this.size = length;
		return this.array;
	}

	/**
	 * The array that holds what was written, from its start on.
	 * @return the array itself, another one after more was written
	 */
	public byte[] array() {
		return this.array;
	}

	/**
	 * How much was written.
	 * @return the number of bytes
	 */
	public int size() {
		return this.size;
	}

	@Override
	public void write(int value) throws CodecException {
		ensure(1);
		this.array[this.size++] = (byte) value;
	}

	@Override
	public void write(byte[] source, int offset, int length) throws CodecException {
		Objects.checkFromIndexSize(offset, length, source.length);
		ensure(length);
		System.arraycopy(source, offset, this.array, this.size, length);
		this.size += length;
	}

	private void ensure(int more) throws CodecException {
		checkHeld();
		if (more > this.array.length - this.size) {
			if (more > MAX_CAPACITY - this.size) {
				throw new CodecException("The value takes more than " + MAX_CAPACITY + " bytes");
			}
			byte[] before = this.array;
			this.array = array(this.size + more);
			System.arraycopy(before, 0, this.array, 0, this.size);
			if (before.length > KEPT_CAPACITY) {
				LargeArrays.keep(before);
			}
		}
	}

	/** A longer array than this one's. */
	private byte[] array(int length) {
		int wanted = Math.max(length, doubled());
		byte[] kept = (wanted > KEPT_CAPACITY) ? LargeArrays.take(wanted) : null;
		return (kept != null) ? kept : new byte[wanted];
	}

	private void checkHeld() {
		if (!this.held) {
			throw new IllegalStateException("Written to after its release");
		}
	}

	private int doubled() {
		return (int) Math.min(2L * this.array.length, MAX_CAPACITY);
	}

}
