package io.tractor.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For {@link FormScenarios} that hold whatever carries the frames and in whichever form
 * the two sides are written. All forms have the same engine below them, so the reactive
 * ones need not have every wire.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}, {1}")
@ArgumentsSource(InEveryForm.Settings.class)
@interface InEveryForm {

	/** The wires and the forms that go together. */
	final class Settings implements ArgumentsProvider {

		@Override
		public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
			return Stream.concat(Stream.of(Wire.values()).map((wire) -> Arguments.of(wire, Form.BLOCKING)),
					Stream.of(Arguments.of(Wire.MEMORY, Form.REACTIVE_OPENER),
							Arguments.of(Wire.MEMORY, Form.REACTIVE_ENDPOINT), Arguments.of(Wire.TCP, Form.REACTIVE)));
		}

	}

}
