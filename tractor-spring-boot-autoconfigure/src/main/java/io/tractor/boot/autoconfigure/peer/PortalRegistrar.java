package io.tractor.boot.autoconfigure.peer;

import java.util.HashMap;
import java.util.Map;

import io.tractor.Portal;

import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Registers a {@link Portal} bean for each peer, that of the peer {@code file-search}
 * under the name {@code fileSearchPortal}. A bean of that name that the application has
 * itself takes its place.
 */
public final class PortalRegistrar implements ImportBeanDefinitionRegistrar {

	/** The name of the bean that makes the portals. */
	public static final String PORTALS_BEAN_NAME = "tractorPortals";

	/** The attribute of a bean definition that says which peer it is of. */
	public static final String PEER = PortalRegistrar.class.getName() + ".peer";

	private static final Bindable<Map<String, PeerProperties>> PEERS = Bindable.mapOf(String.class,
			PeerProperties.class);

	/** What is misspelt is told. */
	private static final BindHandler KNOWN_ONLY = new NoUnboundElementsBindHandler(BindHandler.DEFAULT,
			new UnboundElementsSourceFilter());

	private final Environment environment;

	PortalRegistrar(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata importingClass, BeanDefinitionRegistry registry) {
		register(registry, this.environment);
	}

	/**
	 * Registers the portals of the peers that are configured now. Called by the code that
	 * is generated ahead of time, when the application runs.
	 * @param registry where to
	 * @param environment has the peers
	 */
	public static void register(BeanDefinitionRegistry registry, Environment environment) {
		Map<String, String> peers = new HashMap<>();
		for (String peer : peers(environment).keySet()) {
			String beanName = beanName(peer);
			String other = peers.putIfAbsent(beanName, peer);
			if (other != null) {
				throw new InvalidConfigurationPropertyValueException("tractor.peers." + peer + ".uri", "",
						"The peers '" + other + "' and '" + peer + "' would both have the bean '" + beanName
								+ "': give one of them another name.");
			}
			if (!registry.containsBeanDefinition(beanName)) {
				registry.registerBeanDefinition(beanName, definition(peer));
			}
		}
	}

	static Map<String, PeerProperties> peers(Environment environment) {
		return Binder.get(environment).bind("tractor.peers", PEERS, KNOWN_ONLY).orElse(Map.of());
	}

	private static AbstractBeanDefinition definition(String peer) {
		AbstractBeanDefinition definition = BeanDefinitionBuilder.rootBeanDefinition(Portal.class)
			.setFactoryMethodOnBean("portal", PORTALS_BEAN_NAME)
			.addConstructorArgValue(peer)
			.getBeanDefinition();
		definition.setAttribute(PEER, peer);
		return definition;
	}

	/**
	 * What the bean of a peer's portal is called.
	 * @param peer the peer's name, such as {@code file-search}
	 * @return for example {@code fileSearchPortal}
	 */
	public static String beanName(String peer) {
		return variableName(peer) + "Portal";
	}

	/**
	 * What a parameter of the peer's would be called.
	 * @param peer the peer's name, such as {@code file-search}
	 * @return for example {@code fileSearch}
	 */
	static String variableName(String peer) {
		StringBuilder name = new StringBuilder();
		boolean upper = false;
		for (char c : peer.toCharArray()) {
			boolean part = Character.isJavaIdentifierPart(c);
			if (part) {
				name.append(upper ? Character.toUpperCase(c) : c);
			}
			upper = !part && !name.isEmpty();
		}
		return name.toString();
	}

}
