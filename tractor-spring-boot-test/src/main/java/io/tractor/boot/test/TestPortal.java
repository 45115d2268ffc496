package io.tractor.boot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Injects the {@link io.tractor.Portal} to the application under test into a field or
 * parameter of a test. It is the portal of the {@link TestActor}: what the application
 * serves is opened from outside, as its peers would. The application itself never gets
 * it.
 */
@Target({ ElementType.FIELD, ElementType.PARAMETER })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Autowired
@Qualifier("tractorTestPortal")
public @interface TestPortal {

}
