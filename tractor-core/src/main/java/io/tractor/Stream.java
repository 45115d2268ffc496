package io.tractor;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a bean's method an endpoint that other actors receive a one-way stream from. The
 * method has exactly one {@link StreamSender} parameter; its other parameters are the
 * arguments, which travel by name (compile with {@code -parameters}), and it returns
 * nothing: the stream ends when it returns. It runs on a thread of its own and may block.
 * When the opener leaves its block, the task is cancelled: its next checkpoint throws
 * {@link ScopeCancelledException}.
 * <p>
 * <b>Legacy</b>: for those who port from tractor's {@code @tractor.stream}. New code uses
 * {@link Context}, whose opener can also send, gets a first value and a result, and
 * leaves only after the far task has ended.
 *
 * @see Portal#openStreamFrom(String)
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Stream {

	/**
	 * The endpoint's name, unique in its actor among those of {@link Context} and
	 * {@code @Stream} methods. By default the simple name of the type that declares the
	 * annotated method, a dot, and the method's name.
	 * @return the name, or an empty string for the default
	 */
	String value() default "";

}
