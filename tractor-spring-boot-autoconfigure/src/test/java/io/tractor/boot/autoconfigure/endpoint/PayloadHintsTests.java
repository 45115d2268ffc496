package io.tractor.boot.autoconfigure.endpoint;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What comes along with a type that travels.
 */
class PayloadHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	@Test
	void whatASealedTypePermitsAndAllItIsMadeOf() {
		PayloadHints.register(this.hints.reflection(), List
			.of(ResolvableType.forClassWithGenerics(Map.class, String.class, Shape[].class).getType(), int.class));
		for (Class<?> type : List.of(Shape.class, Circle.class, Group.class, Label.class, Colour.class, Bean.class)) {
			assertThat(RuntimeHintsPredicates.reflection().onType(type)).as(type.getSimpleName()).accepts(this.hints);
		}
		assertThat(RuntimeHintsPredicates.reflection().onType(Unrelated.class)).rejects(this.hints);
	}

	sealed interface Shape permits Circle, Group {

	}

	record Circle(double radius, Colour colour) implements Shape {

	}

	record Group(List<Shape> shapes, Map<String, Label> labels) implements Shape {

	}

	record Label(String text, Bean bean) {

	}

	enum Colour {

		RED

	}

	/** Not a record. */
	static class Bean {

		public Colour getColour() {
			return Colour.RED;
		}

	}

	record Unrelated() {

	}

}
