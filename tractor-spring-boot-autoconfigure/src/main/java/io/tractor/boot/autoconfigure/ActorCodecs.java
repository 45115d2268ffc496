package io.tractor.boot.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tractor.codec.Codec;
import io.tractor.codec.JacksonCodec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The codecs an actor understands: the user's beans, and {@code cbor} and {@code json}
 * unless a bean has that name. The latter have the modules and settings of the
 * application's own mappers, but convert nothing: the contract is the Java type.
 */
final class ActorCodecs {

	private final Map<String, Codec> codecs = new LinkedHashMap<>();

	ActorCodecs(List<Codec> beans, @Nullable CBORMapper cborMapper, @Nullable JsonMapper jsonMapper) {
		beans.forEach(this::add);
		this.codecs.computeIfAbsent("cbor",
				(name) -> (cborMapper != null) ? JacksonCodec.strict(name, cborMapper) : JacksonCodec.cbor());
		this.codecs.computeIfAbsent("json",
				(name) -> (jsonMapper != null) ? JacksonCodec.strict(name, jsonMapper) : JacksonCodec.json());
	}

	private void add(Codec codec) {
		Codec other = this.codecs.putIfAbsent(codec.name(), codec);
		if (other != null) {
			throw new IllegalStateException("Two beans of type " + Codec.class.getName() + " are named '" + codec.name()
					+ "': " + other + " and " + codec + ". Give one of them another name.");
		}
	}

	/**
	 * All of them.
	 * @param name which one is to be first, for contexts to be opened with
	 * @return the codecs
	 */
	Codec[] startingWith(String name) {
		Codec first = this.codecs.get(name);
		if (first == null) {
			throw new InvalidConfigurationPropertyValueException("tractor.codec", name,
					"It must be the name of a codec: one of " + String.join(", ", this.codecs.keySet())
							+ ", or that of a further bean of type " + Codec.class.getName() + ".");
		}
		List<Codec> ordered = new ArrayList<>(this.codecs.values());
		ordered.remove(first);
		ordered.add(0, first);
		return ordered.toArray(Codec[]::new);
	}

}
