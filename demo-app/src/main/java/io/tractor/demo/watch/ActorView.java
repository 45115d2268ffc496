package io.tractor.demo.watch;

import java.util.List;

/**
 * An actor and its contexts.
 *
 * @param name its name
 * @param id its name with the beginning of its id, which is another after each start
 * @param contexts its contexts, in the order in which they began; those that have ended
 * lately included
 */
public record ActorView(String name, String id, List<ContextView> contexts) {
}
