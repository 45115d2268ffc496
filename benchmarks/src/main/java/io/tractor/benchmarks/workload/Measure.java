package io.tractor.benchmarks.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a workload is measured, on two processes that are there.
 */
interface Measure {

	/** How long an idle stream is idle. */
	int PAUSE_NANOS = 2_000_000;

	/** The contexts of {@link Workload#MANY}. */
	int MANY_CONTEXTS = 100_000;

	/** The name of what each one allocates on both sides together. */
	String ALLOCATED = "B allocated";

	/** The name of the time that as many contexts take as the goal speaks of. */
	String ALL = "100,000 contexts in";

	/** What a turn has to be of the best one for that to be called settled. */
	double SETTLED = 1.03;

	/** The name of the main figure. */
	String RATE = "rate";

	/**
	 * Measures.
	 * @param pair the processes
	 * @param form how thoroughly
	 * @return figures by name
	 */
	Map<String, Double> of(Pair pair, Form form);

	/** Something done over and over for a time, after the same thing as warm-up. */
	static Measure timed(String command, int number) {
		return (pair, form) -> {
			warmUp(pair, form, command, number);
			return measured(pair, form, command, number);
		};
	}

	/** The same on one core, once it is warm. */
	static Measure onOneCore(String command, int number) {
		return (pair, form) -> {
			warmUp(pair, form, command, number);
			pair.pin();
			pair.drive(command, form.settling(), number);
			return measured(pair, form, command, number);
		};
	}

	/**
	 * Does it in turns, until several in a row are hardly better than the best before:
	 * some take the compilers several times as long as others, and while these are busy
	 * one turn may well be no better than the last.
	 */
	private static void warmUp(Pair pair, Form form, String command, int number) {
		double best = 0;
		int settled = 0;
		for (int turn = 0; turn < form.turns() && settled < form.settledTurns(); turn++) {
			double rate = pair.drive(command, form.time(), number).get(RATE);
			settled = (rate < SETTLED * best) ? settled + 1 : 0;
			best = Math.max(best, rate);
		}
	}

	/** Does it for a time, and adds what it took of both processes each time. */
	private static Map<String, Double> measured(Pair pair, Form form, String command, int number) {
		Map<String, Double> before = pair.takenByServer();
		Map<String, Double> values = new HashMap<>(pair.drive(command, form.time(), number));
		Map<String, Double> after = pair.takenByServer();
		double count = values.get("count");
		values.put("client us of CPU", values.remove("cpu") / count);
		values.put("server us of CPU", (after.get("cpu") - before.get("cpu")) / count);
		values.put(ALLOCATED, (values.remove("allocated") + after.get("allocated") - before.get("allocated")) / count);
		return values;
	}

	/**
	 * The same with one number after another, each after one more turn of warm-up; the
	 * last is the main figure. The short form has the last only.
	 */
	static Measure scaled(String command, int... numbers) {
		return (pair, form) -> {
			Map<String, Double> values = new HashMap<>();
			warmUp(pair, form, command, form.of(numbers)[0]);
			for (int number : form.of(numbers)) {
				pair.drive(command, form.time(), number);
				double rate = pair.drive(command, form.time(), number).get(RATE);
				values.put(String.valueOf(number), rate);
				values.put(RATE, rate);
			}
			return values;
		};
	}

	/** One stream, and what its values cost in memory beside the codec. */
	static Measure oneStream() {
		return (pair, form) -> {
			Map<String, Double> values = timed("streams", 1).of(pair, form);
			if (pair.candidate().isOurs()) {
				double codec = pair.drive("codec", Duration.ZERO, 0).get("bytes");
				values.put("of it not by the codec", values.get(ALLOCATED) - codec);
			}
			return values;
		};
	}

	/**
	 * A stream alone and beside idle contexts in turns, and the medians of both. All of
	 * it was done before: as many contexts were opened and ended, and the stream has run
	 * beside them, or it would be measured beside the compilers.
	 */
	static Measure besideIdle() {
		return (pair, form) -> {
			warmUpHolding(pair, form);
			warmUp(pair, form, "streams", 1);
			pair.drive("hold", Duration.ZERO, form.idle());
			warmUp(pair, form, "streams", 1);
			pair.drive("release", Duration.ZERO, 0);
			List<Double> alone = new ArrayList<>();
			List<Double> beside = new ArrayList<>();
			for (int turn = 0; turn < form.settledTurns(); turn++) {
				alone.add(pair.drive("streams", form.time(), 1).get(RATE));
				pair.drive("hold", Duration.ZERO, form.idle());
				beside.add(pair.drive("streams", form.time(), 1).get(RATE));
				pair.drive("release", Duration.ZERO, 0);
			}
			return Map.of(RATE, median(beside), "of alone", median(beside) / median(alone));
		};
	}

	private static double median(List<Double> rates) {
		return rates.stream().sorted().toList().get(rates.size() / 2);
	}

	/** Opens and ends idle contexts over and over. */
	private static void warmUpHolding(Pair pair, Form form) {
		for (int turn = 0; turn < form.turns(); turn++) {
			pair.drive("hold", Duration.ZERO, form.idle());
			pair.drive("release", Duration.ZERO, 0);
		}
	}

	/**
	 * What idle contexts add to the memory of both processes. The warm-up opens and ends
	 * as many over and over: a waiting thread's stack takes several times as much while
	 * its methods are not compiled.
	 */
	static Measure heap() {
		return (pair, form) -> {
			warmUpHolding(pair, form);
			Pair.Memory before = pair.memory();
			pair.drive("hold", Duration.ZERO, form.idle());
			Map<String, Double> values = pair.memory().since(before, form.idle());
			pair.drive("release", Duration.ZERO, 0);
			return values;
		};
	}

	/**
	 * How long very many contexts take to be opened and cancelled: in JVMs that have done
	 * nothing before, and once more.
	 */
	static Measure many() {
		return (pair, form) -> {
			int contexts = (form == Form.SHORT) ? form.idle() : MANY_CONTEXTS;
			double cold = opened(pair, contexts) + cancelled(pair);
			double opened = opened(pair, contexts);
			double cancelled = cancelled(pair);
			Map<String, Double> values = new HashMap<>(Map.of(RATE, opened + cancelled, "opened in", opened,
					"cancelled in", cancelled, "cold", cold, "contexts", (double) contexts));
			if (contexts == MANY_CONTEXTS) {
				values.put(ALL, opened + cancelled);
			}
			return values;
		};
	}

	private static double opened(Pair pair, int contexts) {
		return pair.drive("hold", Duration.ZERO, contexts).get("seconds");
	}

	private static double cancelled(Pair pair) {
		return pair.drive("release", Duration.ZERO, 0).get("seconds");
	}

}
