package io.tractor.boot.autoconfigure;

import java.time.Duration;

import io.tractor.runtime.ActorSettings;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Takes from the properties what an actor is made with, checked.
 *
 * @param properties the properties
 * @param environment where the name of the application stands
 */
record ActorProperties(TractorProperties properties, Environment environment) {

	private static final String NAME = "spring.application.name";

	private static final String DEFAULT_NAME = "application";

	String name() {
		String name = this.properties.getName();
		if (!StringUtils.hasText(name)) {
			name = this.environment.getProperty(NAME);
		}
		return StringUtils.hasText(name) ? name : DEFAULT_NAME;
	}

	ActorSettings settings() {
		return new ActorSettings(notNegative("tractor.cancel-timeout", this.properties.getCancelTimeout()),
				notNegative("tractor.abandon-after", this.properties.getAbandonAfter()),
				notNegative("tractor.overrun-after", this.properties.getOverrunAfter()), bufferSize(), maxBufferSize(),
				this.properties.isAllowCancelActor());
	}

	private static Duration notNegative(String property, Duration value) {
		if (value.isNegative()) {
			throw new InvalidConfigurationPropertyValueException(property, value, "It must not be negative.");
		}
		return value;
	}

	/** A buffer that is not set grows; one that is set is as large as it says. */
	private int maxBufferSize() {
		Integer size = this.properties.getMaxBufferSize();
		if (size == null) {
			return (bufferSize() == ActorSettings.DEFAULT.bufferSize()) ? ActorSettings.DEFAULT.maxBufferSize()
					: bufferSize();
		}
		try {
			return ActorSettings.DEFAULT.withMaxBufferSize(size).maxBufferSize();
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException("tractor.max-buffer-size", size, ex.getMessage());
		}
	}

	private int bufferSize() {
		int size = this.properties.getBufferSize();
		try {
			return ActorSettings.DEFAULT.withBufferSize(size).bufferSize();
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException("tractor.buffer-size", size, ex.getMessage());
		}
	}

}
