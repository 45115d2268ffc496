package io.tractor;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a bean's method an endpoint that other actors open contexts to. The method has
 * exactly one {@link ChildContext} parameter; its other parameters are the arguments,
 * which travel by name (compile with {@code -parameters}), and what it returns is the
 * context's result. It runs on a thread of its own and may block.
 * <p>
 * May stand on an interface that both applications share, so that the opener can write
 * {@code portal.context(FileSearch::search, ..)}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Context {

	/**
	 * The endpoint's name, unique in its actor. By default the simple name of the type
	 * that declares the annotated method, a dot, and the method's name.
	 * @return the name, or an empty string for the default
	 */
	String value() default "";

}
