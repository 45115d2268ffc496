package io.tractor.boot.autoconfigure.peer;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import io.tractor.Portal;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Says which peer to configure, where a {@link Portal} was wanted and there is none. Goes
 * before Boot's own analyzer of missing beans.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MissingPortalFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

	private final Environment environment;

	MissingPortalFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
		ResolvableType type = cause.getResolvableType();
		if (type == null || type.resolve() != Portal.class) {
			return null;
		}
		InjectionPoint point = innermostInjectionPoint(rootFailure);
		String peer = (point != null) ? peer(point) : null;
		SortedSet<String> peers = new TreeSet<>(PortalRegistrar.peers(this.environment).keySet());
		String description = ((point != null) ? describe(point) : "The application") + " requires a Portal"
				+ ((peer != null) ? " to the peer '" + peer + "'" : "") + ", and "
				+ (peers.isEmpty() ? "no peer is configured." : "the configured peers are " + list(peers) + ".");
		String action = "Say where the peer is: tractor.peers." + ((peer != null) ? peer : "<name>")
				+ ".uri=tcp://host:port"
				+ (peers.isEmpty() ? "" : ". Or name one of those configured by the name of the parameter or by"
						+ " @Qualifier(\"" + peers.first() + "\")");
		return new FailureAnalysis(description, action + ".", cause);
	}

	private static String list(Set<String> peers) {
		return "'" + String.join("', '", peers) + "'";
	}

	private static @Nullable InjectionPoint innermostInjectionPoint(Throwable failure) {
		InjectionPoint point = null;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof UnsatisfiedDependencyException unsatisfied
					&& unsatisfied.getInjectionPoint() != null) {
				point = unsatisfied.getInjectionPoint();
			}
		}
		return point;
	}

	private static @Nullable String peer(InjectionPoint point) {
		Qualifier qualifier = point.getAnnotation(Qualifier.class);
		if (qualifier != null && !qualifier.value().isEmpty()) {
			return qualifier.value();
		}
		if (point.getField() != null) {
			return point.getField().getName();
		}
		MethodParameter parameter = point.getMethodParameter();
		if (parameter != null) {
			parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
			return parameter.getParameterName();
		}
		return null;
	}

	private static String describe(InjectionPoint point) {
		MethodParameter parameter = point.getMethodParameter();
		if (parameter != null) {
			return "Parameter " + parameter.getParameterIndex() + " of "
					+ ((parameter.getMethod() != null) ? "method " + parameter.getMethod().getName() : "constructor")
					+ " in " + parameter.getDeclaringClass().getName();
		}
		return "Field " + point.getMember().getName() + " in " + point.getMember().getDeclaringClass().getName();
	}

}
