package io.tractor.dialog;

import java.util.List;
import java.util.Map;

import io.tractor.ActorId;
import io.tractor.RemoteError;
import io.tractor.RemoteError.Kind;
import io.tractor.StreamOverrunException;
import io.tractor.protocol.Msg;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What the opener's side does with its half of the stream, and what it takes of the
 * other.
 */
class ParentDialogStreamTests {

	private static final ActorId SELF = new ActorId("parent", "1");

	private static final ActorId FAR = new ActorId("child", "2");

	private static final Msg.StartAck START_ACK = new Msg.StartAck(FAR, 2);

	private static final Msg.Started STARTED = new Msg.Started(new byte[] { 1 });

	private static final Msg.Return RETURN = new Msg.Return(new byte[] { 7 });

	private final Recorder out = new Recorder();

	private final ParentDialog dialog = new ParentDialog(SELF, "e", 2, this.out);

	// Leaving

	@Test
	void leavingEndsTheFarIterationAndDrains() {
		open();
		assertThat(this.dialog.onValues(2)).isEqualTo(2);
		this.dialog.leave();
		assertThat(this.out.taken()).containsExactly("ahead Credit 2", "Stop");
		assertThat(this.dialog.buffered()).isZero();
		assertThat(this.dialog.onValues(1)).isZero();
		this.dialog.leave();
		assertThat(this.out.taken()).containsExactly("ahead Credit 1");
		assertThatIllegalStateException().isThrownBy(this.dialog::openStream).withMessageContaining("given up");
	}

	@Test
	void leavingSilentlyDrainsWithoutAStop() {
		open();
		this.dialog.openStream();
		assertThat(this.dialog.onValues(2)).isEqualTo(2);
		this.dialog.leaveSilently();
		assertThat(this.out.taken()).containsExactly("ahead Credit 2");
		assertThat(this.dialog.buffered()).isZero();
	}

	@Test
	void awaitingTheResultGivesUpAStreamThatNobodyHas() {
		open();
		this.dialog.awaitResult();
		this.dialog.awaitResult();
		assertThat(this.out.taken()).containsExactly("Stop");
		assertThatIllegalStateException().isThrownBy(this.dialog::openStream);
	}

	@Test
	void awaitingTheResultTellsTheEndOfAStreamThatWasAborted() {
		open();
		this.dialog.openStream();
		this.dialog.abortStream();
		assertThat(this.out.taken()).isEmpty();
		this.dialog.awaitResult();
		assertThat(this.out.taken()).containsExactly("Stop");
	}

	@Test
	void awaitingTheResultLeavesAnOpenStreamAlone() {
		open();
		this.dialog.openStream();
		this.dialog.awaitResult();
		assertThat(this.out.taken()).isEmpty();
		assertThat(this.dialog.receiveState()).isEqualTo(ReceiveState.EMPTY);
	}

	@Test
	void awaitingTheResultTellsNoEndToOneThatIsCancelled() {
		open();
		this.dialog.cancel();
		this.dialog.awaitResult();
		assertThat(this.out.taken()).containsExactly("ahead Cancel");
	}

	// The stream

	@Test
	void opensItsStreamOnce() {
		assertThatIllegalStateException().isThrownBy(scheduled(this.out)::openStream)
			.withMessageContaining("before started(..)");
		open();
		this.dialog.openStream();
		assertThatIllegalStateException().isThrownBy(this.dialog::openStream)
			.withMessageContaining("there is one in a context");
	}

	@Test
	void moreRoomIsToldWhenTheStreamIsOpened() {
		open();
		this.dialog.openStream(4, 3, 0);
		assertThat(this.out.taken()).containsExactly("Credit 5");
		assertThat(this.dialog.window()).isEqualTo(7);
		assertThat(this.dialog.onValues(7)).isEqualTo(7);
		take(this.dialog, 2);
		assertThat(this.out.taken()).containsExactly("ahead Credit 2");
		assertThat(this.dialog.onValues(3)).isEqualTo(2);
		assertThat(this.dialog.failure()).isNotNull();
	}

	@Test
	void lessRoomIsWithheldFromWhatIsConsumed() {
		ParentDialog dialog = new ParentDialog(SELF, "e", 10, this.out);
		dialog.start(start());
		dialog.on(START_ACK);
		dialog.on(STARTED);
		this.out.taken();
		dialog.openStream(4, 0, 0);
		assertThat(dialog.onValues(10)).isEqualTo(10);
		take(dialog, 7);
		assertThat(this.out.taken()).isEmpty();
		take(dialog, 1);
		assertThat(this.out.taken()).containsExactly("ahead Credit 2");
		take(dialog, 2);
		assertThat(this.out.taken()).containsExactly("ahead Credit 2");
		assertThat(dialog.onValues(5)).isEqualTo(4);
	}

	@Test
	void closesItsStreamOnce() {
		open();
		this.dialog.closeStream();
		assertThat(this.out.taken()).isEmpty();
		this.dialog.openStream();
		this.dialog.closeStream();
		this.dialog.closeStream();
		this.dialog.abortStream();
		this.dialog.leave();
		assertThat(this.out.taken()).containsExactly("Stop");
		assertThat(this.dialog.sendState()).isEqualTo(SendState.CLOSED);
		assertThat(this.dialog.receiveState()).isEqualTo(ReceiveState.CLOSED);
	}

	@Test
	void receivesWhatWasSentBeforeTheReturnAndThenTheEnd() {
		open();
		this.dialog.openStream();
		assertThat(this.dialog.onValues(2)).isEqualTo(2);
		this.dialog.on(RETURN);
		assertThat(this.dialog.sendState()).isEqualTo(SendState.FAR_END);
		assertThat(this.dialog.receiveState()).isEqualTo(ReceiveState.READY);
		this.dialog.taken(1);
		this.dialog.taken(1);
		assertThat(this.dialog.receiveState()).isEqualTo(ReceiveState.END);
		assertThat(this.out.taken()).isEmpty();
	}

	@Test
	void anErrorHidesBehindNoValue() {
		open();
		this.dialog.openStream();
		assertThat(this.dialog.onValues(2)).isEqualTo(2);
		this.dialog.on(new Msg.Error(error(Kind.ERROR)));
		assertThat(this.dialog.receiveState()).isEqualTo(ReceiveState.CUT_OFF);
		assertThat(this.dialog.sendState()).isEqualTo(SendState.CUT_OFF);
	}

	@Test
	void sendsToNobodyAfterAStop() {
		open();
		this.dialog.openStream();
		this.dialog.on(new Msg.Stop());
		assertThat(this.dialog.admit()).isEqualTo(SendState.FAR_END);
		assertThat(this.dialog.receiveState()).isEqualTo(ReceiveState.END);
	}

	@Test
	void takesNoValueAndNoStopAfterAStop() {
		open();
		this.dialog.on(new Msg.Stop());
		this.dialog.on(new Msg.Stop());
		assertThat(this.dialog.failure().message()).contains("a second Stop");
		ParentDialog other = scheduled(new Recorder());
		other.on(STARTED);
		other.on(new Msg.Stop());
		assertThat(other.onValues(1)).isZero();
		assertThat(other.failure().message()).contains("a stream value after Stop");
	}

	@Test
	void takesNoValueBeforeStarted() {
		ParentDialog scheduled = scheduled(this.out);
		assertThat(scheduled.onValues(1)).isZero();
		assertThat(scheduled.failure().message()).contains("a stream value before Started");
	}

	@Test
	void keepsNoMoreThanItsWindow() {
		open();
		assertThat(this.dialog.onValues(5)).isEqualTo(2);
		assertThat(this.dialog.buffered()).isEqualTo(2);
		assertThat(this.dialog.failure().kind()).isEqualTo(Kind.OVERRUN);
		assertThat(this.dialog.failure().type()).isEqualTo(StreamOverrunException.class.getName());
		assertThat(this.dialog.onValues(5)).isZero();
		assertThat(this.dialog.buffered()).isEqualTo(2);
		assertThat(this.out.taken()).containsExactly("ahead Error");
	}

	@Test
	void drainsNoMoreThanItsWindow() {
		open();
		this.dialog.leave();
		assertThat(this.dialog.onValues(3)).isZero();
		assertThat(this.dialog.failure().kind()).isEqualTo(Kind.OVERRUN);
		assertThat(this.out.taken()).containsExactly("Stop", "ahead Credit 2", "ahead Error");
	}

	@Test
	void sendsAsMuchAsItHasCreditFor() {
		open();
		assertThat(this.dialog.admit()).isEqualTo(SendState.CLOSED);
		this.dialog.openStream();
		assertThat(this.dialog.sendState()).isEqualTo(SendState.ADMITTED);
		assertThat(this.dialog.admit()).isEqualTo(SendState.ADMITTED);
		assertThat(this.dialog.admit()).isEqualTo(SendState.ADMITTED);
		assertThat(this.dialog.admit()).isEqualTo(SendState.FULL);
		this.dialog.on(credit(1));
		assertThat(this.dialog.admit()).isEqualTo(SendState.ADMITTED);
		assertThat(this.dialog.admit()).isEqualTo(SendState.FULL);
	}

	@Test
	void takesNoMoreCreditThanCanBe() {
		open();
		this.dialog.on(credit(Integer.MAX_VALUE - 2));
		assertThat(this.dialog.failure()).isNull();
		this.dialog.on(credit(1));
		assertThat(this.dialog.failure().message()).contains("more credit than can be");
	}

	private void open() {
		this.dialog.start(start());
		this.dialog.on(START_ACK);
		this.dialog.on(STARTED);
		this.out.taken();
	}

	private static void take(ParentDialog dialog, int count) {
		for (int i = 0; i < count; i++) {
			dialog.taken(1);
		}
	}

	private static ParentDialog scheduled(Recorder out) {
		ParentDialog dialog = new ParentDialog(SELF, "e", 2, out);
		dialog.start(start());
		dialog.on(START_ACK);
		return dialog;
	}

	private static Msg.Start start() {
		return new Msg.Start(1, "id", SELF, "cbor", Map.of(), null, 2);
	}

	private static Msg.Credit credit(int count) {
		return new Msg.Credit(count);
	}

	private static RemoteError error(Kind kind) {
		return new RemoteError(kind, "X", "why", FAR, List.of(), List.of(), List.of(), null);
	}

}
