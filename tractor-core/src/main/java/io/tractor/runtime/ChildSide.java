package io.tractor.runtime;

import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.tractor.ActorId;
import io.tractor.ChildContext;
import io.tractor.ContextCancelledException;
import io.tractor.CurrentContext;
import io.tractor.MsgStream;
import io.tractor.Outcome;
import io.tractor.Portal;
import io.tractor.RemoteActorException;
import io.tractor.RemoteError;
import io.tractor.ScopeCancelledException;
import io.tractor.Side;
import io.tractor.StreamOptions;
import io.tractor.TransportClosedException;
import io.tractor.codec.Codec;
import io.tractor.dialog.ChildDialog;
import io.tractor.dialog.ChildDialog.Interruption;
import io.tractor.dialog.ChildDialog.TaskEnd;
import io.tractor.dialog.End;
import io.tractor.protocol.MalformedMessageException;
import io.tractor.protocol.Msg;
import io.tractor.protocol.UnsupportedVersionException;
import io.tractor.scope.CancelScope;
import io.tractor.scope.TaskThreads;
import io.tractor.scope.ThreadBound;
import io.tractor.stream.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The endpoint's side of a context: runs the endpoint on a thread of its own, in a scope
 * that the far side's cancel, error or loss cuts off, and tells the far side how it
 * ended.
 */
final class ChildSide<S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object>
		extends Exchange<ChildDialog> implements ChildContext<S, I, O>, Link {

	private static final Logger logger = LoggerFactory.getLogger(ChildSide.class);

	private final Actor actor;

	private final String endpointName;

	private final Channel channel;

	/** Leads to the endpoints of the opener's actor. */
	private final Transport back;

	/** The endpoint's task is in it. */
	private final CancelScope scope = CancelScope.root();

	private volatile @Nullable String id;

	private volatile Time time = new Time(null);

	private volatile int depth = 1;

	/** As they arrived, until the task has read them. */
	private Map<String, byte[]> arguments = Map.of();

	private volatile @Nullable Payloads payloads;

	/** What cut the task off, as the dialog was at its last change. */
	private volatile @Nullable Interruption interruption;

	/** Whether the opener has gone on without the task, likewise. */
	private volatile boolean zombie;

	private volatile boolean zombieLogged;

	/** Whether the opener has left a one-way stream, and hears no more. */
	private volatile boolean unheard;

	private volatile @Nullable Object result;

	private @Nullable RuntimeException failure;

	private final Handles handles = new Handles();

	/** Those who want to know, or null if nobody does. */
	private volatile @Nullable Watches watches;

	ChildSide(Actor actor, String endpoint, Channel channel, Transport back) {
		super((outlet) -> new ChildDialog(actor.id(), endpoint, actor.settings().bufferSize(), outlet)
			.limitCredit(actor.limits().streamBuffer()), actor.limits().payloadSize());
		this.actor = actor;
		this.endpointName = endpoint;
		this.channel = channel;
		this.back = back;
	}

	// The life of a context

	@Override
	protected void message(Msg message) {
		super.message(message);
		if (message instanceof Msg.Start start
				&& this.<Boolean>read((dialog) -> dialog.phase() == ChildDialog.Phase.ARRIVED)) {
			start(start);
		}
	}

	private void start(Msg.Start start) {
		this.id = start.id();
		this.time = new Time(start.deadline());
		if (this.actor.listened()) {
			this.watches = this.actor.watch(new ContextBeginning(start.id(), this.endpointName, Side.CHILD,
					start.caller().name(), this.actor.endpoint(this.endpointName) != null), start.headers());
		}
		this.depth = start.depth();
		String refusal = this.actor.arrived(this);
		if (refusal == null) {
			refusal = this.actor.limits().refusal(start, this.endpointName, this.actor.id());
		}
		if (refusal != null) {
			refuse(refusal);
			return;
		}
		Endpoint endpoint = this.actor.endpoint(this.endpointName);
		Codec codec = this.actor.codec(start.codec());
		if (endpoint == null) {
			refuse(this.actor.missing(this.endpointName, this.channel.oneWay() ? "@Stream" : "@Context"));
		}
		else if (codec == null) {
			refuse("Actor " + this.actor.id() + " has no codec '" + start.codec() + "'");
		}
		else if (endpoint.codec() != null && !endpoint.codec().equals(start.codec())) {
			refuse("Endpoint '" + this.endpointName + "' takes codec '" + endpoint.codec() + "', not '" + start.codec()
					+ "'");
		}
		else if (endpoint.oneWay() != this.channel.oneWay()) {
			refuse("Endpoint '" + this.endpointName + (endpoint.oneWay()
					? "' is a @Stream method: it is opened with portal.openStreamFrom(..), not with portal.context(..)"
					: "' is a @Context method: it is opened with portal.context(..), not with portal.openStreamFrom(..)"));
		}
		else {
			run(endpoint, codec, start);
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
			TaskThreads.start(this.endpointName, () -> task(endpoint, codec));
		}
		catch (OutOfMemoryError ex) {
			refuse("Actor " + this.actor.id() + " has no thread left for endpoint '" + this.endpointName + "'");
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

	/** The task is over. */
	void over(TaskEnd end) {
		End how = update((dialog) -> dialog.taskEnded(end));
		discardInbox();
		this.actor.ended(this);
		report(end, how);
	}

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
		Watches watches = this.watches;
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

	/** How much of its time is left, or null if it has none. */
	@Nullable Duration remaining() {
		return this.time.left();
	}

	/** Its time is over. */
	void expire(Duration time) {
		this.scope.cancel("its time of " + time + " is over", null);
	}

	/** Whether the task is to end. */
	boolean isCutOffNow() {
		return this.scope.cancelCalled() || this.<Boolean>read((dialog) -> dialog.interruption() != null);
	}

	/** Called once, when this side is over and done with. */
	void tellEnd() {
		Watches watches = this.watches;
		if (watches != null) {
			End end = end();
			Throwable error = (end instanceof End.Returned) ? null : maybeError().orElse(null);
			ContextEnd.Kind kind = ContextEnd.Kind.of(end);
			ActorId canceller = (kind == ContextEnd.Kind.CANCELLED) ? canceller().orElse(this.actor.id()) : null;
			watches.ended(read((dialog) -> new ContextEnd(kind, dialog.caller(), this.time.passed(),
					dialog.statistics(), canceller, error)));
		}
	}

	/** The stacks of the task's threads, those of its nurseries included. */
	Map<String, List<StackTraceElement>> stacks() {
		return this.scope.stacks();
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

	/** What comes of a value that the task returned. */
	TaskEnd returned(@Nullable Object value) {
		try {
			TaskEnd end = new TaskEnd.Returned(encode(value, "Result"));
			this.result = value;
			return end;
		}
		catch (RuntimeException ex) {
			return threw(ex);
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

	/** What comes of what the task threw. */
	TaskEnd threw(Throwable thrown) {
		if (isUnwritable(thrown)) {
			return new TaskEnd.Threw(((RemoteActorException) thrown).remoteError());
		}
		boolean cutOff = this.scope.cancelCalled() ? CancelScope.isCancellation(thrown) || thrown == this.failure
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
		return new TaskEnd.Threw(RemoteErrors.deadline(this.endpointName, this.actor.id()));
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
		if (this.unheard && task instanceof TaskEnd.Threw threw) {
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

	// What cuts the task off

	@Override
	protected void changed(ChildDialog dialog) {
		this.interruption = dialog.interruption();
		this.zombie = dialog.abandoned() && dialog.end() == null;
	}

	@Override
	protected void transitioned() {
		Interruption interruption = this.interruption;
		if (interruption != null) {
			cutTaskOff(interruption);
		}
		if (this.zombie && !this.zombieLogged) {
			this.zombieLogged = true;
			logger.warn("{} was cancelled and has not ended, its opener has gone on without it: it is a zombie",
					name());
		}
		if (ended()) {
			if (interruption instanceof Interruption.Lost) {
				discardOutbox();
			}
			leaveIfFinished();
			flush();
		}
	}

	/** Before the far side can know of the end. */
	private void leaveIfFinished() {
		if (finished()) {
			this.actor.finished(this);
		}
	}

	@Override
	public @Nullable ByteBuf poll() {
		ByteBuf frame = super.poll();
		leaveIfFinished();
		return frame;
	}

	private void cutTaskOff(Interruption interruption) {
		if (!this.scope.cancelCalled()) {
			this.scope.cancel(describe(interruption), null);
		}
	}

	private String describe(Interruption interruption) {
		if (interruption instanceof Interruption.Cancelled cancelled) {
			return name() + " was cancelled by " + cancelled.canceller();
		}
		if (interruption instanceof Interruption.Failed failed) {
			return name() + " failed: " + failed.error().message();
		}
		return name() + " lost its connection";
	}

	@Override
	protected void flush() {
		this.channel.wakeup();
	}

	@Override
	protected void flushSoon() {
		this.channel.wakeupSoon();
	}

	@Override
	protected void checkScope() {
		CancelScope.checkpoint(this.scope);
	}

	@Override
	protected RuntimeException cutOff() {
		// Whoever made the transition may not have come to it yet: the task has woken up.
		Interruption interruption = this.interruption;
		if (interruption != null) {
			cutTaskOff(interruption);
		}
		RuntimeException failure = failure();
		if (failure != null) {
			return failure;
		}
		if (ended()) {
			return new IllegalStateException("The task of " + name() + " has ended");
		}
		try {
			CancelScope.checkpoint(this.scope);
		}
		catch (ScopeCancelledException ex) {
			return ex;
		}
		return new ScopeCancelledException(
				(interruption != null) ? describe(interruption) : "The stream of " + name() + " is cut off", null);
	}

	private @Nullable RuntimeException failure() {
		return this.<@Nullable RuntimeException>read((dialog) -> {
			if (this.failure == null && dialog.interruption() instanceof Interruption.Failed failed) {
				this.failure = failed.error().toException();
			}
			return this.failure;
		});
	}

	@Override
	protected RuntimeException failed(RemoteError error) {
		change((dialog) -> dialog.fail(error));
		return cutOff();
	}

	@Override
	protected boolean drainable() {
		return false;
	}

	@Override
	protected boolean absorbs(ContextCancelledException ex) {
		return false;
	}

	/** How many contexts stand one in the other, this one included. */
	int depth() {
		return this.depth;
	}

	/** The way back over the connection it came by. */
	Transport back() {
		return this.back;
	}

	/** What the task has opened as handles. */
	Handles handles() {
		return this.handles;
	}

	/** Cancels the task at the wish of someone other than the opener. */
	boolean cancel(ActorId canceller) {
		return update((dialog) -> dialog.cancel(canceller));
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

	// What can be asked

	@Override
	public Outcome<?> outcome() {
		End end = read(ChildDialog::end);
		if (end instanceof End.Returned) {
			return new Outcome.Returned<@Nullable Object>(this.result);
		}
		if (end instanceof End.Failed failed) {
			RemoteActorException exception = failed.error().toException();
			return (exception instanceof ContextCancelledException cancelled) ? new Outcome.Cancelled<>(cancelled)
					: new Outcome.Failed<>(exception);
		}
		if (end instanceof End.Lost lost) {
			return new Outcome.Failed<>(
					new TransportClosedException("The connection of " + name() + " was lost", lost.cause()));
		}
		return new Outcome.Unresolved<>();
	}

	@Override
	public String id() {
		return String.valueOf(this.id);
	}

	@Override
	public String endpoint() {
		return this.endpointName;
	}

	@Override
	public Side side() {
		return Side.CHILD;
	}

	@Override
	public ActorId localActor() {
		return this.actor.id();
	}

	@Override
	public ActorId remoteActor() {
		ActorId caller = read(ChildDialog::caller);
		if (caller == null) {
			throw new IllegalStateException(name() + " has not begun");
		}
		return caller;
	}

	@Override
	public Portal peer() {
		return this.actor.portal(remoteActor().name(), this.back);
	}

	@Override
	public boolean cancelCalled() {
		return read((dialog) -> dialog.interruption() instanceof Interruption.Cancelled cancelled
				&& cancelled.canceller().equals(dialog.self()));
	}

	@Override
	public boolean cancelAcked() {
		return cancelCalled() && ended();
	}

	@Override
	public boolean cancelledCaught() {
		return read(ChildDialog::cancelledCaught);
	}

	@Override
	public Optional<ActorId> canceller() {
		Interruption interruption = read(ChildDialog::interruption);
		return (interruption instanceof Interruption.Cancelled cancelled) ? Optional.of(cancelled.canceller())
				: Optional.empty();
	}

	@Override
	public Optional<Throwable> maybeError() {
		Outcome<?> outcome = outcome();
		if (outcome instanceof Outcome.Failed<?> failed) {
			return Optional.of(failed.cause());
		}
		return (outcome instanceof Outcome.Cancelled<?> cancelled) ? Optional.of(cancelled.cause()) : Optional.empty();
	}

	ContextSnapshot snapshot() {
		return read((dialog) -> new ContextSnapshot(id(), this.endpointName, Side.CHILD, dialog.caller(), null,
				dialog.phase().name(), this.time.passed(), this.time.left(), dialog.statistics(),
				dialog.interruption() != null, canceller().orElse(null), dialog.abandoned() && dialog.end() == null));
	}

	/** What it is called in messages. */
	private String name() {
		return "context " + this.id + " of endpoint '" + this.endpointName + "'";
	}

	@Override
	public String toString() {
		return name() + " [" + snapshot() + "]";
	}

	// The channel

	@Override
	public void completed() {
		change((dialog) -> dialog.onLost(null));
	}

	@Override
	public void broken(Throwable cause) {
		change((dialog) -> dialog.onLost(cause));
		discardOutbox();
		leaveIfFinished();
	}

	@Override
	public void unwanted() {
		this.unheard = true;
		change((dialog) -> {
			ActorId caller = dialog.caller();
			if (caller != null) {
				dialog.on(new Msg.Cancel(caller));
			}
			else {
				dialog.onLost(null);
			}
		});
		discardOutbox();
		leaveIfFinished();
	}

	/** A task, or what there is of it on one thread. */
	@FunctionalInterface
	interface Part<T extends @Nullable Object> {

		T run() throws Throwable;

	}

}
