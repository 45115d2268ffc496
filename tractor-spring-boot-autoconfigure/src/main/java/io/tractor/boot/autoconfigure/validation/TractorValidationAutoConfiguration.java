package io.tractor.boot.autoconfigure.validation;

import io.tractor.boot.autoconfigure.TractorAutoConfiguration;
import io.tractor.boot.autoconfigure.endpoint.ArgumentCheck;
import jakarta.validation.Validator;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for Bean Validation of the arguments
 * of endpoints.
 */
@AutoConfiguration(before = TractorAutoConfiguration.class,
		afterName = "org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration")
@ConditionalOnClass(Validator.class)
@ConditionalOnSingleCandidate(Validator.class)
public final class TractorValidationAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ArgumentCheck tractorArgumentCheck(Validator validator) {
		return new ArgumentValidator(validator);
	}

}
