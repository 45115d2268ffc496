package io.tractor.boot.autoconfigure.validation;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import io.tractor.boot.autoconfigure.endpoint.ArgumentCheck;
import jakarta.validation.Validator;
import jakarta.validation.metadata.MethodDescriptor;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.validation.FieldError;
import org.springframework.validation.beanvalidation.MethodValidationAdapter;
import org.springframework.validation.method.ParameterValidationResult;

/**
 * Holds the arguments of endpoints against the constraints of their parameters, as Spring
 * does for its controllers: a constraint or {@code @Valid} on a parameter is enough,
 * groups are those of {@code @Validated}.
 */
final class ArgumentValidator implements ArgumentCheck {

	private final Validator validator;

	private final MethodValidationAdapter adapter;

	ArgumentValidator(Validator validator) {
		this.validator = validator;
		this.adapter = new MethodValidationAdapter(SingletonSupplier.of(validator));
	}

	@Override
	public boolean constrains(Class<?> type, Method method) {
		MethodDescriptor descriptor = this.validator.getConstraintsForClass(type)
			.getConstraintsForMethod(method.getName(), method.getParameterTypes());
		return descriptor != null && descriptor.hasConstrainedParameters();
	}

	@Override
	public List<String> violations(Object target, Method method, @Nullable Object[] arguments, Method contract) {
		List<String> violations = new ArrayList<>();
		for (ParameterValidationResult result : this.adapter
			.validateArguments(target, method, null, arguments, this.adapter.determineValidationGroups(target, method))
			.getParameterValidationResults()) {
			String name = contract.getParameters()[result.getMethodParameter().getParameterIndex()].getName();
			for (MessageSourceResolvable error : result.getResolvableErrors()) {
				String path = (error instanceof FieldError field) ? name + "." + field.getField() : name;
				violations.add("'" + path + "' " + error.getDefaultMessage());
			}
		}
		return violations;
	}

}
