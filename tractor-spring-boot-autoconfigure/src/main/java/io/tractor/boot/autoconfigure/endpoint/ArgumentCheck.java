package io.tractor.boot.autoconfigure.endpoint;

import java.lang.reflect.Method;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Holds the arguments of endpoints against what is asked of them beyond their types.
 */
public interface ArgumentCheck {

	/**
	 * Whether anything is asked of a method's arguments.
	 * @param type the class that is called
	 * @param method its method
	 * @return whether a parameter is constrained, there or where the method is inherited
	 * from
	 */
	boolean constrains(Class<?> type, Method method);

	/**
	 * Checks the arguments of a call.
	 * @param target what is to be called
	 * @param method its method
	 * @param arguments one for each parameter, null in the place of the context
	 * @param contract names the parameters
	 * @return what is wrong, for people, without the values; empty if nothing is
	 */
	List<String> violations(Object target, Method method, @Nullable Object[] arguments, Method contract);

}
