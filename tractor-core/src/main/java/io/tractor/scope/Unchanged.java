package io.tractor.scope;

/**
 * Throws what a task threw, as it is: checked or not, it is not wrapped, since whoever
 * catches it by its class means it.
 */
final class Unchanged {

	private Unchanged() {
	}

	/**
	 * To be written as {@code throw Unchanged.of(error)}; it does not return.
	 * @param error what to throw
	 * @return nothing
	 */
	static RuntimeException of(Throwable error) {
		throw Unchanged.<RuntimeException>as(error);
	}

	@SuppressWarnings("unchecked")
	private static <X extends Throwable> X as(Throwable error) throws X {
		throw (X) error;
	}

}
