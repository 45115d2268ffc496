package io.tractor;

/**
 * The far side's end of the stream: everything it sent before has been received, and
 * nothing more comes. Thrown by {@link MsgStream#receive()} each time it is asked, and by
 * {@link MsgStream#send(Object)} where nobody is left to receive.
 */
public class EndOfChannelException extends TractorException {

	private static final long serialVersionUID = 1L;

	public EndOfChannelException(String message) {
		super(message, null);
	}

}
