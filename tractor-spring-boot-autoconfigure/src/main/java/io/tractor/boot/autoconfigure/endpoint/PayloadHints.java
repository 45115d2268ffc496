package io.tractor.boot.autoconfigure.endpoint;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.core.ResolvableType;

/**
 * Hints for types that travel. What they are made of comes along, and what a sealed type
 * permits, which nothing but its being permitted refers to.
 */
final class PayloadHints {

	private PayloadHints() {
	}

	static void register(ReflectionHints hints, Collection<Type> types) {
		Set<Class<?>> all = new HashSet<>();
		Deque<Class<?>> open = new ArrayDeque<>();
		types.forEach((type) -> collect(ResolvableType.forType(type), open));
		while (!open.isEmpty()) {
			Class<?> type = open.pop();
			if (!type.isPrimitive() && !type.getName().startsWith("java.") && all.add(type)) {
				collectParts(type, open);
			}
		}
		new BindingReflectionHintsRegistrar().registerReflectionHints(hints, all.toArray(Type[]::new));
	}

	private static void collect(ResolvableType type, Deque<Class<?>> open) {
		if (type.isArray()) {
			collect(type.getComponentType(), open);
			return;
		}
		Class<?> resolved = type.resolve();
		if (resolved != null) {
			open.add(resolved);
		}
		for (ResolvableType generic : type.getGenerics()) {
			collect(generic, open);
		}
	}

	private static void collectParts(Class<?> type, Deque<Class<?>> open) {
		if (type.isSealed()) {
			for (Class<?> permitted : type.getPermittedSubclasses()) {
				open.add(permitted);
			}
		}
		if (type.isRecord()) {
			for (RecordComponent component : type.getRecordComponents()) {
				collect(ResolvableType.forType(component.getGenericType()), open);
			}
		}
		else {
			for (Method method : type.getMethods()) {
				boolean getter = method.getName().startsWith("get") || method.getName().startsWith("is");
				if (getter && method.getParameterCount() == 0 && method.getDeclaringClass() != Object.class) {
					collect(ResolvableType.forMethodReturnType(method, type), open);
				}
			}
		}
	}

}
