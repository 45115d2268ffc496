package io.tractor.boot.test.autoconfigure;

import io.tractor.boot.test.TestActor;

import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Cancels what a test class has left open, as others may share its application.
 */
final class TestActorTestExecutionListener extends AbstractTestExecutionListener {

	@Override
	public void afterTestClass(TestContext test) {
		if (test.hasApplicationContext()
				&& TestContextAnnotationUtils.hasAnnotation(test.getTestClass(), AutoConfigureTractorTest.class)) {
			ApplicationContext application = test.getApplicationContext();
			application.getBeanProvider(TestActor.class).ifAvailable(TestActor::cancelAll);
		}
	}

}
