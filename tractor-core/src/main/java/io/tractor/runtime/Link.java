package io.tractor.runtime;

import java.util.concurrent.CancellationException;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One side of a context as its {@link Channel} sees it: frames are taken from it and
 * given to it. No method blocks or throws; all may be called from any thread,
 * {@link #poll()} from one at a time.
 */
public interface Link {

	/**
	 * Takes the next frame for the wire: all that is queued now, up to the frame size.
	 * @return a frame, which the caller owns, or null if nothing is queued
	 */
	@Nullable ByteBuf poll();

	/**
	 * Whether the last frame was taken: nothing more will ever be sent, and the channel
	 * is to complete its direction.
	 * @return true once it was
	 */
	boolean finished();

	/**
	 * Gives a frame that arrived.
	 * @param frame the frame, owned by the link from here on
	 */
	void receive(ByteBuf frame);

	/**
	 * The far side has completed its direction. The regular end, if the dialog's last
	 * message came before; else a broken link.
	 */
	void completed();

	/**
	 * The channel is broken: connection lost or refused, or cancelled by the far side.
	 * @param cause what happened
	 */
	void broken(Throwable cause);

	/**
	 * Something around the far side, its security for example, has refused the request,
	 * or has broken it off later. The channel is broken, which by default is all.
	 * @param route the request's route
	 * @param cause why
	 */
	default void refused(String route, Throwable cause) {
		broken(cause);
	}

	/**
	 * The far side of a {@linkplain Channel#oneWay() one-way} channel has left: it wants
	 * no more, and will not hear how this ends. By default that is a broken channel.
	 */
	default void unwanted() {
		broken(new CancellationException("the far side has left"));
	}

}
