package io.tractor.demo.page;

import java.net.URI;
import java.util.Set;

import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Lets only this application's own pages in. It listens at the loopback address only, but
 * any page in the same browser can send requests there: what changes something has to
 * come from where it goes to, and the host has to be this one under its own name, not one
 * that somebody's DNS has given it.
 */
final class OwnPagesOnly implements WebFilter {

	private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

	private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		ServerHttpRequest request = exchange.getRequest();
		HttpHeaders headers = exchange.getResponse().getHeaders();
		headers.set("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'; base-uri 'none'");
		headers.set("X-Content-Type-Options", "nosniff");
		headers.set("Cross-Origin-Resource-Policy", "same-origin");
		if (isForUs(request) && (SAFE.contains(request.getMethod()) || isFromUs(request))) {
			return chain.filter(exchange);
		}
		exchange.getResponse().setStatusCode(HttpStatus.FORBIDDEN);
		return exchange.getResponse().setComplete();
	}

	private static boolean isForUs(ServerHttpRequest request) {
		return LOOPBACK.contains(String.valueOf(request.getURI().getHost()));
	}

	/** Browsers send the origin with whatever is neither GET nor HEAD. */
	private static boolean isFromUs(ServerHttpRequest request) {
		String origin = request.getHeaders().getOrigin();
		return origin == null || origin.equals(origin(request.getURI()));
	}

	private static String origin(URI uri) {
		return uri.getScheme() + "://" + uri.getRawAuthority();
	}

}
