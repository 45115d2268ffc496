package io.tractor.conformance;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.tractor.ScopeCancelledException;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * From what blocks to what does not, and back.
 */
final class Awaiting {

	/** What the task that a thread runs is known by to what it opens. */
	private static final ThreadLocal<ContextView> AROUND = ThreadLocal.withInitial(Context::empty);

	private Awaiting() {
	}

	/**
	 * Something that blocks, as a Mono: a cancel of its subscription interrupts it, and
	 * does not wait for it. What it throws then is nobody's.
	 */
	static <T> Mono<T> task(Callable<? extends @Nullable T> body) {
		return Mono.create((sink) -> {
			ContextView around = sink.contextView();
			CompletableFuture<Void> cancelled = new CompletableFuture<>();
			Disposable running = Schedulers.boundedElastic().schedule(() -> {
				AROUND.set(around);
				try {
					T value = body.call();
					if (!cancelled.isDone()) {
						sink.success(value);
					}
				}
				catch (Throwable ex) {
					if (!cancelled.isDone()) {
						sink.error(ex);
					}
				}
				finally {
					AROUND.set(Context.empty());
				}
			});
			sink.onCancel(() -> {
				cancelled.complete(null);
				running.dispose();
			});
		});
	}

	/**
	 * What a Mono gives, or null: waits as a block of a user's does, until it is
	 * interrupted; how the Mono has ended comes before that, as how a dialog has. It is
	 * inside of the {@link #task} whose thread this is.
	 */
	static <T, X extends Exception> T here(Mono<T> mono) throws X {
		CompletableFuture<T> future = mono.contextWrite(AROUND.get()).toFuture();
		boolean interrupted = false;
		try {
			future.get(Wire.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			interrupted = true;
			future.cancel(true);
		}
		catch (ExecutionException | TimeoutException ex) {
			// To be seen below.
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		return Awaiting.<T, X>ended(future);
	}

	@SuppressWarnings("unchecked")
	private static <T, X extends Exception> T ended(CompletableFuture<T> future) throws X {
		if (!future.isDone()) {
			throw new AssertionError("It has not ended");
		}
		try {
			return future.join();
		}
		catch (CancellationException ex) {
			throw new ScopeCancelledException("Interrupted", ex);
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof Error error) {
				throw error;
			}
			throw (X) ex.getCause();
		}
	}

}
