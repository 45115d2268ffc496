package io.tractor.boot.autoconfigure.peer;

import java.util.List;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;

/**
 * Lets portals be injected by a parameter or a qualifier that is named like the peer. A
 * bean that has the name keeps it, so this runs when the definitions of all beans are
 * known; the name is a qualifier even so.
 */
public final class PortalAliases implements BeanFactoryPostProcessor {

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		for (String beanName : beanFactory.getBeanDefinitionNames()) {
			if (beanFactory.getBeanDefinition(beanName) instanceof AbstractBeanDefinition definition
					&& definition.getAttribute(PortalRegistrar.PEER) instanceof String peer) {
				register(beanFactory, beanName, PortalRegistrar.variableName(peer));
				if (!register(beanFactory, beanName, peer)) {
					definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, peer));
				}
			}
		}
	}

	private static boolean register(ConfigurableListableBeanFactory beanFactory, String beanName, String alias) {
		if (!beanFactory.containsBean(alias)) {
			beanFactory.registerAlias(beanName, alias);
		}
		return List.of(beanFactory.getAliases(beanName)).contains(alias);
	}

}
