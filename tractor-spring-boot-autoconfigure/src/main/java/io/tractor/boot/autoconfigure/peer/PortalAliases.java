package io.tractor.boot.autoconfigure.peer;

import java.util.LinkedHashSet;
import java.util.Set;

import io.tractor.Portal;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Lets portals be injected by a parameter that is named like the peer. A bean that has
 * that name keeps it, so this runs when the definitions of all beans are known.
 */
public final class PortalAliases implements BeanFactoryPostProcessor {

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		for (String beanName : beanFactory.getBeanNamesForType(Portal.class, true, false)) {
			if (beanFactory.containsBeanDefinition(beanName) && beanFactory.getBeanDefinition(beanName)
				.getAttribute(PortalRegistrar.PEER) instanceof String peer) {
				for (String alias : aliases(peer)) {
					if (!beanFactory.containsBean(alias)) {
						beanFactory.registerAlias(beanName, alias);
					}
				}
			}
		}
	}

	private static Set<String> aliases(String peer) {
		Set<String> aliases = new LinkedHashSet<>();
		aliases.add(PortalRegistrar.variableName(peer));
		aliases.add(peer);
		return aliases;
	}

}
