package io.tractor.dialog;

/**
 * A thread that takes one step at a time.
 */
interface SimulatedTask {

	/** Whether it takes no further step. */
	boolean ended();

	/** Whether it is not blocked. */
	boolean canGo();

	/** Whether it waits for something with a time-out. */
	Patience patience();

	/** Takes its next step. */
	void go();

	/** Ends its wait by its time-out. */
	void giveUp();

	/** What it does next, or waits for. */
	String doing();

	void addTo(Fingerprint fingerprint);

	/**
	 * What a task's wait ends by, other than by its event.
	 */
	enum Patience {

		/** Nothing. */
		ENDLESS,

		/** Its time is not the dialog's business. */
		OF_ITS_OWN,

		/** The cancel time-out. */
		ACKNOWLEDGEMENT,

		/** {@code overrun-after}. */
		CREDIT,

		/** {@code abandon-after}. */
		FAR_END

	}

}
