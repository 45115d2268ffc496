package io.tractor;

/**
 * A side broke the rules of the dialog: an endpoint that returns without
 * {@link ChildContext#started}, bytes that are no message, a message out of turn. The
 * dialog ends on both sides; the connection and its other dialogs live on.
 */
public class ContextProtocolException extends RemoteActorException {

	private static final long serialVersionUID = 1L;

	public ContextProtocolException(RemoteError error) {
		super(error);
	}

}
