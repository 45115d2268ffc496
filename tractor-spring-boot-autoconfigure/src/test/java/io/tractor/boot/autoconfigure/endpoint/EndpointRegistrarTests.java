package io.tractor.boot.autoconfigure.endpoint;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

import io.rsocket.transport.netty.server.CloseableChannel;
import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.Portal;
import io.tractor.boot.autoconfigure.Applications;
import io.tractor.boot.autoconfigure.TractorAutoConfiguration;
import io.tractor.runtime.Actor;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.NameMatchMethodPointcutAdvisor;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EndpointRegistrar} and {@link EndpointBean}: where endpoints are
 * found, and which bean they are called on.
 */
class EndpointRegistrarTests {

	/**
	 * Each bean of an {@link Echo} counts how many there are, and what they are asked.
	 */
	private static final AtomicInteger made = new AtomicInteger();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TractorAutoConfiguration.class))
		.withBean(CloseableChannel.class, () -> {
			throw new IllegalStateException("Not to be made");
		}, (definition) -> definition.setLazyInit(true));

	@Test
	void methodsOfAClassAreFound() {
		this.runner.withBean(OfClass.class)
			.run((context) -> assertThat(context.getBean(Actor.class).endpoints()).containsExactly("of-class"));
	}

	@Test
	void methodsOfASuperclassAreFound() {
		this.runner.withBean(OfSuperclass.class)
			.run((context) -> assertThat(context.getBean(Actor.class).endpoints()).containsExactly("of-class"));
	}

	@Test
	void methodsOfAnInterfaceAreFound() {
		this.runner.withBean(EchoEndpoint.class)
			.run((context) -> assertThat(context.getBean(Actor.class).endpoints()).containsExactly("Echo.echo"));
	}

	@Test
	void anEndpointOfAnOverriddenMethodIsFoundOnce() {
		this.runner.withBean(Overriding.class)
			.run((context) -> assertThat(context.getBean(Actor.class).endpoints()).containsExactly("of-class"));
	}

	@Test
	void theTypeOfASingletonIsItsObjects() {
		this.runner.withBean("hidden", Object.class, OfClass::new)
			.run((context) -> assertThat(context.getBean(Actor.class).endpoints()).containsExactly("of-class"));
	}

	@Test
	void theNearestAnnotationNamesTheEndpoint() {
		this.runner.withBean(Renaming.class)
			.run((context) -> assertThat(context.getBean(Actor.class).endpoints()).containsExactly("renamed"));
	}

	@Test
	void endpointsAreCalled() {
		assertEchoed(PlainConfiguration.class);
	}

	@Test
	void argumentsAreNamedAsInTheInterface() {
		try (ConfigurableApplicationContext app = Applications.run(PlainConfiguration.class, Applications.SERVER,
				Applications.SELF)) {
			String echo = Applications.portal(app, "self")
				.context("Echo.echo")
				.argument("text", "a")
				.returns(String.class)
				.open((ctx, first) -> {
					return ctx.waitForResult().get();
				});
			assertThat(echo).isEqualTo("a");
		}
	}

	@Test
	void aBeanBindsTheTypeVariablesOfItsInterface() {
		try (ConfigurableApplicationContext app = Applications.run(CountingJob.class, Applications.SERVER,
				Applications.SELF)) {
			Portal self = Applications.portal(app, "self");
			assertThat(self.context(CountJob::run, new Count(1)).call()).isEqualTo(new Count(2));
			assertThat(self.context(CountingJob::run, new Count(2)).call()).isEqualTo(new Count(3));
		}
	}

	@Test
	void endpointsAreCalledThroughACglibProxy() {
		assertAdvised(CglibConfiguration.class, true);
	}

	@Test
	void endpointsAreCalledThroughAJdkProxy() {
		assertAdvised(JdkConfiguration.class, false);
	}

	@Test
	void endpointsAreCalledThroughAProxyThatIsNotSprings() {
		assertEchoed(OwnProxyConfiguration.class);
	}

	@Test
	void endpointsAreCalledThroughAProxyMadeLater() {
		try (ConfigurableApplicationContext app = Applications.run(LazyJdkConfiguration.class, Applications.SERVER,
				Applications.SELF)) {
			assertThat(made).hasValue(0);
			assertThat(echo(app)).isEqualTo("a");
			assertThat(app.getBean(AtomicInteger.class)).hasValue(1);
			assertThat(echo(app)).isEqualTo("a");
			assertThat(app.getBean(AtomicInteger.class)).hasValue(2);
			assertThat(made).hasValue(1);
		}
	}

	@Test
	void aLazyBeanIsMadeByItsFirstContext() {
		assertMade(LazyConfiguration.class, 0, 1, 1);
	}

	@Test
	void beansOfALazyApplicationAreMadeByTheirFirstContext() {
		assertMade(PlainConfiguration.class, 0, 1, 1, "spring.main.lazy-initialization=true");
	}

	@Test
	void ofAPrototypeThereIsOneForEachContext() {
		assertMade(PrototypeConfiguration.class, 0, 1, 2);
	}

	@Test
	void aScopedBeanIsAskedForThroughItsProxy() {
		assertMade(ScopedConfiguration.class, 0, 1, 2);
	}

	@Test
	void theObjectOfAFactoryIsServed() {
		assertEchoed(FactoryConfiguration.class);
	}

	private static void assertEchoed(Class<?> configuration) {
		try (ConfigurableApplicationContext app = Applications.run(configuration, Applications.SERVER,
				Applications.SELF)) {
			assertThat(echo(app)).isEqualTo("a");
		}
	}

	private static void assertAdvised(Class<?> configuration, boolean cglib) {
		try (ConfigurableApplicationContext app = Applications.run(configuration, Applications.SERVER,
				Applications.SELF)) {
			assertThat(AopUtils.isCglibProxy(app.getBean("echo"))).isEqualTo(cglib);
			assertThat(AopUtils.isJdkDynamicProxy(app.getBean("echo"))).isEqualTo(!cglib);
			assertThat(echo(app)).isEqualTo("a");
			assertThat(app.getBean(AtomicInteger.class)).hasValue(1);
		}
	}

	private static void assertMade(Class<?> configuration, int atFirst, int thenOne, int thenTwo,
			String... properties) {
		made.set(0);
		String[] all = new String[properties.length + 2];
		System.arraycopy(properties, 0, all, 2, properties.length);
		all[0] = Applications.SERVER;
		all[1] = Applications.SELF;
		try (ConfigurableApplicationContext app = Applications.run(configuration, all)) {
			assertThat(made).hasValue(atFirst);
			assertThat(echo(app)).isEqualTo("a");
			assertThat(made).hasValue(thenOne);
			assertThat(echo(app)).isEqualTo("a");
			assertThat(made).hasValue(thenTwo);
		}
	}

	private static String echo(ConfigurableApplicationContext app) {
		return Applications.portal(app, "self").context(Echo::echo, "a").open((ctx, first) -> {
			return ctx.waitForResult().get();
		});
	}

	interface Echo {

		@Context
		String echo(ChildContext<Void, Void, Void> ctx, String text);

	}

	static class EchoEndpoint implements Echo {

		EchoEndpoint() {
			made.incrementAndGet();
		}

		@Override
		public String echo(ChildContext<Void, Void, Void> ctx, String renamed) {
			ctx.started();
			return renamed;
		}

	}

	static class OfClass {

		@Context("of-class")
		String packagePrivate(ChildContext<Void, Void, Void> ctx) {
			ctx.started();
			return "";
		}

	}

	static class OfSuperclass extends OfClass {

	}

	static class Overriding extends OfClass {

		@Override
		String packagePrivate(ChildContext<Void, Void, Void> ctx) {
			return super.packagePrivate(ctx);
		}

	}

	static class Renaming extends OfClass {

		@Override
		@Context("renamed")
		String packagePrivate(ChildContext<Void, Void, Void> ctx) {
			return super.packagePrivate(ctx);
		}

	}

	record Count(int number) {
	}

	interface Job<T> {

		@Context
		T run(ChildContext<T, T, T> ctx, T spec);

	}

	interface CountJob extends Job<Count> {

	}

	static class CountingJob implements CountJob {

		@Override
		public Count run(ChildContext<Count, Count, Count> ctx, Count count) {
			ctx.started(count);
			return new Count(count.number() + 1);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(EchoEndpoint.class)
	static class PlainConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyConfiguration {

		@Bean
		@Lazy
		EchoEndpoint echo() {
			return new EchoEndpoint();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrototypeConfiguration {

		@Bean
		@Scope("prototype")
		EchoEndpoint echo() {
			return new EchoEndpoint();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedConfiguration {

		@Bean
		@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.INTERFACES)
		Echo echo() {
			return new EchoEndpoint();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FactoryConfiguration {

		@Bean
		EchoFactory echo() {
			return new EchoFactory();
		}

	}

	static class EchoFactory implements FactoryBean<Echo> {

		@Override
		public Echo getObject() {
			return new EchoEndpoint();
		}

		@Override
		public Class<?> getObjectType() {
			return Echo.class;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnProxyConfiguration {

		@Bean
		Echo echo() {
			EchoEndpoint target = new EchoEndpoint();
			return (Echo) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Echo.class },
					(proxy, method, arguments) -> invoke(target, method, arguments));
		}

		private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
			try {
				return method.invoke(target, arguments);
			}
			catch (InvocationTargetException ex) {
				throw ex.getTargetException();
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	abstract static class AdviceConfiguration {

		@Bean
		AtomicInteger calls() {
			return new AtomicInteger();
		}

		@Bean
		NameMatchMethodPointcutAdvisor counting(AtomicInteger calls) {
			NameMatchMethodPointcutAdvisor advisor = new NameMatchMethodPointcutAdvisor((MethodInterceptor) (call) -> {
				calls.incrementAndGet();
				return call.proceed();
			});
			advisor.setMappedName("echo");
			return advisor;
		}

		static DefaultAdvisorAutoProxyCreator creator(boolean cglib) {
			DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
			creator.setProxyTargetClass(cglib);
			return creator;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CglibConfiguration extends AdviceConfiguration {

		@Bean
		static DefaultAdvisorAutoProxyCreator creator() {
			return creator(true);
		}

		@Bean
		EchoEndpoint echo() {
			return new EchoEndpoint();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class JdkConfiguration extends AdviceConfiguration {

		@Bean
		static DefaultAdvisorAutoProxyCreator creator() {
			return creator(false);
		}

		@Bean
		EchoEndpoint echo() {
			return new EchoEndpoint();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyJdkConfiguration extends AdviceConfiguration {

		@Bean
		static DefaultAdvisorAutoProxyCreator creator() {
			made.set(0);
			return creator(false);
		}

		@Bean
		@Lazy
		EchoEndpoint echo() {
			return new EchoEndpoint();
		}

	}

}
