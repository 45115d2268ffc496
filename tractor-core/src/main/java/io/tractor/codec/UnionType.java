package io.tractor.codec;

import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A type that a contract leaves open, narrowed to those that may travel there: what
 * {@code @Context(payload = {..})} makes of {@link Object}, a wildcard, an interface or
 * an abstract class. A {@link Codec} is asked for it as for any other type, also as an
 * argument of a generic one.
 * <p>
 * Each member travels under its {@link #tag}. An instance of none of them is refused, and
 * so is one of a concrete member's subclass.
 *
 * @param base the type that was left open
 * @param members two or more classes, each one a {@code base}
 */
public record UnionType(Class<?> base, List<Class<?>> members) implements Type {

	public UnionType {
		Objects.requireNonNull(base, "base");
		members = List.copyOf(new LinkedHashSet<>(members));
		if (members.size() < 2) {
			throw new IllegalArgumentException("A union has two members or more, not " + members);
		}
		for (Class<?> member : members) {
			if (!base.isAssignableFrom(member)) {
				throw new IllegalArgumentException(member.getTypeName() + " is no " + base.getTypeName());
			}
		}
	}

	/**
	 * The member that a value is of.
	 * @param value the value
	 * @return its class or, for one of an interface or abstract class, that; null if it
	 * is of none
	 */
	public @Nullable Class<?> memberOf(Object value) {
		Class<?> type = (value instanceof Enum<?> constant) ? constant.getDeclaringClass() : value.getClass();
		if (this.members.contains(type)) {
			return type;
		}
		for (Class<?> member : this.members) {
			if (Modifier.isAbstract(member.getModifiers()) && member.isInstance(value)) {
				return member;
			}
		}
		return null;
	}

	/**
	 * The name that a member travels under: the simple name of its class, or its full
	 * name if two members have the same simple name.
	 * @param member the member
	 * @return its tag
	 */
	public String tag(Class<?> member) {
		return tag(this.members, member);
	}

	/**
	 * The member of a tag.
	 * @param tag a tag
	 * @return the member, or null if there is none of that tag
	 */
	public @Nullable Class<?> member(String tag) {
		return byTag(this.members).get(tag);
	}

	static Map<String, Class<?>> byTag(List<Class<?>> members) {
		Map<String, Class<?>> tags = new LinkedHashMap<>();
		members.forEach((member) -> tags.put(tag(members, member), member));
		return tags;
	}

	private static String tag(List<Class<?>> members, Class<?> member) {
		String simple = member.getSimpleName();
		boolean shared = members.stream().anyMatch((other) -> other != member && other.getSimpleName().equals(simple));
		return shared ? member.getName() : simple;
	}

	@Override
	public String getTypeName() {
		return this.base.getTypeName()
				+ this.members.stream().map(Class::getTypeName).collect(Collectors.joining(" | ", "(", ")"));
	}

	@Override
	public String toString() {
		return getTypeName();
	}

}
