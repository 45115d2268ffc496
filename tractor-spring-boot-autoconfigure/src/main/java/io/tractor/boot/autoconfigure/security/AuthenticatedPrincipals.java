package io.tractor.boot.autoconfigure.security;

import java.security.Principal;
import java.util.concurrent.CompletableFuture;

import io.tractor.runtime.Principals;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Whom Spring Security has authenticated. Who is anonymous is nobody; the
 * {@link SecurityContext} of the endpoint's thread has them, too.
 */
final class AuthenticatedPrincipals implements Principals {

	private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();

	@Override
	public @Nullable Principal of(ContextView request) {
		SecurityContext context = context(request);
		Authentication authentication = (context != null) ? context.getAuthentication() : null;
		return this.trust.isAuthenticated(authentication) ? authentication : null;
	}

	@Override
	public @Nullable Runnable bind(ContextView request) {
		SecurityContext context = context(request);
		if (context == null) {
			return null;
		}
		SecurityContextHolder.setContext(context);
		return SecurityContextHolder::clearContext;
	}

	/** Most often it is there already; if not, it is waited for where one may. */
	private static @Nullable SecurityContext context(ContextView request) {
		if (!request.hasKey(SecurityContext.class)) {
			return null;
		}
		CompletableFuture<@Nullable SecurityContext> context = ReactiveSecurityContextHolder.getContext()
			.contextWrite(request)
			.toFuture();
		return (context.isDone() || !Schedulers.isInNonBlockingThread()) ? context.join() : null;
	}

}
