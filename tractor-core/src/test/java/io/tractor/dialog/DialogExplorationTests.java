package io.tractor.dialog;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.tractor.dialog.Explorer.Coverage;
import io.tractor.dialog.Program.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Both sides of a dialog with their tasks and the wire between them, in as many orders as
 * there is time for: small programs in all of them, made-up ones in one each; also of
 * three actors in a row, against a side that ignores its credit, and against peers that
 * keep no rule. What must hold in every one is in {@link Invariants}, {@link Body} and
 * {@link ChildTask}.
 * <p>
 * For longer: {@code mvn -pl tractor-core test -Dtest=DialogExplorationTests
 * -Dtractor.explore.count=5000000}, with {@code -Dtractor.explore.seed} for others than
 * last time; from a million on, all small programs are run under all circumstances. A
 * failure tells the property by which the {@code replays} test shows just that one.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class DialogExplorationTests {

	private static final int NORMAL = 240_000;

	private static final int LONG = 1_000_000;

	/** Far above what the largest small program has. */
	private static final int MAX_STATES = 600_000;

	private static final long COUNT = Long.getLong("tractor.explore.count", NORMAL);

	private static final long SEED = Long.getLong("tractor.explore.seed", 1);

	private static final LongAdder RUNS = new LongAdder();

	private static final LongAdder STATES = new LongAdder();

	private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();

	static Stream<Arguments> named() {
		return Catalogue.named().map((named) -> Arguments.of(named[0], named[1]));
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("named")
	void everyOrderOf(String name, String program) {
		exhaust(List.of(Program.parse(program)));
	}

	@Test
	void everyOrderOfEveryParentWithEveryChild() {
		Coverage coverage = exhaust(Catalogue.crossed(COUNT >= LONG));
		System.out.println("Small programs: " + coverage);
	}

	private Coverage exhaust(List<Program> programs) {
		Coverage coverage = programs.parallelStream()
			.map((program) -> Explorer.exhaust(program, MAX_STATES))
			.reduce(Coverage.NONE, Coverage::plus);
		assertThat(coverage.complete()).isEqualTo(programs.size());
		RUNS.add(coverage.runs());
		STATES.add(coverage.states());
		return coverage;
	}

	@Test
	void oneOrderOfEachOfManyPrograms() {
		forSeeds(COUNT / 2, (seed) -> count(Explorer.walk(ProgramGenerator.program(seed), seed)));
		System.out.println("Outcomes: " + this.outcomes);
		assertThat(this.outcomes).containsKeys("Returned", "Returned absorbed", "CANCELLED by parent absorbed",
				"CANCELLED by child", "CANCELLED by third", "ERROR", "OVERRUN", "TYPE", "PROTOCOL", "REFUSED", "Lost",
				"Lost, child Returned", "Lost abandoned", "Returned failed here",
				"CANCELLED by parent absorbed abandoned");
	}

	@Test
	void oneOrderOfEachOfManyChains() {
		forSeeds(COUNT / 4, (seed) -> {
			World world = Explorer.walk(ProgramGenerator.chain(seed), seed);
			if (world.inner() != null) {
				String both = kind(world.parent.dialog.end()) + " of " + kind(world.inner().parent.dialog.end());
				this.outcomes.computeIfAbsent(both, (key) -> new LongAdder()).increment();
			}
		});
		System.out.println("Outcomes of chains: " + this.outcomes);
		assertThat(this.outcomes).containsKeys("Returned of Returned", "ERROR of ERROR", "CANCELLED of CANCELLED",
				"CANCELLED of ERROR", "ERROR of OVERRUN", "ERROR of TYPE", "ERROR of Lost", "Lost of CANCELLED",
				"Lost of Lost");
	}

	@Test
	void oneOrderOfEachOfManyProgramsThatIgnoreCredit() {
		forSeeds(COUNT / 12, (seed) -> Explorer.walk(ProgramGenerator.flooding(seed), seed));
	}

	private void count(World world) {
		ParentDialog parent = world.parent.dialog;
		StringBuilder outcome = new StringBuilder(kind(parent.end()));
		if (parent.end() instanceof End.Failed failed && failed.error().canceller() != null) {
			outcome.append(" by ").append(failed.error().canceller().name());
		}
		if (parent.end() instanceof End.Lost && !(world.child.dialog.end() instanceof End.Lost)) {
			outcome.append(", child ").append(kind(world.child.dialog.end()));
		}
		outcome.append(parent.absorbed() ? " absorbed" : "");
		outcome.append((parent.failure() != null) ? " failed here" : "");
		outcome.append(parent.abandoned() ? " abandoned" : "");
		this.outcomes.computeIfAbsent(outcome.toString(), (key) -> new LongAdder()).increment();
	}

	private static String kind(End end) {
		return (end instanceof End.Failed failed) ? failed.error().kind().name() : end.getClass().getSimpleName();
	}

	@Test
	void aParentWithAHostileChild() {
		forSeeds(COUNT / 12, (seed) -> HostileWorld.run(Role.PARENT, seed));
	}

	@Test
	void aChildWithAHostileParent() {
		forSeeds(COUNT / 12, (seed) -> HostileWorld.run(Role.CHILD, seed));
	}

	private static void forSeeds(long count, LongConsumer action) {
		long from = SEED * 1_000_000_000L;
		Violation first = LongStream.range(from, from + count).parallel().mapToObj((seed) -> {
			try {
				action.accept(seed);
				return null;
			}
			catch (Violation ex) {
				return ex;
			}
		}).filter(Objects::nonNull).findFirst().orElse(null);
		if (first != null) {
			throw first;
		}
		RUNS.add(count);
	}

	@Test
	void aFailureTellsHowToReplayIt() {
		assertThat(Explorer.replay("parent | child started | with loss @ 10,16")).contains("the link breaks");
		Program deadlock = Program.parse("parent open iterate close | child started open iterate close");
		assertThatExceptionOfType(Violation.class).isThrownBy(() -> Explorer.exhaust(deadlock, MAX_STATES))
			.satisfies((violation) -> {
				String text = violation.getMessage().replaceAll("(?s).*replay=\"(.*?)\".*", "$1");
				assertThatExceptionOfType(Violation.class).isThrownBy(() -> Explorer.replay(text))
					.withMessage(violation.getMessage());
			});
	}

	@Test
	@EnabledIfSystemProperty(named = "tractor.explore.replay", matches = ".+")
	void replays() {
		System.out.println(Explorer.replay(System.getProperty("tractor.explore.replay")));
	}

	@Test
	@EnabledIfSystemProperty(named = "tractor.explore.hostile", matches = ".+")
	void replaysHostile() {
		String[] parts = System.getProperty("tractor.explore.hostile").split(":");
		System.out.println(HostileWorld.replay(Role.valueOf(parts[0]), Long.parseLong(parts[1])));
	}

	@AfterAll
	static void report() {
		System.out.println("Interleavings run to their end: " + RUNS + ", states visited in all orders: " + STATES
				+ ", seeds from " + SEED * 1_000_000_000L + " on");
	}

}
