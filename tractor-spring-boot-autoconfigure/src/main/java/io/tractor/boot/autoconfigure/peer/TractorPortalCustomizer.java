package io.tractor.boot.autoconfigure.peer;

import io.tractor.Portal;

/**
 * Customizes portals: gives another one in place of one that was made for a peer, such as
 * one around it. A bean of this type takes effect on all peers, in the order of the
 * beans, and on the portals of a {@link PortalFactory}.
 */
@FunctionalInterface
public interface TractorPortalCustomizer {

	/**
	 * Customizes a portal, once.
	 * @param portal the portal; {@link Portal#peer()} tells whose it is
	 * @return the portal to be used
	 */
	Portal customize(Portal portal);

}
