package io.tractor.conformance;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.tractor.ContextCancelledException;
import io.tractor.EndOfChannelException;
import io.tractor.Outcome;
import io.tractor.RemoteActorException;
import io.tractor.ScopeCancelledException;
import io.tractor.scope.Nursery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Who throws, and what the other side sees.
 */
@InEveryForm
class ErrorScenarioTests extends FormScenarios {

	private static final int RACES = 25;

	private final List<Throwable> seen = new CopyOnWriteArrayList<>();

	static Stream<Arguments> childThrows() {
		return Stream.of(true, false)
			.flatMap((inStream) -> Stream.of(ParentDoes.values()).map((parent) -> arguments(inStream, parent)));
	}

	@ParameterizedTest
	@MethodSource("childThrows")
	void e1_childThrows(boolean inStream, ParentDoes parent) {
		Thread p = Thread.currentThread();
		Gate there = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			if (inStream) {
				stream(ctx, (stream) -> {
					throw boom(there, p);
				});
			}
			throw boom(there, p);
		});
		RemoteActorException raised = catchThrowableOfType(RemoteActorException.class, () -> open((ctx, first) -> {
			there.open();
			try {
				parent.run(ctx);
			}
			catch (Throwable ex) {
				this.seen.add(ex);
				throw ex;
			}
		}));
		assertThat(raised.isBoxed(IllegalArgumentException.class)).isTrue();
		assertThat(raised.boxedMessage()).isEqualTo("boom");
		assertThat(raised.source()).isEqualTo(far().id());
		assertThat(raised.relayPath()).isEmpty();
		switch (parent) {
			case SLEEPS -> assertThat(this.seen).hasOnlyElementsOfType(InterruptedException.class).hasSize(1);
			case LEAVES -> assertThat(this.seen).isEmpty();
			default -> assertCutOffBy(raised, this.seen);
		}
	}

	private static RuntimeException boom(Gate there, Thread p) throws InterruptedException {
		there.pass();
		Threads.untilBlocked(p);
		return new IllegalArgumentException("boom");
	}

	@Test
	void e1_valuesBeforeItDoNotHideIt() {
		Gate there = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			there.pass();
			stream(ctx, (stream) -> {
				stream.send(1);
				stream.send(2);
				throw new IllegalArgumentException("boom");
			});
			return null;
		});
		assertThatExceptionOfType(RemoteActorException.class).isThrownBy(() -> open((ctx, first) -> {
			there.open();
			this.child.next().end();
			stream(ctx, (stream) -> {
				assertThat(stream).as("a graceful end").hasSizeGreaterThan(2);
			});
		})).satisfies((ex) -> assertThat(ex.isBoxed(IllegalArgumentException.class)).isTrue());
	}

	@Test
	void e1_theBodysNurseryIsCutOffToo() {
		Gate there = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			there.pass();
			throw new IllegalArgumentException("boom");
		});
		assertThatExceptionOfType(RemoteActorException.class)
			.isThrownBy(() -> open((ctx, first) -> Nursery.run((nursery) -> {
				nursery.start(() -> {
					there.open();
					sleepNoting();
				});
			})))
			.satisfies((ex) -> assertThat(ex.isBoxed(IllegalArgumentException.class)).isTrue());
		assertThat(this.seen).hasOnlyElementsOfType(InterruptedException.class).hasSize(1);
	}

	private void sleepNoting() throws InterruptedException {
		try {
			Thread.sleep(LONG);
		}
		catch (InterruptedException ex) {
			this.seen.add(ex);
			throw ex;
		}
	}

	@Test
	void e1_caughtInTheBodyItIsRaisedAtItsEnd() {
		bodyIsABlock();
		Gate there = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			there.pass();
			throw new IllegalArgumentException("boom");
		});
		Throwable raised = catchThrowable(() -> openFor((ctx, first) -> {
			there.open();
			this.seen.add(catchThrowable(ctx::waitForResult));
			this.seen.add(catchThrowable(ctx::openStream));
			return "as if nothing had happened";
		}));
		assertThat(raised).isInstanceOf(RemoteActorException.class);
		assertThat(this.seen).hasSize(2).containsOnly(raised);
	}

	@Test
	void e1_theBodyWrapsItsCancellation() {
		bodyIsABlock();
		Gate there = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			there.pass();
			throw new IllegalArgumentException("boom");
		});
		assertThatExceptionOfType(RemoteActorException.class).isThrownBy(() -> open((ctx, first) -> {
			there.open();
			try {
				Thread.sleep(LONG);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException("wrapped", ex);
			}
		})).satisfies((ex) -> {
			assertThat(ex.boxedMessage()).isEqualTo("boom");
			assertThat(ex.getSuppressed()).as("nothing is lost").singleElement().matches((wrapped) -> {
				return "wrapped".equals(wrapped.getMessage());
			});
		});
	}

	@Test
	void e1_theBodyWrapsTheChildsError() {
		bodyIsABlock();
		Gate there = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			there.pass();
			throw new IllegalArgumentException("boom");
		});
		Throwable raised = catchThrowable(() -> open((ctx, first) -> {
			there.open();
			try {
				ctx.waitForResult();
			}
			catch (RemoteActorException ex) {
				this.seen.add(new IllegalStateException("wrapped", ex));
				throw (IllegalStateException) this.seen.get(0);
			}
		}));
		assertThat(raised).isSameAs(this.seen.get(0)).hasNoSuppressedExceptions();
	}

	static Stream<Arguments> parentThrows() {
		return Stream.of(true, false)
			.flatMap((inStream) -> Stream.of(ChildDoes.values()).map((child) -> arguments(inStream, child)));
	}

	@ParameterizedTest
	@MethodSource("parentThrows")
	void e2_parentThrows(boolean inStream, ChildDoes does) {
		this.child.does((ctx) -> {
			ctx.started("up");
			does.run(ctx);
			return "a graceful end of the stream";
		});
		Scripted.Run[] run = new Scripted.Run[1];
		IOException own = new IOException("own");
		assertThat(catchThrowable(() -> open((ctx, first) -> {
			run[0] = this.child.next();
			if (inStream) {
				stream(ctx, (stream) -> {
					does.untilThere(run[0].thread());
					throw own;
				});
			}
			does.untilThere(run[0].thread());
			throw own;
		}))).isSameAs(own).hasNoSuppressedExceptions().hasNoCause();
		assertThat(run[0].hasEnded()).as("the child has ended before open returned").isTrue();
		assertThat(run[0].end())
			.isInstanceOf((does == ChildDoes.SLEEPS) ? InterruptedException.class : ScopeCancelledException.class);
		assertThat(run[0].context().canceller()).contains(near().id());
		assertThat(run[0].context().cancelledCaught()).isTrue();
		assertThat(run[0].context().cancelCalled()).isFalse();
		assertThat(run[0].context().outcome()).isInstanceOfSatisfying(Outcome.Cancelled.class,
				(cancelled) -> assertThat(cancelled.cause().canceller()).isEqualTo(near().id()));
	}

	@Test
	void e2_anUncheckedExceptionAndAnErrorComeOutUnchanged() {
		for (Throwable own : List.of(new IllegalStateException("own"), new StackOverflowError())) {
			this.child.does((ctx) -> {
				ctx.started("up");
				stream(ctx, (stream) -> {
					stream.receive();
				});
				return null;
			});
			assertThat(catchThrowable(() -> open((ctx, first) -> {
				if (own instanceof Error error) {
					throw error;
				}
				throw (RuntimeException) own;
			}))).isSameAs(own);
			assertThat(this.child.next().end()).isInstanceOf(ScopeCancelledException.class);
		}
	}

	@Test
	void e3_bothThrowAtOnce() {
		endpointIsATask();
		for (int i = 0; i < RACES; i++) {
			Gate go = new Gate();
			this.child.does((ctx) -> {
				ctx.started("up");
				go.passSpinning();
				throw new IllegalArgumentException("theirs");
			});
			IllegalStateException own = new IllegalStateException("own");
			Throwable raised = catchThrowable(() -> open((ctx, first) -> {
				go.open();
				throw own;
			}));
			if (this.form.opener && raised != own) {
				// Theirs came first, and a body that was cancelled has nothing to say.
				assertIsTheirs(raised);
			}
			else {
				assertThat(raised).isSameAs(own);
				assertThat(own.getSuppressed()).singleElement().satisfies(ErrorScenarioTests::assertIsTheirs);
			}
			Outcome<?> outcome = this.child.next().context().outcome();
			assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class,
					(failed) -> assertIsTheirs(failed.cause()));
		}
	}

	private static void assertIsTheirs(@Nullable Throwable raised) {
		assertThat(raised).isInstanceOfSatisfying(RemoteActorException.class,
				(theirs) -> assertThat(theirs.boxedMessage()).isEqualTo("theirs"));
	}

	@Test
	void e4_classThatTheParentDoesNotHave() throws Exception {
		Class<? extends RuntimeException> alien = Alien.define();
		this.child.does((ctx) -> {
			ctx.started("up");
			throw alien.getConstructor().newInstance();
		});
		List<String> asked = new CopyOnWriteArrayList<>();
		Thread.currentThread().setContextClassLoader(new ClassLoader(Alien.class.getClassLoader()) {

			@Override
			protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
				asked.add(name);
				return super.loadClass(name, resolve);
			}

		});
		try {
			RemoteActorException raised = catchThrowableOfType(RemoteActorException.class,
					() -> open((ctx, first) -> ctx.waitForResult()));
			assertThat(raised.boxedType()).isEqualTo(alien.getName());
			assertThat(raised.boxedMessage()).isEqualTo("from afar");
			StringWriter trace = new StringWriter();
			raised.printStackTrace(new PrintWriter(trace));
			assertThat(trace.toString()).contains(alien.getName() + ": from afar")
				.contains(far().id().toString())
				.containsPattern("at .*ErrorScenarioTests\\..*e4_.*\\(ErrorScenarioTests\\.java:\\d+\\)")
				.contains("Scripted.perform(Scripted.java:");
		}
		finally {
			Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
		}
		assertThat(asked).doesNotContain(alien.getName());
		assertThatExceptionOfType(ClassNotFoundException.class).isThrownBy(() -> Class.forName(alien.getName()));
	}

	@ParameterizedTest
	@EnumSource(names = { "WAITS", "SLEEPS", "RECEIVES" })
	void e5_threeActorsDeep(Relay.Doing doing) {
		Chain chain = new Chain(this, doing, doing);
		this.child.does((ctx) -> {
			ctx.started("up");
			chain.untilAllWait();
			chain.ended("far");
			throw new IllegalArgumentException("deep");
		});
		RemoteActorException raised = catchThrowableOfType(RemoteActorException.class,
				() -> chain.open((ctx, first) -> Thread.sleep(LONG)));
		assertThat(raised.isBoxed(IllegalArgumentException.class)).isTrue();
		assertThat(raised.boxedMessage()).isEqualTo("deep");
		assertThat(raised.source()).isEqualTo(far().id());
		assertThat(raised.relayPath()).containsExactly(chain.second().id(), chain.first().id());
		assertThat(raised.getCause().getStackTrace()).anyMatch((frame) -> frame.getMethodName().contains("e5_"));
		assertThat(chain.endings()).containsExactly("far", "second", "first");
	}

	@Test
	void e5_anErrorOfTheMiddleNamesTheMiddle() {
		Chain chain = new Chain(this, Relay.Doing.WAITS, Relay.Doing.THROWS);
		this.child.does((ctx) -> {
			ctx.started("up");
			Thread.sleep(LONG);
			return null;
		});
		RemoteActorException raised = catchThrowableOfType(RemoteActorException.class,
				() -> chain.open((ctx, first) -> ctx.waitForResult()));
		assertThat(raised.isBoxed(UnsupportedOperationException.class)).isTrue();
		assertThat(raised.source()).isEqualTo(chain.second().id());
		assertThat(raised.relayPath()).containsExactly(chain.first().id());
		Scripted.Run run = this.child.next();
		assertThat(run.end()).isInstanceOf(InterruptedException.class);
		assertThat(run.context().canceller()).contains(chain.second().id());
	}

	@Test
	void e1_neverAnEndOfStreamFirst() {
		for (int i = 0; i < RACES; i++) {
			this.child.does((ctx) -> {
				ctx.started("up");
				stream(ctx, (stream) -> {
					stream.send(1);
					throw new IllegalArgumentException("boom");
				});
				return null;
			});
			assertThatExceptionOfType(RemoteActorException.class)
				.isThrownBy(() -> open((ctx, first) -> stream(ctx, (stream) -> {
					try {
						while (true) {
							stream.receive();
						}
					}
					catch (EndOfChannelException | ContextCancelledException ex) {
						this.seen.add(ex);
						throw ex;
					}
				})));
		}
		assertThat(this.seen).isEmpty();
	}

}
