package io.tractor.dialog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Runs programs in all orders there are, or in one that a seed decides. What fails is
 * thrown with the program, the steps taken and a trace, and {@link #replay} runs just
 * that.
 */
final class Explorer {

	private static final int LONGEST = 4000;

	private static final double[] WEIGHTS = { 1, 1, 1, 0.3, 0.05, 0.005 };

	private final Program program;

	private final int maxStates;

	private final Map<Long, Double> orders = new HashMap<>();

	private final int[] taken = new int[LONGEST];

	private World world;

	private long runs;

	private boolean complete = true;

	private Explorer(Program program, int maxStates) {
		this.program = program;
		this.maxStates = maxStates;
		this.world = new World(program);
	}

	/**
	 * Runs a program in all orders. States that were reached before are not gone on from.
	 * @param program the program
	 * @param maxStates how many states to visit at most
	 * @return what there was
	 */
	static Coverage exhaust(Program program, int maxStates) {
		Explorer explorer = new Explorer(program, maxStates);
		double orders = explorer.explore(0);
		return new Coverage(explorer.runs, explorer.orders.size(), orders, explorer.complete ? 1 : 0);
	}

	private double explore(int depth) {
		int[] steps = new int[World.STEPS];
		int count = enabled(depth, steps);
		if (count == 0) {
			this.runs++;
			return 1;
		}
		long state = this.world.fingerprint();
		Double known = this.orders.get(state);
		if (known != null) {
			return known;
		}
		if (this.orders.size() >= this.maxStates) {
			this.complete = false;
			return 0;
		}
		this.orders.put(state, 0.0);
		double orders = 0;
		for (int i = 0; i < count; i++) {
			if (i > 0) {
				this.world = new World(this.program);
				this.world.retrace(this.taken, depth);
			}
			this.taken[depth] = steps[i];
			perform(depth);
			orders += explore(depth + 1);
		}
		this.orders.put(state, orders);
		return orders;
	}

	private int enabled(int depth, int[] steps) {
		try {
			int count = this.world.enabled(steps);
			if (count == 0) {
				this.world.finished();
			}
			return count;
		}
		catch (RuntimeException | AssertionError ex) {
			throw failed(this.program, this.taken, depth, ex);
		}
	}

	private void perform(int depth) {
		try {
			this.world.perform(this.taken[depth]);
		}
		catch (RuntimeException | AssertionError ex) {
			throw failed(this.program, this.taken, depth + 1, ex);
		}
	}

	/**
	 * Runs a program in one order.
	 * @param program the program
	 * @param seed decides the order
	 * @return what it came to
	 */
	static World walk(Program program, long seed) {
		SplittableRandom random = new SplittableRandom(seed);
		double[] weights = new double[World.STEPS];
		for (int i = 0; i < weights.length; i++) {
			weights[i] = WEIGHTS[random.nextInt(WEIGHTS.length)];
		}
		int[] taken = new int[LONGEST];
		int[] steps = new int[World.STEPS];
		int depth = 0;
		World world = new World(program);
		try {
			for (int count = world.enabled(steps); count > 0; count = world.enabled(steps)) {
				taken[depth] = pick(steps, count, weights, random);
				world.perform(taken[depth++]);
			}
			world.finished();
			return world;
		}
		catch (RuntimeException | AssertionError ex) {
			throw failed(program, taken, depth, ex);
		}
	}

	private static int pick(int[] steps, int count, double[] weights, SplittableRandom random) {
		double sum = 0;
		for (int i = 0; i < count; i++) {
			sum += weights[steps[i]];
		}
		double left = random.nextDouble() * sum;
		int i = 0;
		while (i < count - 1 && left >= weights[steps[i]]) {
			left -= weights[steps[i++]];
		}
		return steps[i];
	}

	/**
	 * Runs a program by the steps given, and on by the first step there is, if any are
	 * left to take.
	 * @param text the program, {@code @} and the steps, as a failure prints them
	 * @return the trace
	 */
	static String replay(String text) {
		String[] parts = text.split("@");
		List<Integer> steps = new ArrayList<>();
		if (parts.length > 1 && !parts[1].isBlank()) {
			Arrays.stream(parts[1].strip().split(",")).map(Integer::valueOf).forEach(steps::add);
		}
		World world = new World(Program.parse(parts[0].strip()));
		world.traced();
		try {
			steps.forEach(world::perform);
			int[] enabled = new int[World.STEPS];
			while (world.enabled(enabled) > 0) {
				world.perform(enabled[0]);
			}
			world.finished();
		}
		catch (RuntimeException | AssertionError ex) {
			throw new Violation(
					ex.getMessage() + "\nTo see it again: -Dtractor.explore.replay=\"" + text + "\"\n" + world.trace(),
					ex);
		}
		return world.trace();
	}

	private static Violation failed(Program program, int[] taken, int depth, Throwable failure) {
		String steps = Arrays.stream(taken).limit(depth).mapToObj(String::valueOf).collect(Collectors.joining(","));
		String text = program + " @ " + steps;
		String trace;
		try {
			trace = replay(text);
		}
		catch (Violation ex) {
			return ex;
		}
		return new Violation("The replay does not fail: " + failure + "\n" + text + "\n" + trace, failure);
	}

	/**
	 * What was explored.
	 *
	 * @param runs how often the end was reached
	 * @param states how many states were visited
	 * @param orders how many orders of steps these stand for
	 * @param complete how many of the programs were explored to the end
	 */
	record Coverage(long runs, long states, double orders, int complete) {

		static final Coverage NONE = new Coverage(0, 0, 0, 0);

		Coverage plus(Coverage other) {
			return new Coverage(this.runs + other.runs, this.states + other.states, this.orders + other.orders,
					this.complete + other.complete);
		}

	}

}
