package io.tractor.benchmarks.process;

import java.lang.management.ManagementFactory;
import java.util.Map;

import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What this process has taken since it began.
 */
final class Taken {

	private static final double MICROS = 1e3;

	private Taken() {
	}

	/** Bytes that were allocated, and microseconds of CPU time, by name. */
	static Map<String, Double> now() {
		return Map.of("allocated", allocated(), "cpu", number("OperatingSystem", "ProcessCpuTime") / MICROS);
	}

	/** Bytes that all threads have allocated. */
	static double allocated() {
		return number("Threading", "TotalThreadAllocatedBytes");
	}

	/** Asked for by name, as not all of them are there before JDK 21. */
	private static double number(String bean, String attribute) {
		try {
			return ((Number) ManagementFactory.getPlatformMBeanServer()
				.getAttribute(new ObjectName("java.lang:type=" + bean), attribute)).doubleValue();
		}
		catch (JMException ex) {
			throw new IllegalStateException("The harness wants JDK 21 or later", ex);
		}
	}

}
