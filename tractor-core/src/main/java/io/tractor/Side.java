package io.tractor;

/**
 * The two sides of a context. A context to one's own actor has both in one process, so an
 * {@link ActorId} alone does not tell them apart.
 */
public enum Side {

	/** The side that opened the context. */
	PARENT,

	/** The side that runs the endpoint. */
	CHILD

}
