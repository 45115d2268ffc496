package com.example.jobs;

import io.tractor.ChildContext;
import io.tractor.Context;

/**
 * What the application's opener may serve.
 */
public interface Caller {

	@Context("caller.name")
	String name(ChildContext<Void, Void, Void> ctx);

}
