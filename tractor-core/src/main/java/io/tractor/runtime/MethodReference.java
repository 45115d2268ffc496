package io.tractor.runtime;

import java.io.Serializable;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;

/**
 * Reads the contract off a method reference. Each place in a program that writes
 * {@code FileSearch::search} has a class of its own, with which the contract is kept.
 */
final class MethodReference {

	private static final ClassValue<Contract[]> CONTRACTS = new ClassValue<>() {

		@Override
		protected Contract[] computeValue(Class<?> type) {
			return new Contract[1];
		}

	};

	private MethodReference() {
	}

	static Contract contract(Serializable reference) {
		Contract[] kept = CONTRACTS.get(reference.getClass());
		Contract contract = kept[0];
		if (contract == null) {
			contract = read(reference);
			kept[0] = contract;
		}
		return contract;
	}

	private static Contract read(Serializable reference) {
		Referred referred = referred(reference);
		return Contract.of(referred.type(), referred.method());
	}

	/**
	 * What a reference says.
	 * @param reference such as {@code FileSearch::search}
	 * @return the type in front of the colons, and the method
	 * @throws IllegalArgumentException if it is no reference to a method
	 */
	static Referred referred(Serializable reference) {
		ClassLoader loader = reference.getClass().getClassLoader();
		try {
			Method writeReplace = reference.getClass().getDeclaredMethod("writeReplace");
			writeReplace.setAccessible(true);
			SerializedLambda lambda = (SerializedLambda) writeReplace.invoke(reference);
			return new Referred(type(lambda, loader), method(lambda, loader));
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			throw new IllegalArgumentException(
					"Not a reference to a @Context or @Stream method: write FileSearch::search,"
							+ " the type and the method's name, rather than a lambda or an object",
					ex);
		}
	}

	/** The type in front of the colons, of which the method may be inherited. */
	private static Class<?> type(SerializedLambda lambda, ClassLoader loader) {
		return MethodType.fromMethodDescriptorString(lambda.getInstantiatedMethodType(), loader).parameterType(0);
	}

	private static Method method(SerializedLambda lambda, ClassLoader loader) throws ReflectiveOperationException {
		Class<?> type = Class.forName(lambda.getImplClass().replace('/', '.'), false, loader);
		MethodType signature = MethodType.fromMethodDescriptorString(lambda.getImplMethodSignature(), loader);
		Method method = type.getDeclaredMethod(lambda.getImplMethodName(), signature.parameterArray());
		if (method.isSynthetic()) {
			throw new IllegalArgumentException("a lambda, or a reference the compiler makes one of");
		}
		return method;
	}

	/**
	 * What a reference says.
	 *
	 * @param type the type in front of the colons
	 * @param method the method, which that type may have inherited
	 */
	record Referred(Class<?> type, Method method) {

	}

}
