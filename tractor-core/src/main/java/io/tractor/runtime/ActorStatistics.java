package io.tractor.runtime;

/**
 * What an actor has done so far, as it was at one moment.
 *
 * @param opened the contexts it opened
 * @param served the contexts it serves
 */
public record ActorStatistics(SideStatistics opened, SideStatistics served) {

}
