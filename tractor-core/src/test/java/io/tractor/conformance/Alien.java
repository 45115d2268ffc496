package io.tractor.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * An exception that its definer has under another name, {@code Gonne}, which nobody else
 * has.
 */
public class Alien extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private static final String OTHER = "Gonne";

	public Alien() {
		super("from afar");
	}

	static Class<? extends RuntimeException> define() throws IOException {
		String name = Alien.class.getName();
		try (InputStream file = Alien.class.getResourceAsStream("Alien.class")) {
			// The names are equally long, so that they can be exchanged in the class
			// file.
			String code = new String(file.readAllBytes(), StandardCharsets.ISO_8859_1).replace("conformance/Alien",
					"conformance/" + OTHER);
			return new Definer().define(name.replace("Alien", OTHER), code.getBytes(StandardCharsets.ISO_8859_1))
				.asSubclass(RuntimeException.class);
		}
	}

	private static final class Definer extends ClassLoader {

		Definer() {
			super(Alien.class.getClassLoader());
		}

		Class<?> define(String name, byte[] code) {
			return defineClass(name, code, 0, code.length);
		}

	}

}
