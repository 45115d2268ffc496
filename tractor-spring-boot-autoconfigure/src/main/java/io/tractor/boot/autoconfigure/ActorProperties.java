package io.tractor.boot.autoconfigure;

import java.time.Duration;

import io.tractor.StreamOptions;
import io.tractor.runtime.ActorLimits;
import io.tractor.runtime.ActorSettings;
import io.tractor.runtime.ErrorDetail;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

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
		return buffer("tractor.max-buffer-size", size);
	}

	private int bufferSize() {
		return buffer("tractor.buffer-size", this.properties.getBufferSize());
	}

	private int buffer(String property, int size) {
		inRange(property, size, StreamOptions.MAX_VALUES, size);
		int most = this.properties.getLimits().getStreamBuffer();
		if (size > most) {
			throw new InvalidConfigurationPropertyValueException(property, size,
					"It must not be more than 'tractor.limits.stream-buffer', which is " + most + ".");
		}
		return size;
	}

	ErrorDetail errors() {
		TractorProperties.Errors errors = this.properties.getErrors();
		return new ErrorDetail(errors.getIncludeMessage() == TractorProperties.Include.ALWAYS,
				errors.getIncludeStacktrace() == TractorProperties.Include.ALWAYS);
	}

	ActorLimits limits() {
		TractorProperties.Limits limits = this.properties.getLimits();
		return new ActorLimits(count("contexts", limits.getContexts(), Integer.MAX_VALUE),
				count("contexts-per-connection", limits.getContextsPerConnection(), Integer.MAX_VALUE),
				size("payload-size", limits.getPayloadSize(), ActorLimits.MAX_PAYLOAD_SIZE),
				size("arguments-size", limits.getArgumentsSize(), ActorLimits.MAX_ARGUMENTS_SIZE),
				count("stream-buffer", limits.getStreamBuffer(), StreamOptions.MAX_VALUES),
				count("depth", limits.getDepth(), Integer.MAX_VALUE));
	}

	private static int count(String limit, int value, int most) {
		return inRange("tractor.limits." + limit, value, most, value);
	}

	private static int size(String limit, DataSize value, int most) {
		return inRange("tractor.limits." + limit, value.toBytes(), most, value);
	}

	private static int inRange(String property, long value, int most, Object written) {
		if (value < 1 || value > most) {
			throw new InvalidConfigurationPropertyValueException(property, written,
					"It must be from 1 to " + most + ((written instanceof DataSize) ? " bytes." : "."));
		}
		return (int) value;
	}

}
