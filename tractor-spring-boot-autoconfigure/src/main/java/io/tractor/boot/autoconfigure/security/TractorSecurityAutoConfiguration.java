package io.tractor.boot.autoconfigure.security;

import io.tractor.boot.autoconfigure.TractorAutoConfiguration;
import io.tractor.runtime.Principals;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for telling endpoints who has opened
 * their contexts, where Spring Security knows it.
 */
@AutoConfiguration(before = TractorAutoConfiguration.class)
@ConditionalOnClass(ReactiveSecurityContextHolder.class)
public final class TractorSecurityAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Principals tractorPrincipals() {
		return new AuthenticatedPrincipals();
	}

}
