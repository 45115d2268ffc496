package io.tractor.boot.test.peer;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Has a stand-in take the place of one of the application's peers, and injects it into
 * this field of the test: {@code @FakePeer("files") private ScriptedPeer files}. The
 * application's {@link io.tractor.Portal} to that peer then leads to the stand-in, in
 * memory, whether or not the peer is configured; nothing else of the application changes.
 * Tests with the same fake peers share a context of the application.
 * <p>
 * After each test method a script that was not kept to fails the test, and the stand-in
 * forgets all: the next one begins with a peer that has just started and has no scripts.
 * Methods that use it must not run concurrently.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Autowired
@Qualifier
public @interface FakePeer {

	/**
	 * The name of the peer, as {@code tractor.peers.<name>} has it.
	 * @return the name
	 */
	String value();

}
