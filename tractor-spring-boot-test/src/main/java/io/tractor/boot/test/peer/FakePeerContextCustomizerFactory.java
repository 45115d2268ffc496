package io.tractor.boot.test.peer;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.tractor.Portal;
import io.tractor.boot.autoconfigure.peer.PortalRegistrar;
import io.tractor.runtime.Actor;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Finds the fields with {@link FakePeer} of a test, of its superclasses and of the
 * classes it is nested in.
 */
final class FakePeerContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		Set<String> peers = peers(testClass);
		return peers.isEmpty() ? null : new FakePeers(peers);
	}

	static Set<String> peers(Class<?> testClass) {
		Set<String> peers = new TreeSet<>();
		collect(testClass, peers);
		return peers;
	}

	private static void collect(Class<?> testClass, Set<String> peers) {
		for (Class<?> type = testClass; type != null && type != Object.class; type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				FakePeer annotation = field.getAnnotation(FakePeer.class);
				if (annotation != null) {
					check(field);
					peers.add(annotation.value());
				}
			}
		}
		if (TestContextAnnotationUtils.searchEnclosingClass(testClass)) {
			collect(testClass.getEnclosingClass(), peers);
		}
	}

	private static void check(Field field) {
		if (field.getType() != ScriptedPeer.class) {
			throw new IllegalStateException("The field " + field + " has @FakePeer and must be of type "
					+ ScriptedPeer.class.getName() + ": what it stands in for is the portal in the application");
		}
	}

	/**
	 * Puts fake peers in place of those that are configured. An application's own bean
	 * definitions are read later, and the portals of configured peers give way to these.
	 *
	 * @param peers their names
	 */
	record FakePeers(Set<String> peers) implements ContextCustomizer {

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
			BeanDefinitionRegistry registry = (BeanDefinitionRegistry) context.getBeanFactory();
			this.peers.forEach((peer) -> register(peer, registry, context.getBeanFactory()));
		}

		private static void register(String peer, BeanDefinitionRegistry registry,
				ConfigurableListableBeanFactory beanFactory) {
			String portalName = PortalRegistrar.beanName(peer);
			String fakeName = portalName + ".fake";
			RootBeanDefinition fake = new RootBeanDefinition(ScriptedPeer.class,
					() -> new ScriptedPeer(peer, () -> beanFactory.getBean(Actor.class)));
			fake.addQualifier(new AutowireCandidateQualifier(FakePeer.class, peer));
			registry.registerBeanDefinition(fakeName, fake);
			RootBeanDefinition portal = new RootBeanDefinition(Portal.class,
					() -> beanFactory.getBean(fakeName, ScriptedPeer.class).portal());
			portal.setAttribute(PortalRegistrar.PEER, peer);
			registry.registerBeanDefinition(portalName, portal);
		}

	}

}
