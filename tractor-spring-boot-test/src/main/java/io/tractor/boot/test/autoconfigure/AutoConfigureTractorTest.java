package io.tractor.boot.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.tractor.boot.test.TestActor;
import io.tractor.boot.test.TestPortal;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.PropertyMapping;

/**
 * Has the application of a {@code @SpringBootTest} serve its contexts on a random port,
 * or on none, and gives the test a {@link TestActor} beside it, whose
 * {@link TestPortal @TestPortal} opens contexts to the application from outside.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
@PropertyMapping("tractor.test")
public @interface AutoConfigureTractorTest {

	/**
	 * The name of the test's actor.
	 * @return the name
	 */
	String name() default "test";

	/**
	 * The way between the test and the application.
	 * @return the way
	 */
	TestTransport transport() default TestTransport.NETWORK;

}
