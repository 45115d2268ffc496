package io.tractor;

/**
 * The peer refused the context before anything of it ran: it has no such endpoint, an
 * argument is missing, surplus, of the wrong type or not valid, the context is beyond one
 * of its limits, its security does not allow it, it is shutting down, or the protocol's
 * version differs.
 */
public class ContextRefusedException extends RemoteActorException {

	private static final long serialVersionUID = 1L;

	public ContextRefusedException(RemoteError error) {
		super(error);
	}

}
