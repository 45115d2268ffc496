package io.tractor.dialog;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.tractor.ActorId;
import io.tractor.RemoteError;
import io.tractor.RemoteError.Kind;
import io.tractor.dialog.ChildDialog.Interruption;
import io.tractor.dialog.ChildDialog.Phase;
import io.tractor.dialog.ChildDialog.TaskEnd;
import io.tractor.protocol.Msg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Each transition of the endpoint's side by itself.
 */
class ChildDialogTests {

	private static final ActorId SELF = new ActorId("child", "2");

	private static final ActorId CALLER = new ActorId("parent", "1");

	private static final ActorId OTHER = new ActorId("third", "3");

	private static final TaskEnd RETURNED = new TaskEnd.Returned(new byte[] { 7 });

	private static final TaskEnd CUT_OFF = new TaskEnd.CutOff();

	private static final RemoteError ERROR = error(Kind.ERROR);

	private static final TaskEnd THREW = new TaskEnd.Threw(ERROR);

	private final Recorder out = new Recorder();

	private final ChildDialog dialog = new ChildDialog(SELF, "e", 2, this.out);

	@Test
	void shakesHands() {
		assertThat(this.dialog.phase()).isEqualTo(Phase.EXPECTED);
		this.dialog.on(start());
		assertThat(this.dialog.phase()).isEqualTo(Phase.ARRIVED);
		assertThat(this.dialog.caller()).isEqualTo(CALLER);
		assertThat(this.out.taken()).isEmpty();
		this.dialog.accept();
		assertThat(this.dialog.phase()).isEqualTo(Phase.RUNNING);
		assertThat(this.out.last()).isEqualTo(new Msg.StartAck(SELF, 2));
		this.dialog.started(new byte[] { 1 });
		assertThat(this.dialog.phase()).isEqualTo(Phase.STARTED);
		assertThat(this.out.last()).isEqualTo(new Msg.Started(new byte[] { 1 }));
		End end = this.dialog.taskEnded(RETURNED);
		assertThat(this.dialog.phase()).isEqualTo(Phase.ENDED);
		assertThat(end).isSameAs(this.dialog.end()).isInstanceOf(End.Returned.class);
		assertThat(this.out.taken()).containsExactly("StartAck", "Started", "Return");
		assertThat(this.out.last()).isEqualTo(new Msg.Return(new byte[] { 7 }));
	}

	@Test
	void acceptsOnceAndOnlyWhatHasArrived() {
		this.dialog.accept();
		assertThat(this.dialog.phase()).isEqualTo(Phase.EXPECTED);
		this.dialog.on(start());
		this.dialog.accept();
		this.dialog.accept();
		assertThat(this.out.taken()).containsExactly("StartAck");
	}

	@Test
	void refuses() {
		this.dialog.on(start());
		this.dialog.refuse("no such endpoint");
		this.dialog.refuse("once more");
		assertThat(((End.Failed) this.dialog.end()).error().kind()).isEqualTo(Kind.REFUSED);
		assertThat(((End.Failed) this.dialog.end()).error().message()).isEqualTo("no such endpoint");
		assertThat(this.out.taken()).containsExactly("Error");
		assertThat(this.dialog.taskEnded(RETURNED)).isSameAs(this.dialog.end());
	}

	@Test
	void startsOnce() {
		ChildDialog dialog = in(Phase.STARTED, this.out);
		assertThatIllegalStateException().isThrownBy(() -> dialog.started(new byte[0]))
			.withMessageContaining("'e' was called before");
		assertThat(this.out.taken()).isEmpty();
		dialog.taskEnded(RETURNED);
		assertThatIllegalStateException().isThrownBy(() -> dialog.started(new byte[0])).withMessageContaining("ENDED");
		assertThatIllegalStateException().isThrownBy(() -> in(Phase.ARRIVED, this.out).started(new byte[0]))
			.withMessageContaining("ARRIVED");
	}

	// Grammar

	static Stream<Arguments> outOfTurn() {
		Msg.Credit credit = new Msg.Credit(1);
		Msg.Stop stop = new Msg.Stop();
		Msg.StartAck ack = new Msg.StartAck(SELF, 1);
		Msg.Started started = new Msg.Started(new byte[0]);
		Msg.Return result = new Msg.Return(new byte[0]);
		return Stream.of(Arguments.of(Phase.ARRIVED, List.of(start(), ack, started, result, credit, stop)),
				Arguments.of(Phase.RUNNING, List.of(start(), ack, started, result, credit, stop)),
				Arguments.of(Phase.STARTED, List.of(start(), ack, started, result)));
	}

	@ParameterizedTest
	@MethodSource("outOfTurn")
	void aMessageOutOfTurnCutsTheTaskOffAndIsToldWhenItHasEnded(Phase phase, List<Msg> messages) {
		for (Msg message : messages) {
			Recorder out = new Recorder();
			ChildDialog dialog = in(phase, out);
			dialog.on(message);
			assertThat(out.taken()).as("%s in %s", message, phase).isEmpty();
			assertThat(dialog.cutOff()).isTrue();
			assertThat(dialog.end()).isNull();
			dialog.taskEnded(CUT_OFF);
			assertThat(((End.Failed) dialog.end()).error().kind()).isEqualTo(Kind.PROTOCOL);
			assertThat(out.taken()).containsExactly("Error");
		}
	}

	@Test
	void anythingButAStartEndsTheDialogAtOnce() {
		for (Msg message : List.of(new Msg.Cancel(CALLER), new Msg.Error(ERROR), new Msg.Stop(), new Msg.Credit(1),
				new Msg.Return(new byte[0]))) {
			Recorder out = new Recorder();
			ChildDialog dialog = in(Phase.EXPECTED, out);
			dialog.on(message);
			assertThat(((End.Failed) dialog.end()).error().kind()).as(message.toString()).isEqualTo(Kind.PROTOCOL);
			assertThat(out.taken()).containsExactly("Error");
		}
		assertThat(this.dialog.onValues(1)).isZero();
		assertThat(this.dialog.end()).isNotNull();
	}

	@Test
	void bytesThatAreNoMessageEndADialogThatHasNotBegun() {
		this.dialog.violated("rubbish");
		assertThat(((End.Failed) this.dialog.end()).error().message()).contains("'e'").contains("rubbish");
	}

	// How it ends

	static Stream<Arguments> ends() {
		RemoteError byCaller = RemoteError.cancelled(SELF, CALLER);
		RemoteError byOther = RemoteError.cancelled(SELF, OTHER);
		RemoteError bySelf = RemoteError.cancelled(SELF, SELF);
		RemoteError failed = error(Kind.TYPE);
		Msg cancel = new Msg.Cancel(CALLER);
		Msg fail = new Msg.Error(failed);
		return Stream.of(Arguments.of(null, null, RETURNED, null), Arguments.of(null, null, THREW, ERROR),
				Arguments.of(null, null, CUT_OFF, bySelf), Arguments.of(cancel, null, RETURNED, null),
				Arguments.of(cancel, null, THREW, ERROR), Arguments.of(cancel, null, CUT_OFF, byCaller),
				Arguments.of(null, OTHER, RETURNED, null), Arguments.of(null, OTHER, THREW, ERROR),
				Arguments.of(null, OTHER, CUT_OFF, byOther), Arguments.of(cancel, OTHER, CUT_OFF, byCaller),
				Arguments.of(fail, null, RETURNED, failed), Arguments.of(fail, null, THREW, ERROR),
				Arguments.of(fail, null, CUT_OFF, failed), Arguments.of(fail, OTHER, CUT_OFF, failed));
	}

	@ParameterizedTest
	@MethodSource("ends")
	void endsByWhatTheTaskDidAndByWhatCutItOffFirst(Msg first, ActorId second, TaskEnd task, RemoteError error) {
		ChildDialog dialog = in(Phase.STARTED, this.out);
		if (first != null) {
			dialog.on(first);
		}
		if (second != null) {
			assertThat(dialog.cancel(second)).isEqualTo(first == null);
		}
		End end = dialog.taskEnded(task);
		assertThat(this.out.taken()).containsExactly((error != null) ? "Error" : "Return");
		if (error != null) {
			assertThat(end).isEqualTo(new End.Failed(error));
			assertThat(this.out.last()).isEqualTo(new Msg.Error(error));
		}
		else {
			assertThat(end).isInstanceOf(End.Returned.class);
		}
		boolean caught = task == CUT_OFF && (first instanceof Msg.Cancel || (first == null && second != null));
		assertThat(dialog.cancelledCaught()).isEqualTo(caught);
	}

	@Test
	void returningWithoutStartedIsAProtocolError() {
		End end = in(Phase.RUNNING, this.out).taskEnded(RETURNED);
		assertThat(((End.Failed) end).error().kind()).isEqualTo(Kind.PROTOCOL);
		assertThat(((End.Failed) end).error().message()).contains("'e' returned without started(..)");
		assertThat(this.out.taken()).containsExactly("Error");
	}

	@Test
	void returningWithoutStartedAfterACancelIsACancel() {
		ChildDialog dialog = in(Phase.RUNNING, this.out);
		dialog.on(new Msg.Cancel(CALLER));
		assertThat(dialog.taskEnded(RETURNED)).isEqualTo(new End.Failed(RemoteError.cancelled(SELF, CALLER)));
	}

	@Test
	void nothingChangesAnEnd() {
		ChildDialog dialog = in(Phase.STARTED, this.out);
		dialog.openStream();
		dialog.taskEnded(RETURNED);
		this.out.taken();
		dialog.on(new Msg.Cancel(CALLER));
		dialog.on(start());
		dialog.onLost(null);
		dialog.fail(ERROR);
		dialog.refuse("too late");
		dialog.closeStream();
		assertThat(dialog.cancel(OTHER)).isFalse();
		assertThat(dialog.onValues(1)).isZero();
		assertThat(dialog.taskEnded(THREW)).isInstanceOf(End.Returned.class);
		assertThat(dialog.interruption()).isNull();
		assertThat(this.out.taken()).isEmpty();
	}

	// Cancel, abandonment, loss

	@Test
	void theFirstInterruptionCounts() {
		ChildDialog dialog = in(Phase.STARTED, this.out);
		assertThat(dialog.cancel(OTHER)).isTrue();
		dialog.on(new Msg.Cancel(CALLER));
		dialog.fail(ERROR);
		assertThat(dialog.interruption()).isEqualTo(new Interruption.Cancelled(OTHER));
		assertThat(this.out.taken()).isEmpty();
	}

	static Stream<Arguments> asked() {
		Msg cancel = new Msg.Cancel(CALLER);
		Msg error = new Msg.Error(ERROR);
		return Stream.of(Arguments.of(List.of(cancel), false), Arguments.of(List.of(error), false),
				Arguments.of(List.of(cancel, error), false), Arguments.of(List.of(cancel, cancel), true),
				Arguments.of(List.of(error, cancel), true), Arguments.of(List.of(cancel, error, cancel), true),
				Arguments.of(List.of(cancel, cancel, cancel), true));
	}

	@ParameterizedTest
	@MethodSource("asked")
	void aCancelAfterTheOpenerHadAskedMeansThatItIsAbandoned(List<Msg> messages, boolean abandoned) {
		for (boolean byOther : new boolean[] { false, true }) {
			ChildDialog dialog = in(Phase.STARTED, this.out);
			if (byOther) {
				dialog.cancel(OTHER);
			}
			messages.forEach(dialog::on);
			assertThat(dialog.abandoned()).isEqualTo(abandoned);
			assertThat(dialog.end()).isNull();
		}
	}

	@Test
	void aLossBeforeStartEndsTheDialog() {
		IOException cause = new IOException("gone");
		this.dialog.onLost(cause);
		assertThat(this.dialog.end()).isEqualTo(new End.Lost(cause));
		assertThat(this.out.taken()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(value = Phase.class, names = { "ARRIVED", "RUNNING", "STARTED" })
	void aLossCutsTheTaskOffAndEndsTheDialogWithIt(Phase phase) {
		for (TaskEnd task : List.of(RETURNED, THREW, CUT_OFF)) {
			ChildDialog dialog = in(phase, this.out);
			dialog.cancel(OTHER);
			dialog.onLost(null);
			assertThat(dialog.cutOff()).isTrue();
			assertThat(dialog.end()).isNull();
			assertThat(dialog.taskEnded(task)).isEqualTo(new End.Lost(null));
			assertThat(dialog.cancelledCaught()).isEqualTo(task == CUT_OFF);
			assertThat(this.out.taken()).isEmpty();
		}
	}

	// The stream

	@Test
	void opensItsStreamAfterStarted() {
		assertThatIllegalStateException().isThrownBy(in(Phase.RUNNING, this.out)::openStream)
			.withMessageContaining("before started(..)");
		ChildDialog dialog = in(Phase.STARTED, this.out);
		dialog.openStream();
		assertThatIllegalStateException().isThrownBy(dialog::openStream).withMessageContaining("one in a context");
	}

	@Test
	void goesOnSendingAfterTheOpenersStop() {
		ChildDialog dialog = in(Phase.STARTED, this.out);
		dialog.openStream();
		assertThat(dialog.onValues(1)).isEqualTo(1);
		dialog.on(new Msg.Stop());
		assertThat(dialog.admit()).isEqualTo(SendState.ADMITTED);
		assertThat(dialog.receiveState()).isEqualTo(ReceiveState.READY);
		dialog.taken(1);
		assertThat(dialog.receiveState()).isEqualTo(ReceiveState.END);
		assertThat(this.out.taken()).isEmpty();
	}

	@Test
	void aCancelHidesBehindNoValueAndNoStop() {
		ChildDialog dialog = in(Phase.STARTED, this.out);
		dialog.openStream();
		assertThat(dialog.onValues(1)).isEqualTo(1);
		dialog.on(new Msg.Cancel(CALLER));
		dialog.on(new Msg.Stop());
		assertThat(dialog.receiveState()).isEqualTo(ReceiveState.CUT_OFF);
		assertThat(dialog.admit()).isEqualTo(SendState.CUT_OFF);
	}

	@Test
	void aSecondStopAndAValueAfterItAreViolations() {
		ChildDialog twice = in(Phase.STARTED, this.out);
		twice.on(new Msg.Stop());
		assertThat(twice.cutOff()).isFalse();
		twice.on(new Msg.Stop());
		assertThat(failure(twice).message()).contains("a second Stop");
		ChildDialog value = in(Phase.STARTED, this.out);
		value.on(new Msg.Stop());
		assertThat(value.onValues(1)).isZero();
		assertThat(failure(value).message()).contains("a stream value after Stop");
	}

	@Test
	void valuesBeyondTheCreditAreAnOverrun() {
		ChildDialog dialog = in(Phase.STARTED, this.out);
		assertThat(dialog.onValues(2)).isEqualTo(2);
		assertThat(dialog.cutOff()).isFalse();
		assertThat(dialog.onValues(1)).isZero();
		assertThat(failure(dialog).kind()).isEqualTo(Kind.OVERRUN);
		assertThat(dialog.buffered()).isEqualTo(2);
	}

	@Test
	void givesCreditBackInHalvesOfTheWindow() {
		ChildDialog dialog = new ChildDialog(SELF, "e", 5, this.out);
		dialog.on(start());
		dialog.accept();
		dialog.started(new byte[0]);
		dialog.openStream();
		this.out.taken();
		assertThat(dialog.onValues(5)).isEqualTo(5);
		dialog.taken(1);
		assertThat(this.out.taken()).isEmpty();
		dialog.taken(1);
		assertThat(this.out.taken()).containsExactly("ahead Credit 2");
		assertThat(dialog.onValues(3)).isEqualTo(2);
		assertThat(failure(dialog).kind()).isEqualTo(Kind.OVERRUN);
	}

	@Test
	void aClosedStreamDrains() {
		ChildDialog dialog = in(Phase.STARTED, this.out);
		dialog.openStream();
		assertThat(dialog.onValues(1)).isEqualTo(1);
		dialog.closeStream();
		assertThat(this.out.taken()).containsExactly("ahead Credit 1", "Stop");
		assertThat(dialog.onValues(1)).isZero();
		assertThat(this.out.taken()).containsExactly("ahead Credit 1");
		assertThat(dialog.receiveState()).isEqualTo(ReceiveState.CLOSED);
	}

	@Test
	void anAbortedStreamDrainsWithoutAStop() {
		ChildDialog dialog = in(Phase.STARTED, this.out);
		dialog.openStream();
		dialog.abortStream();
		dialog.closeStream();
		assertThat(dialog.onValues(2)).isZero();
		assertThat(this.out.taken()).containsExactly("ahead Credit 2");
	}

	private static RemoteError failure(ChildDialog dialog) {
		return ((Interruption.Failed) dialog.interruption()).error();
	}

	private static ChildDialog in(Phase phase, Recorder out) {
		ChildDialog dialog = new ChildDialog(SELF, "e", 2, out);
		if (phase != Phase.EXPECTED) {
			dialog.on(start());
		}
		if (phase.compareTo(Phase.ARRIVED) > 0) {
			dialog.accept();
		}
		if (phase.compareTo(Phase.RUNNING) > 0) {
			dialog.started(new byte[] { 1 });
		}
		assertThat(dialog.phase()).isEqualTo(phase);
		out.taken();
		return dialog;
	}

	private static Msg.Start start() {
		return new Msg.Start(1, "id", CALLER, "cbor", Map.of(), null, 2);
	}

	private static RemoteError error(Kind kind) {
		return new RemoteError(kind, "X", "why", SELF, List.of(), List.of(), List.of(), null);
	}

}
