package io.tractor.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was measured, as it is kept for programs, and for rounds that are added to it.
 *
 * @param form how it was measured, for people
 * @param machine where
 * @param measurements all of it, in the order in which it was measured
 */
public record Results(String form, Machine machine, List<Measurement> measurements) {

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(SerializationFeature.INDENT_OUTPUT)
		.enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
		.build();

	private static final String FILE = "benchmarks.json";

	void write(Path directory) throws IOException {
		Files.writeString(directory.resolve(FILE), JSON.writeValueAsString(this));
	}

	/**
	 * Reads what rounds are to be added to.
	 * @param directory where a report was written
	 * @param form how they are to be measured
	 * @param machine where they are to run: has to be like the one of those before, which
	 * may be another time
	 * @return what the report is of
	 * @throws IOException if there is none, or of another form, machine or JVM
	 */
	public static Results read(Path directory, String form, Machine machine) throws IOException {
		Path file = directory.resolve(FILE);
		Results results;
		try {
			results = JSON.readValue(Files.readString(file), Results.class);
		}
		catch (JacksonException ex) {
			throw new IOException(file + " is no report to add rounds to: " + ex.getMessage(), ex);
		}
		if (!results.form.equals(form)) {
			throw new IOException(file + " is of another form: " + results.form);
		}
		if (!results.machine.isLike(machine)) {
			throw new IOException(file + " is of another machine or JVM: " + results.machine.describe());
		}
		return results;
	}

}
