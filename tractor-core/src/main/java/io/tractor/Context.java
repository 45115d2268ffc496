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
 * context's result. A parameter of type {@link java.security.Principal}, or of one below
 * that, is no argument: it is who has opened the context, as the security around the
 * endpoint has found out, or null; openers that refer to the method write null in its
 * place. The method runs on a thread of its own and may block.
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

	/**
	 * The types that may travel where the signature leaves open which: where it says
	 * {@link Object}, a wildcard, an interface or an abstract class that is not sealed;
	 * as the first value, on the stream, as the result or as an argument, also inside of
	 * a generic type such as {@code List<?>} (but not as a map's key or an array's
	 * component). At each such place those of the types that fit there, and nothing else,
	 * may travel: one alone as itself, several as a union, each under the simple name of
	 * its class. What the signature does not leave open stays as it is.
	 * <p>
	 * A type that fits nowhere is an error at start-up, and where an opener refers to the
	 * method.
	 * @return the types, none for whatever the signature allows
	 */
	Class<?>[] payload() default {};

	/**
	 * The name of the codec for this endpoint's values, one that its actor has; with
	 * Spring Boot that of a {@code Codec} bean. Openers that refer to the method use it,
	 * and must have it too; those by name say {@link ContextSpec#codec}. The endpoint
	 * refuses contexts with any other. A name that is unknown is an error at start-up,
	 * and where an opener refers to the method.
	 * @return the name, or an empty string for whatever the opener uses: by default the
	 * first of its actor's codecs, {@code tractor.codec}
	 */
	String codec() default "";

}
