package io.tractor.benchmarks.workload;

import java.util.List;

import io.tractor.benchmarks.process.Jvm;

/**
 * Where a workload runs: two processes with these JVMs.
 */
public enum Place {

	/** Each process on all cores. */
	FREE {

		@Override
		Jvm jvm(List<String> more) {
			return new Jvm(false, "1g", more);
		}

	},

	/**
	 * Both processes on one core, where that can be had: no core has to be woken. Until
	 * they are warm they are on all, or the compilers would take minutes.
	 */
	PINNED {

		@Override
		Jvm jvm(List<String> more) {
			return new Jvm(true, "1g", more);
		}

	},

	/** As much heap as the goal for many contexts allows. */
	ROOMY {

		@Override
		Jvm jvm(List<String> more) {
			return new Jvm(false, "2g", more);
		}

	};

	abstract Jvm jvm(List<String> more);

}
