package io.tractor.boot.autoconfigure.endpoint;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.tractor.Context;
import io.tractor.Stream;
import io.tractor.runtime.Endpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.objenesis.SpringObjenesis;
import org.springframework.util.ReflectionUtils;

/**
 * A {@code @Context} or {@code @Stream} method of a bean. The contract is read from the
 * method that has the annotation, the one that openers see. The bean is asked for when
 * the endpoint is called, and called through its proxies: a lazy one is made then, of a
 * prototype there is one for each context.
 */
final class EndpointBean implements Endpoint.Invoker {

	private static final Logger logger = LoggerFactory.getLogger(EndpointBean.class);

	private static final Set<Class<? extends Annotation>> ANNOTATIONS = Set.of(Context.class, Stream.class);

	private static final SpringObjenesis BLANK = new SpringObjenesis();

	private final ConfigurableListableBeanFactory beanFactory;

	private final String beanName;

	/** The bean's class, or its target's. */
	private final Class<?> type;

	/** That class's method. */
	private final Method method;

	/** The method that has the annotation. */
	private final Method contract;

	/** Null if nothing is asked of the arguments. */
	private final @Nullable ArgumentCheck check;

	private final Endpoint endpoint;

	private volatile @Nullable Invocable invocable;

	private EndpointBean(ConfigurableListableBeanFactory beanFactory, String beanName, Class<?> type, Method method,
			Method contract, @Nullable ArgumentCheck check) {
		this.beanFactory = beanFactory;
		this.beanName = beanName;
		this.type = type;
		this.method = method;
		this.contract = contract;
		try {
			this.endpoint = Endpoint.of(type, contract, this);
		}
		catch (IllegalArgumentException ex) {
			throw InvalidEndpointException.noContract(this, contract, ex);
		}
		try {
			this.check = (check != null && check.constrains(type, method)) ? check : null;
		}
		catch (RuntimeException ex) {
			throw InvalidEndpointException.badConstraints(this, ex);
		}
		Class<?> known = beanFactory.getType(beanName, false);
		if (known != null) {
			invocable(known);
		}
	}

	/**
	 * All endpoints of all beans. Makes no bean.
	 * @param beanFactory what has the beans
	 * @param check what their arguments are held against, or null
	 * @return the endpoints
	 * @throws InvalidEndpointException if a method cannot be an endpoint, and why
	 */
	static List<EndpointBean> allOf(ConfigurableListableBeanFactory beanFactory, @Nullable ArgumentCheck check) {
		List<EndpointBean> endpoints = new ArrayList<>();
		for (String beanName : beanFactory.getBeanNamesForType(Object.class, true, false)) {
			endpoints.addAll(of(beanFactory, beanName, check));
		}
		return endpoints;
	}

	/**
	 * All endpoints of a bean. Does not make the bean.
	 * @param beanFactory what has the bean
	 * @param beanName its name
	 * @param check what their arguments are held against, or null
	 * @return the endpoints, possibly none
	 * @throws InvalidEndpointException if a method cannot be an endpoint, and why
	 */
	static List<EndpointBean> of(ConfigurableListableBeanFactory beanFactory, String beanName,
			@Nullable ArgumentCheck check) {
		if (ScopedProxyUtils.isScopedTarget(beanName)) {
			return List.of();
		}
		List<EndpointBean> endpoints = new ArrayList<>();
		Class<?> type = targetClass(beanFactory, beanName);
		methods(beanName, type).forEach((method, contract) -> endpoints
			.add(new EndpointBean(beanFactory, beanName, Objects.requireNonNull(type), method, contract, check)));
		return endpoints;
	}

	private static @Nullable Class<?> targetClass(ConfigurableListableBeanFactory beanFactory, String beanName) {
		Class<?> type = AutoProxyUtils.determineTargetClass(beanFactory, beanName);
		if (type != null && ScopedObject.class.isAssignableFrom(type)) {
			Class<?> target = AutoProxyUtils.determineTargetClass(beanFactory,
					ScopedProxyUtils.getTargetBeanName(beanName));
			return (target != null) ? target : type;
		}
		return type;
	}

	private static Map<Method, Method> methods(String beanName, @Nullable Class<?> type) {
		if (type == null || type.getName().startsWith("org.springframework.")
				|| !AnnotationUtils.isCandidateClass(type, ANNOTATIONS)) {
			return Map.of();
		}
		try {
			return MethodIntrospector.selectMethods(type, (MetadataLookup<Method>) EndpointBean::annotated);
		}
		catch (IllegalStateException | LinkageError | TypeNotPresentException ex) {
			logger.debug("Bean '{}' has no endpoints: the methods of its {} cannot be read", beanName, type, ex);
			return Map.of();
		}
	}

	/** The method that has the annotation: this one, or one that it overrides. */
	private static @Nullable Method annotated(Method method) {
		MergedAnnotations annotations = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY);
		return ANNOTATIONS.stream()
			.map((type) -> annotations.get(type).getSource())
			.filter(Method.class::isInstance)
			.map(Method.class::cast)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Says what it takes to find it, to call it and to read and write what travels.
	 */
	void registerHints(RuntimeHints hints) {
		hints.reflection().registerType(this.type);
		hints.reflection().registerMethod(this.method, ExecutableMode.INVOKE);
		hints.reflection().registerType(this.contract.getDeclaringClass());
		hints.reflection().registerMethod(this.contract, ExecutableMode.INVOKE);
		PayloadHints.register(hints.reflection(), this.endpoint.types());
	}

	/** What makes it an endpoint, as it is written. */
	String annotation() {
		return this.endpoint.oneWay() ? "@Stream" : "@Context";
	}

	Endpoint endpoint() {
		return this.endpoint;
	}

	@Override
	public @Nullable String refusal(@Nullable Object[] arguments) {
		if (this.check == null) {
			return null;
		}
		Object target = validated();
		Method method = this.method.getDeclaringClass().isInstance(target) ? this.method : invocable(target.getClass());
		List<String> violations = this.check.violations(target, method, arguments, this.contract);
		return violations.isEmpty() ? null : "The arguments of endpoint '" + this.endpoint.name() + "' are not valid: "
				+ String.join(", ", violations);
	}

	/**
	 * What constraints are looked up on. There is one bean of a prototype for each
	 * context, which is made when it is called; until then an empty object of its class
	 * stands for it.
	 */
	private Object validated() {
		if (!this.beanFactory.isSingleton(this.beanName) && !this.type.isInterface()
				&& !Modifier.isAbstract(this.type.getModifiers())) {
			return BLANK.newInstance(this.type, true);
		}
		Object bean = this.beanFactory.getBean(this.beanName);
		Object target = AopProxyUtils.getSingletonTarget(bean);
		return (target != null) ? target : bean;
	}

	@Override
	public @Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
		Object bean = this.beanFactory.getBean(this.beanName);
		return invocable(bean.getClass()).invoke(bean, arguments);
	}

	private Method invocable(Class<?> beanClass) {
		Invocable invocable = this.invocable;
		if (invocable == null || invocable.beanClass() != beanClass) {
			try {
				invocable = new Invocable(beanClass, AopUtils.selectInvocableMethod(this.method, beanClass));
			}
			catch (IllegalStateException ex) {
				throw InvalidEndpointException.notCallable(this, ex);
			}
			ReflectionUtils.makeAccessible(invocable.method());
			this.invocable = invocable;
		}
		return invocable.method();
	}

	@Override
	public String toString() {
		return "method '" + this.method.getName() + "' of bean '" + this.beanName + "' (" + this.type.getName() + ")";
	}

	/**
	 * The method to call on beans of a class.
	 *
	 * @param beanClass the class, possibly that of a proxy
	 * @param method its method
	 */
	private record Invocable(Class<?> beanClass, Method method) {

	}

}
