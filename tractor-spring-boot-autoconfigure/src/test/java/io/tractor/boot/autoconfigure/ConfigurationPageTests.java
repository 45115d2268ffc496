package io.tractor.boot.autoconfigure;

import java.beans.PropertyDescriptor;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds {@code docs/configuration.md} against the properties that there are: their
 * metadata, and for what there is by name, such as the peers, whose properties no
 * metadata lists, the class of its values.
 */
class ConfigurationPageTests {

	private static final Path PAGE = Path.of("..", "docs", "configuration.md");

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	/** What stands in the place of a name that the user gives. */
	private static final String ANY_NAME = ".<name>";

	/** A row of a table: the property, its default, what it means. */
	private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z][a-z0-9.<>-]+)` \\| *([^|]*?) *\\|.*\\|$");

	private static final Pattern LITERAL = Pattern.compile("`([^`]+)`");

	/** A property within the text or an example. */
	private static final Pattern MENTIONED = Pattern
		.compile("(?m)(?:^|[`{])((?:tractor|spring|server|management)\\.[a-z0-9.<>*-]+)(?=[`}=:])");

	/** What is named like a property of ours and is the route of a context. */
	private static final Pattern ROUTE = Pattern.compile("tractor\\.(context|stream)\\.<(endpoint|name)>");

	/** Ours by name. */
	private static final Map<String, Property> properties = new TreeMap<>();

	/** Everybody's, with {@code .<name>} behind those that are maps. */
	private static final Set<String> known = new TreeSet<>();

	/** What the page says about each, by name. */
	private static final Map<String, String> defaults = new LinkedHashMap<>();

	private static String page;

	@BeforeAll
	static void read() throws Exception {
		for (URL metadata : Collections.list(ConfigurationPageTests.class.getClassLoader().getResources(METADATA))) {
			try (InputStream in = metadata.openStream()) {
				for (JsonNode property : JsonMapper.shared().readTree(in).get("properties")) {
					add(property);
				}
			}
		}
		known.addAll(properties.keySet());
		page = Files.readString(PAGE);
		ROW.matcher(page).results().forEach((row) -> defaults.put(row.group(1), row.group(2)));
	}

	private static void add(JsonNode property) throws ClassNotFoundException {
		String name = property.get("name").stringValue();
		String type = property.path("type").asString("");
		boolean map = type.startsWith("java.util.Map<java.lang.String,");
		known.add(map ? name + ANY_NAME : name);
		if (map && type.contains(",io.tractor.")) {
			String values = type.substring(type.indexOf(',') + 1, type.length() - 1);
			addOf(name + ANY_NAME, BeanUtils.instantiateClass(Class.forName(values)));
		}
		else if (name.startsWith("tractor.") || name.contains(".tractor.")) {
			JsonNode preset = property.get("defaultValue");
			properties.put(name, new Property(property.path("description").asString(""),
					(preset != null) ? preset.asString() : null, String.class));
		}
	}

	/** What no metadata lists: the properties of a bean, their defaults those it has. */
	private static void addOf(String prefix, Object bean) {
		for (PropertyDescriptor descriptor : BeanUtils.getPropertyDescriptors(bean.getClass())) {
			if (descriptor.getName().equals("class")) {
				continue;
			}
			String name = prefix + "." + DataObjectPropertyName.toDashedForm(descriptor.getName());
			Class<?> type = descriptor.getPropertyType();
			Object value = ReflectionUtils.invokeMethod(descriptor.getReadMethod(), bean);
			if (type.getName().startsWith("io.tractor.") && !type.isEnum()) {
				addOf(name, (value != null) ? value : BeanUtils.instantiateClass(type));
			}
			else {
				boolean none = value == null || value instanceof Iterable<?> items && !items.iterator().hasNext();
				properties.put(name, new Property(null, none ? null : value, type));
			}
		}
	}

	@Test
	void everyPropertyHasARow() {
		assertThat(defaults.keySet()).containsAll(properties.keySet());
	}

	@Test
	void everyRowIsAProperty() {
		assertThat(defaults.keySet()).allSatisfy((name) -> assertThat(isKnown(name)).as(name).isTrue());
	}

	@Test
	void everyDefaultIsSaid() {
		assertThat(properties).allSatisfy((name, property) -> {
			Set<String> literals = literals(defaults.getOrDefault(name, ""));
			if (property.preset() != null) {
				assertThat(literals).as("default of " + name).hasSize(1);
				assertThat(convert(literals.iterator().next(), property.type())).isEqualTo(property.preset());
			}
			else if (property.description() != null) {
				assertThat(literals).as("what is said of the default of " + name)
					.allSatisfy((literal) -> assertThat(property.description()).contains(literal));
			}
		});
	}

	private static Set<String> literals(String text) {
		return LITERAL.matcher(text).results().map((literal) -> literal.group(1)).collect(Collectors.toSet());
	}

	private static @Nullable Object convert(String text, Class<?> type) {
		return ApplicationConversionService.getSharedInstance().convert(text, type);
	}

	@Test
	void everyPropertyIsDescribed() {
		assertThat(properties).allSatisfy((name, property) -> {
			if (property.description() != null) {
				assertThat(property.description()).as(name).isNotBlank().endsWith(".");
			}
		});
	}

	@Test
	void whatIsMentionedIsThere() {
		Set<String> mentioned = MENTIONED.matcher(page)
			.results()
			.map((MatchResult property) -> property.group(1))
			.filter((name) -> !ROUTE.matcher(name).matches())
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(mentioned).contains("tractor.peers.files.uri", "spring.rsocket.server.port", "server.shutdown")
			.allSatisfy((name) -> assertThat(isKnown(name)).as(name).isTrue());
	}

	private static boolean isKnown(String name) {
		return known.stream().anyMatch((other) -> matches(name, other));
	}

	/** Whether the name is that property, one of that map, or all that begin so. */
	private static boolean matches(String name, String property) {
		if (name.endsWith(".*")) {
			return property.startsWith(name.substring(0, name.length() - 1));
		}
		if (!property.contains(ANY_NAME)) {
			return name.equals(property);
		}
		String pattern = Pattern.quote(property).replace(ANY_NAME, "\\E\\.[^.]+\\Q");
		return name.matches(pattern);
	}

	/**
	 * A property of ours.
	 *
	 * @param description what its metadata says, or null if none can
	 * @param preset its default, or null if it has none or one that depends
	 * @param type what the default is
	 */
	private record Property(@Nullable String description, @Nullable Object preset, Class<?> type) {

	}

}
