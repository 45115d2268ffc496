package io.tractor.boot.test.autoconfigure;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.support.TestPropertySourceUtils;

/**
 * Gives the RSocket server of the application a random port, whatever port the
 * application is configured to have; one that is written at the test stays.
 */
final class ServerPortContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		AutoConfigureTractorTest annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass,
				AutoConfigureTractorTest.class);
		return (annotation != null) ? new RandomPort(annotation.transport()) : null;
	}

	/**
	 * Sets the port.
	 *
	 * @param transport the way between test and application
	 */
	record RandomPort(TestTransport transport) implements ContextCustomizer {

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
			ConfigurableEnvironment environment = context.getEnvironment();
			if (this.transport == TestTransport.NETWORK && ServerAddress.isOnWebServer(environment)) {
				return;
			}
			MapPropertySource port = new MapPropertySource("tractorTest", Map.of("spring.rsocket.server.port", 0));
			MutablePropertySources sources = environment.getPropertySources();
			String inlined = TestPropertySourceUtils.INLINED_PROPERTIES_PROPERTY_SOURCE_NAME;
			if (sources.contains(inlined)) {
				sources.addAfter(inlined, port);
			}
			else {
				sources.addFirst(port);
			}
		}

	}

}
