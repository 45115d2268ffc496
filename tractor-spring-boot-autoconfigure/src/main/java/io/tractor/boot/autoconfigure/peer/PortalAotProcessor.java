package io.tractor.boot.autoconfigure.peer;

import java.util.Objects;

import javax.lang.model.element.Modifier;

import io.tractor.Portal;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.generate.GeneratedMethod;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.aot.BeanFactoryInitializationCode;
import org.springframework.beans.factory.aot.BeanRegistrationExcludeFilter;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.env.Environment;
import org.springframework.javapoet.MethodSpec;
import org.springframework.util.ReflectionUtils;

/**
 * Has portals registered when the application runs: which peers there are is told then,
 * and not when it is built.
 */
final class PortalAotProcessor implements BeanFactoryInitializationAotProcessor, BeanRegistrationExcludeFilter {

	@Override
	public boolean isExcludedFromAotProcessing(RegisteredBean bean) {
		return bean.getMergedBeanDefinition().hasAttribute(PortalRegistrar.PEER);
	}

	@Override
	public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
			ConfigurableListableBeanFactory beanFactory) {
		return beanFactory.containsBeanDefinition(PortalRegistrar.PORTALS_BEAN_NAME) ? PortalAotProcessor::contribute
				: null;
	}

	private static void contribute(GenerationContext context, BeanFactoryInitializationCode code) {
		GeneratedMethod method = code.getMethods().add("registerPortals", PortalAotProcessor::registerPortals);
		code.addInitializer(method.toMethodReference());
		context.getRuntimeHints()
			.reflection()
			.registerType(Portal.class)
			.registerMethod(Objects.requireNonNull(ReflectionUtils.findMethod(Portals.class, "portal", String.class)),
					ExecutableMode.INVOKE);
	}

	private static void registerPortals(MethodSpec.Builder method) {
		method.addJavadoc("Registers the portals of the peers that are configured.")
			.addModifiers(Modifier.PRIVATE)
			.addParameter(DefaultListableBeanFactory.class, "beanFactory")
			.addParameter(Environment.class, "environment")
			.addStatement("$T.register(beanFactory, environment)", PortalRegistrar.class);
	}

}
