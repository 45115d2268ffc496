package io.tractor.protocol;

/**
 * A {@code Start} of a protocol version this side does not speak. Thrown whatever else
 * may be wrong with that message, as only its own version could tell.
 */
public final class UnsupportedVersionException extends MalformedMessageException {

	private static final long serialVersionUID = 1L;

	private final long version;

	UnsupportedVersionException(long version) {
		super("Start: version " + Long.toUnsignedString(version) + " is not supported, this side speaks version "
				+ Limits.VERSION);
		this.version = version;
	}

	/**
	 * The version the peer speaks.
	 * @return the version as it was sent, an unsigned 64-bit number
	 */
	public long version() {
		return this.version;
	}

}
