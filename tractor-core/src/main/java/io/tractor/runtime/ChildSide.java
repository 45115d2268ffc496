package io.tractor.runtime;

import java.io.IOException;
import java.security.Principal;
import java.util.Map;

import io.tractor.ChildContext;
import io.tractor.CurrentContext;
import io.tractor.MsgStream;
import io.tractor.RemoteActorException;
import io.tractor.RemoteError;
import io.tractor.ScopeCancelledException;
import io.tractor.StreamOptions;
import io.tractor.codec.Codec;
import io.tractor.dialog.ChildDialog;
import io.tractor.dialog.ChildDialog.TaskEnd;
import io.tractor.dialog.End;
import io.tractor.protocol.MalformedMessageException;
import io.tractor.protocol.Msg;
import io.tractor.protocol.UnsupportedVersionException;
import io.tractor.scope.CancelScope;
import io.tractor.scope.TaskThreads;
import io.tractor.scope.ThreadBound;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The endpoint's side of a context: runs the endpoint on a thread of its own, in a scope
 * that the far side's cancel, error or loss cuts off, and tells the far side how it
 * ended.
 * <p>
 * It is one object in layers: {@link ChildStatus} can be asked how the context stands,
 * {@link ChildLink} holds the two sides together, and here is what runs.
 */
final class ChildSide<S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object>
		extends ChildLink<S, I, O> {

	private static final Logger logger = LoggerFactory.getLogger(ChildSide.class);

	/** As they arrived, until the task has read them. */
	private Map<String, byte[]> arguments = Map.of();

	private volatile @Nullable Payloads payloads;

	private final Handles handles = new Handles();

	ChildSide(Actor actor, String endpoint, Channel channel, Transport back) {
		super(actor, endpoint, channel, back);
	}

	// How it arrives

	@Override
	protected void message(Msg message) {
		super.message(message);
		if (message instanceof Msg.Start start
				&& this.<Boolean>read((dialog) -> dialog.phase() == ChildDialog.Phase.ARRIVED)) {
			start(start);
		}
	}

	private void start(Msg.Start start) {
		begin(start);
		String refusal = this.actor.arrived(this);
		if (refusal == null) {
			refusal = this.actor.limits().refusal(start, endpoint(), this.actor.id());
		}
		if (refusal != null) {
			refuse(refusal);
			return;
		}
		Endpoint endpoint = this.actor.endpoint(endpoint());
		Codec codec = this.actor.codec(start.codec());
		if (endpoint == null) {
			refuse(this.actor.missing(endpoint(), this.channel.oneWay() ? "@Stream" : "@Context"));
		}
		else if (codec == null) {
			refuse("Actor " + this.actor.id() + " has no codec '" + start.codec() + "'");
		}
		else {
			refusal = endpoint.refusal(start.codec(), this.channel.oneWay());
			if (refusal != null) {
				refuse(refusal);
			}
			else {
				run(endpoint, codec, start);
			}
		}
	}

	private void run(Endpoint endpoint, Codec codec, Msg.Start start) {
		this.arguments = start.arguments();
		if (endpoint.reactive()) {
			new ReactiveTask(this, endpoint, codec).begin(start.deadline());
			return;
		}
		if (start.deadline() != null) {
			this.scope.cancelAfter(start.deadline());
		}
		try {
			TaskThreads.start(endpoint(), () -> task(endpoint, codec));
		}
		catch (OutOfMemoryError ex) {
			refuse("Actor " + this.actor.id() + " has no thread left for endpoint '" + endpoint() + "'");
		}
	}

	void refuse(String why) {
		this.scope.cancel(why, null);
		change((dialog) -> dialog.refuse(why));
		this.actor.ended(this);
	}

	@Override
	protected void malformed(MalformedMessageException ex) {
		if (ex instanceof UnsupportedVersionException
				&& this.<Boolean>read((dialog) -> dialog.phase() == ChildDialog.Phase.EXPECTED)) {
			refuse(String.valueOf(ex.getMessage()));
		}
		else {
			super.malformed(ex);
		}
	}

	// How its task runs

	private void task(Endpoint endpoint, Codec codec) {
		TaskEnd end;
		try {
			@Nullable Object[] arguments = accept(endpoint, codec);
			end = bound(() -> call(endpoint, arguments));
		}
		catch (Endpoint.BadArgumentException ex) {
			refuse(String.valueOf(ex.getMessage()));
			return;
		}
		catch (Throwable ex) {
			end = thrown(ex);
		}
		over(end);
	}

	/** Reads the arguments, and tells the opener that the task is about to run. */
	@Nullable Object[] accept(Endpoint endpoint, Codec codec) throws Endpoint.BadArgumentException {
		Map<String, byte[]> encoded = this.arguments;
		this.arguments = Map.of();
		@Nullable Object[] arguments = endpoint.arguments(encoded, codec);
		this.payloads = endpoint.payloads(codec);
		changeUnhurried((dialog) -> {
			if (dialog.interruption() == null) {
				dialog.accept();
			}
		});
		return arguments;
	}

	private TaskEnd call(Endpoint endpoint, @Nullable Object[] arguments) {
		this.scope.enter();
		try {
			if (this.scope.cancelCalled()) {
				return cutOffEnd();
			}
			return returned(run(endpoint, arguments));
		}
		catch (Throwable ex) {
			return threw(ex);
		}
		finally {
			this.scope.exit(null);
		}
	}

	private @Nullable Object run(Endpoint endpoint, @Nullable Object[] arguments) throws Throwable {
		Object value;
		try {
			value = endpoint.invoke(this, arguments, this::opener);
		}
		catch (Throwable ex) {
			this.handles.close(ex);
			throw ex;
		}
		this.handles.close(null);
		return value;
	}

	/** What the task has opened as handles. */
	Handles handles() {
		return this.handles;
	}

	// What is bound to its thread

	/**
	 * Runs a task, or what there is of it on this thread, with all bound that belongs to
	 * it.
	 */
	<T extends @Nullable Object> T bound(Part<T> task) throws Throwable {
		ContextView request = this.channel.requestContext();
		ThreadBound bound = request.isEmpty() ? null : ThreadBound.of(request);
		Runnable unbind = (bound != null) ? bound.bind() : null;
		try {
			return secured(task, request);
		}
		finally {
			if (unbind != null) {
				unbind.run();
			}
		}
	}

	/** Who has opened the context, or null if nobody knows. */
	@Nullable Principal opener() {
		return this.actor.principals().of(this.channel.requestContext());
	}

	private <T extends @Nullable Object> T secured(Part<T> task, ContextView request) throws Throwable {
		Runnable unbind = request.isEmpty() ? null : this.actor.principals().bind(request);
		try {
			return watched(task);
		}
		finally {
			if (unbind != null) {
				unbind.run();
			}
		}
	}

	private <T extends @Nullable Object> T watched(Part<T> task) throws Throwable {
		ChildContext<?, ?, ?> before = CurrentContext.set(this);
		Watches watches = watches();
		Runnable watched = (watches != null) ? watches.entered() : null;
		try {
			return task.run();
		}
		finally {
			if (watched != null) {
				watched.run();
			}
			CurrentContext.set(before);
		}
	}

	/** What the request came with, and what is bound to the thread. */
	Context context() {
		Context context = Context.of(this.channel.requestContext());
		ThreadBound bound = ThreadBound.capture();
		return (bound != null) ? bound.addedTo(context) : context;
	}

	// How its end is told

	/** The task is over. */
	void over(TaskEnd end) {
		End how = update((dialog) -> dialog.taskEnded(end));
		discardInbox();
		this.actor.ended(this);
		report(end, how);
	}

	/** What comes of a value that the task returned. */
	TaskEnd returned(@Nullable Object value) {
		try {
			TaskEnd end = new TaskEnd.Returned(encode(value, "Result"));
			returns(value);
			return end;
		}
		catch (RuntimeException ex) {
			return threw(ex);
		}
	}

	/** What comes of what the task threw. */
	TaskEnd threw(Throwable thrown) {
		if (isUnwritable(thrown)) {
			return new TaskEnd.Threw(((RemoteActorException) thrown).remoteError());
		}
		boolean cutOff = this.scope.cancelCalled() ? CancelScope.isCancellation(thrown) || isFailure(thrown)
				: (thrown instanceof ScopeCancelledException || thrown instanceof InterruptedException);
		return cutOff ? cutOffEnd() : thrown(thrown);
	}

	private TaskEnd thrown(Throwable thrown) {
		RemoteError error = RemoteErrors.of(thrown, this.actor.id());
		RemoteError told = this.actor.errors().told(error, id());
		if (told != error) {
			// Before the opener hears of it, who may come to look for it.
			logger.warn("{} failed, and its opener is not told all of this", name(), thrown);
		}
		return new TaskEnd.Threw(error, told);
	}

	/** Cut off by what came from outside, or else by the deadline. */
	TaskEnd cutOffEnd() {
		if (!this.scope.cancelCalled() || this.<Boolean>read((dialog) -> dialog.interruption() != null)) {
			return new TaskEnd.CutOff();
		}
		return new TaskEnd.Threw(RemoteErrors.deadline(endpoint(), this.actor.id()));
	}

	/** Logs what the opener will not be told, or has gone on without. */
	private void report(TaskEnd task, End how) {
		if (this.<Boolean>read(ChildDialog::abandoned)) {
			logger.warn("{} has ended, after its opener had gone on without it", name());
		}
		if (how instanceof End.Lost && task instanceof TaskEnd.Threw threw) {
			logger.warn("{} failed after its connection was lost: {}: {}", name(), threw.error().type(),
					threw.error().message());
		}
		if (isUnheard() && task instanceof TaskEnd.Threw threw) {
			logger.warn("{} failed after its opener had left: {}: {}", name(), threw.error().type(),
					threw.error().message());
		}
		else if (how instanceof End.Failed failed) {
			if (failed.error().kind() == RemoteError.Kind.PROTOCOL) {
				logger.warn("{}: {}", name(), failed.error().message());
			}
			else {
				logger.debug("{} ended with {}: {}", name(), failed.error().type(), failed.error().message());
			}
		}
	}

	// What the endpoint asks for

	@Override
	public void started(S first) {
		pass();
		byte[] bytes = encode(first, "First value");
		change((dialog) -> dialog.started(bytes));
	}

	@Override
	public MsgStream<I, O> openStream(StreamOptions options) {
		return this.actor.settings()
			.openStream(this, payloads().receivedReader(), payloads().sentWriter(), options, this.actor.limits());
	}

	@Override
	public void cancel() {
		cancel(this.actor.id());
	}

	@Override
	public void checkpoint() {
		pass();
	}

	private byte[] encode(@Nullable Object value, String what) {
		try {
			return Values.encode((what.equals("Result")) ? payloads().resultWriter() : payloads().firstWriter(), value,
					this.actor.limits().payloadSize());
		}
		catch (IOException ex) {
			throw unwritable(what, ex);
		}
	}

	private Payloads payloads() {
		Payloads payloads = this.payloads;
		if (payloads == null) {
			throw new IllegalStateException(name() + " has not begun");
		}
		return payloads;
	}

	/** A task, or what there is of it on one thread. */
	@FunctionalInterface
	interface Part<T extends @Nullable Object> {

		T run() throws Throwable;

	}

}
