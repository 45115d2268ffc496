package io.tractor.boot.autoconfigure.endpoint;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;

/**
 * Hints for endpoints: their methods are found and called by reflection, and what travels
 * is read and written so. One that cannot be served ends the build.
 */
final class EndpointAotProcessor implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
		if (bean.isInnerBean()) {
			return null;
		}
		List<EndpointBean> endpoints = EndpointBean.of(bean.getBeanFactory(), bean.getBeanName(), null);
		if (endpoints.isEmpty()) {
			return null;
		}
		return (context, code) -> endpoints.forEach((endpoint) -> endpoint.registerHints(context.getRuntimeHints()));
	}

}
