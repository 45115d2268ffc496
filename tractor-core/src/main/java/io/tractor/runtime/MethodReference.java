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
		SerializedLambda lambda;
		ClassLoader loader = reference.getClass().getClassLoader();
		Method method;
		try {
			Method writeReplace = reference.getClass().getDeclaredMethod("writeReplace");
			writeReplace.setAccessible(true);
			lambda = (SerializedLambda) writeReplace.invoke(reference);
			method = method(lambda, loader);
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			throw new IllegalArgumentException(
					"Not a reference to a @Context or @Stream method: write FileSearch::search,"
							+ " the type and the method's name, rather than a lambda or an object",
					ex);
		}
		return Contract.of(type(lambda, loader), method);
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

}
