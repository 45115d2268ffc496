package io.tractor.dialog;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.tractor.ActorId;
import io.tractor.RemoteError;
import io.tractor.RemoteError.Kind;
import io.tractor.dialog.ParentDialog.Phase;
import io.tractor.protocol.Msg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each transition of the opener's side by itself.
 */
class ParentDialogTests {

	private static final ActorId SELF = new ActorId("parent", "1");

	private static final ActorId FAR = new ActorId("child", "2");

	private static final ActorId OTHER = new ActorId("third", "3");

	private static final Msg.StartAck START_ACK = new Msg.StartAck(FAR, 2);

	private static final Msg.Started STARTED = new Msg.Started(new byte[] { 1 });

	private static final Msg.Return RETURN = new Msg.Return(new byte[] { 7 });

	private final Recorder out = new Recorder();

	private final ParentDialog dialog = new ParentDialog(SELF, "e", 2, this.out);

	@Test
	void shakesHands() {
		assertThat(this.dialog.phase()).isEqualTo(Phase.IDLE);
		this.dialog.start(start());
		assertThat(this.dialog.phase()).isEqualTo(Phase.OPENING);
		assertThat(this.out.taken()).containsExactly("ahead Start");
		this.dialog.on(START_ACK);
		assertThat(this.dialog.phase()).isEqualTo(Phase.SCHEDULED);
		assertThat(this.dialog.callee()).isEqualTo(FAR);
		assertThat(this.dialog.started()).isFalse();
		this.dialog.on(STARTED);
		assertThat(this.dialog.phase()).isEqualTo(Phase.OPEN);
		assertThat(this.dialog.started()).isTrue();
		assertThat(this.dialog.takeFirst()).isEqualTo(new byte[] { 1 });
		assertThat(this.dialog.takeFirst()).isNull();
		this.dialog.on(RETURN);
		assertThat(this.dialog.phase()).isEqualTo(Phase.ENDED);
		assertThat(this.dialog.end()).isEqualTo(new End.Returned(RETURN.value()));
		assertThat(this.out.taken()).isEmpty();
	}

	static Stream<Arguments> outOfTurn() {
		return Stream.of(Arguments.of(Phase.OPENING, List.of(start(), STARTED, credit(1), new Msg.Stop(), cancel())),
				Arguments.of(Phase.SCHEDULED, List.of(start(), START_ACK, credit(1), new Msg.Stop(), cancel())),
				Arguments.of(Phase.OPEN, List.of(start(), START_ACK, STARTED, cancel())));
	}

	@ParameterizedTest
	@MethodSource("outOfTurn")
	void aMessageOutOfTurnFailsTheDialogAndIsTold(Phase phase, List<Msg> messages) {
		for (Msg message : messages) {
			Recorder out = new Recorder();
			ParentDialog dialog = in(phase, out);
			dialog.on(message);
			assertThat(out.taken()).as("%s in %s", message, phase).containsExactly("ahead Error");
			assertThat(dialog.failure().kind()).isEqualTo(Kind.PROTOCOL);
			assertThat(dialog.failure().source()).isEqualTo(SELF);
			assertThat(dialog.bodyCutOff()).isTrue();
			assertThat(dialog.end()).isNull();
			dialog.on(message);
			assertThat(out.taken()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(value = Phase.class, names = { "OPENING", "SCHEDULED" })
	void aReturnWithoutStartedEndsTheDialogAtOnce(Phase phase) {
		ParentDialog dialog = in(phase, this.out);
		dialog.on(RETURN);
		assertThat(((End.Failed) dialog.end()).error().kind()).isEqualTo(Kind.PROTOCOL);
		assertThat(((End.Failed) dialog.end()).error().message()).contains("'e' returned without started(..)");
		assertThat(this.out.taken()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(value = Phase.class, names = { "OPENING", "SCHEDULED", "OPEN" })
	void anErrorEndsTheDialog(Phase phase) {
		ParentDialog dialog = in(phase, this.out);
		RemoteError error = error(Kind.ERROR, null);
		dialog.on(new Msg.Error(error));
		assertThat(dialog.end()).isEqualTo(new End.Failed(error));
		assertThat(dialog.bodyCutOff()).isTrue();
		assertThat(this.out.taken()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(value = Phase.class, names = { "IDLE", "OPENING", "SCHEDULED", "OPEN" })
	void aLossEndsTheDialog(Phase phase) {
		ParentDialog dialog = in(phase, this.out);
		IOException cause = new IOException("gone");
		dialog.cancel();
		this.out.taken();
		dialog.onLost(cause);
		assertThat(dialog.end()).isEqualTo(new End.Lost(cause));
		assertThat(dialog.bodyCutOff()).isTrue();
		assertThat(dialog.absorbed()).isFalse();
		assertThat(dialog.cancelAcked()).isFalse();
		dialog.leave();
		dialog.abandon();
		assertThat(this.out.taken()).isEmpty();
	}

	@Test
	void nothingChangesAnEnd() {
		open();
		this.dialog.on(RETURN);
		this.dialog.onLost(null);
		this.dialog.on(new Msg.Error(error(Kind.ERROR, null)));
		this.dialog.on(STARTED);
		assertThat(this.dialog.onValues(5)).isZero();
		this.dialog.violated("anything");
		assertThat(this.dialog.cancel()).isFalse();
		assertThat(this.dialog.end()).isInstanceOf(End.Returned.class);
		assertThat(this.dialog.failure()).isNull();
		assertThat(this.dialog.cancelCalled()).isFalse();
		assertThat(this.out.taken()).isEmpty();
	}

	// Cancel and absorption

	@Test
	void cancelsOnce() {
		open();
		this.dialog.openStream();
		assertThat(this.dialog.cancel()).isTrue();
		assertThat(this.dialog.cancel()).isFalse();
		assertThat(this.out.taken()).containsExactly("ahead Cancel");
		assertThat(this.out.last()).isEqualTo(new Msg.Cancel(SELF));
		assertThat(this.dialog.receiveState()).isEqualTo(ReceiveState.CUT_OFF);
		assertThat(this.dialog.sendState()).isEqualTo(SendState.CUT_OFF);
		assertThat(this.dialog.bodyCutOff()).isFalse();
		assertThat(this.dialog.cancelAcked()).isFalse();
	}

	static Stream<Arguments> absorption() {
		RemoteError ours = RemoteError.cancelled(FAR, SELF);
		RemoteError theirs = RemoteError.cancelled(FAR, FAR);
		RemoteError others = RemoteError.cancelled(FAR, OTHER);
		RemoteError misled = error(Kind.ERROR, SELF);
		return Stream.of(Arguments.of(true, RETURN, true), Arguments.of(true, new Msg.Error(ours), true),
				Arguments.of(true, new Msg.Error(theirs), false), Arguments.of(true, new Msg.Error(others), false),
				Arguments.of(true, new Msg.Error(misled), false), Arguments.of(false, RETURN, false),
				Arguments.of(false, new Msg.Error(ours), false), Arguments.of(false, new Msg.Error(theirs), false),
				Arguments.of(false, new Msg.Error(others), false));
	}

	@ParameterizedTest(name = "cancel called {0}, {1}: absorbed {2}")
	@MethodSource("absorption")
	void absorbsItsOwnCancelOnly(boolean cancelCalled, Msg last, boolean absorbed) {
		open();
		if (cancelCalled) {
			this.dialog.cancel();
		}
		assertThat(this.dialog.absorbed()).isFalse();
		this.dialog.on(last);
		assertThat(this.dialog.absorbed()).isEqualTo(absorbed);
		assertThat(this.dialog.cancelAcked()).isEqualTo(cancelCalled);
		assertThat(this.dialog.bodyCutOff()).isEqualTo(!absorbed && last instanceof Msg.Error);
	}

	@Test
	void withdrawsWhatHasNotLeft() {
		this.dialog.start(start());
		this.dialog.withdraw();
		assertThat(this.dialog.end()).isEqualTo(new End.Failed(RemoteError.cancelled(SELF, SELF)));
		assertThat(this.dialog.absorbed()).isTrue();
		assertThat(this.dialog.cancelAcked()).isTrue();
		assertThat(this.dialog.bodyCutOff()).isFalse();
		ParentDialog ended = in(Phase.OPEN, new Recorder());
		ended.on(RETURN);
		ended.withdraw();
		assertThat(ended.end()).isInstanceOf(End.Returned.class);
		assertThat(ended.cancelCalled()).isFalse();
	}

	@Test
	void abandonsByASecondCancel() {
		open();
		this.dialog.cancel();
		this.dialog.abandon();
		this.dialog.abandon();
		assertThat(this.out.taken()).containsExactly("ahead Cancel", "ahead Cancel");
		assertThat(this.dialog.abandoned()).isTrue();
		assertThat(this.dialog.end()).isNull();
		this.dialog.on(new Msg.Error(RemoteError.cancelled(FAR, SELF)));
		assertThat(this.dialog.absorbed()).isTrue();
	}

	@Test
	void abandonsByACancelAfterAnError() {
		open();
		this.dialog.fail(error(Kind.TYPE, null));
		assertThat(this.dialog.cancel()).isTrue();
		this.dialog.abandon();
		assertThat(this.out.taken()).containsExactly("ahead Error", "ahead Cancel");
	}

	@Test
	void anAbandonedChildMayGoOnSending() {
		open();
		this.dialog.openStream();
		this.dialog.cancel();
		assertThat(this.dialog.onValues(2)).isEqualTo(2);
		this.dialog.abandon();
		assertThat(this.dialog.onValues(2)).isZero();
		assertThat(this.dialog.buffered()).isZero();
		assertThat(this.out.taken()).containsExactly("ahead Cancel", "ahead Credit 2", "ahead Cancel",
				"ahead Credit 2");
	}

	// Failures found here

	@Test
	void aFailureIsToldOnceAndOutlivesAReturn() {
		open();
		RemoteError first = error(Kind.TYPE, null);
		this.dialog.fail(first);
		this.dialog.fail(error(Kind.OVERRUN, null));
		assertThat(this.out.taken()).containsExactly("ahead Error");
		this.dialog.on(RETURN);
		assertThat(this.dialog.end()).isInstanceOf(End.Returned.class);
		assertThat(this.dialog.failure()).isEqualTo(first);
		assertThat(this.dialog.bodyCutOff()).isTrue();
	}

	@Test
	void aResultOfTheWrongTypeIsAFailureBesideTheReturn() {
		open();
		this.dialog.on(RETURN);
		assertThat(this.dialog.bodyCutOff()).isFalse();
		this.dialog.fail(error(Kind.TYPE, null));
		assertThat(this.dialog.bodyCutOff()).isTrue();
		assertThat(this.out.taken()).isEmpty();
	}

	@Test
	void theFarSidesErrorComesBeforeOneFoundAfterIt() {
		open();
		this.dialog.on(new Msg.Error(error(Kind.ERROR, null)));
		this.dialog.fail(error(Kind.TYPE, null));
		assertThat(this.dialog.failure()).isNull();
	}

	private void open() {
		this.dialog.start(start());
		this.dialog.on(START_ACK);
		this.dialog.on(STARTED);
		this.out.taken();
	}

	private static ParentDialog in(Phase phase, Recorder out) {
		ParentDialog dialog = new ParentDialog(SELF, "e", 2, out);
		if (phase != Phase.IDLE) {
			dialog.start(start());
		}
		if (phase.compareTo(Phase.OPENING) > 0) {
			dialog.on(START_ACK);
		}
		if (phase.compareTo(Phase.SCHEDULED) > 0) {
			dialog.on(STARTED);
		}
		assertThat(dialog.phase()).isEqualTo(phase);
		out.taken();
		return dialog;
	}

	private static Msg.Start start() {
		return new Msg.Start(1, "id", SELF, "cbor", Map.of(), null, 2);
	}

	private static Msg credit(int count) {
		return new Msg.Credit(count);
	}

	private static Msg cancel() {
		return new Msg.Cancel(FAR);
	}

	private static RemoteError error(Kind kind, ActorId canceller) {
		return new RemoteError(kind, "X", "why", FAR, List.of(), List.of(), List.of(), canceller);
	}

}
