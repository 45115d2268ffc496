package io.tractor.runtime;

/**
 * The contexts an actor has, or had, one side of. Each that has ended counts once:
 * {@code begun} is {@code live + returned + cancelled + failed + lost}, but for those
 * that are beginning or ending at this moment.
 *
 * @param live how many there are now
 * @param zombies how many of them were cancelled, have been left behind by their opener
 * and still run
 * @param begun how many there ever were
 * @param returned how many ended with a result
 * @param cancelled how many were cancelled, by whomever
 * @param failed how many failed or were refused
 * @param lost how many lost their connection
 */
public record SideStatistics(int live, int zombies, long begun, long returned, long cancelled, long failed, long lost) {

}
