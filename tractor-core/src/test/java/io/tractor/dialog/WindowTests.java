package io.tractor.dialog;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the room for values grows.
 */
class WindowTests {

	private final Window window = new Window(4);

	@Test
	void growsWhileTheReaderKeepsUp() {
		this.window.resize(4, 0, 15);
		assertThat(this.window.readerWaits()).as("nothing was taken yet").isFalse();
		pass(3, 10);
		assertThat(this.window.readerWaits()).as("not as many as there is room for").isFalse();
		pass(1, 10);
		assertThat(this.window.readerWaits()).isTrue();
		assertThat(this.window.size()).isEqualTo(8);
		assertThat(this.window.readerWaits()).as("not twice for the same values").isFalse();
		pass(8, 10);
		assertThat(this.window.readerWaits()).isTrue();
		assertThat(this.window.size()).as("the limit").isEqualTo(15);
		pass(100, 10);
		assertThat(this.window.readerWaits()).isFalse();
	}

	@Test
	void whatIsGrantedIsNeverMoreThanItsSize() {
		this.window.resize(4, 0, 8);
		pass(4, 10);
		this.window.readerWaits();
		if (this.window.worthTelling()) {
			this.window.grant();
		}
		assertThat(this.window.admit(100)).isEqualTo(8);
	}

	@Test
	void doesNotGrowForLargeValues() {
		this.window.resize(4, 0, 1024);
		pass(4, Window.GROWN_BYTES / 8 + 1);
		assertThat(this.window.readerWaits()).isFalse();
		pass(4, 10);
		assertThat(this.window.readerWaits()).as("one of them was large").isFalse();
	}

	@Test
	void doesNotGrowUnlessItMay() {
		this.window.resize(4, 4, 0);
		pass(100, 10);
		assertThat(this.window.readerWaits()).isFalse();
		assertThat(this.window.size()).isEqualTo(8);
	}

	/** Values arrive and are taken, and credit is given for them. */
	private void pass(int count, int length) {
		for (int i = 0; i < count; i++) {
			assertThat(this.window.admit(1)).isEqualTo(1);
			this.window.taken(length);
			if (this.window.worthTelling()) {
				this.window.grant();
			}
		}
	}

}
