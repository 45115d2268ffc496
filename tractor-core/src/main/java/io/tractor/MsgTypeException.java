package io.tractor;

/**
 * A value broke the contract of its context. Thrown where it was found and on the other
 * side.
 */
public class MsgTypeException extends RemoteActorException {

	private static final long serialVersionUID = 1L;

	public MsgTypeException(RemoteError error) {
		super(error);
	}

}
