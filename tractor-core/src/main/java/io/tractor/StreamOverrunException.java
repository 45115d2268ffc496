package io.tractor;

/**
 * A stream's buffer was full for longer than allowed, or a peer sent more than it was
 * given credit for. Thrown on both sides, and the dialog fails with it.
 */
public class StreamOverrunException extends RemoteActorException {

	private static final long serialVersionUID = 1L;

	public StreamOverrunException(RemoteError error) {
		super(error);
	}

}
