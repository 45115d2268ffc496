package io.tractor.dialog;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.tractor.RemoteError;
import io.tractor.dialog.ChildDialog.Interruption;
import io.tractor.protocol.Msg;

/**
 * A hash of a state, all of a dialog's fields included. Two states with the same one are
 * taken to be the same.
 */
final class Fingerprint {

	private static final List<Field> PARENT = fields(ParentDialog.class);

	private static final List<Field> CHILD = fields(ChildDialog.class);

	private long hash = 0x9E3779B97F4A7C15L;

	private static List<Field> fields(Class<?> type) {
		List<Field> fields = new ArrayList<>();
		for (Class<?> from = type; from != Object.class; from = from.getSuperclass()) {
			for (Field field : from.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers())) {
					field.setAccessible(true);
					fields.add(field);
				}
			}
		}
		return fields;
	}

	void add(long value) {
		long mixed = (this.hash ^ value) * 0xBF58476D1CE4E5B9L;
		mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
		this.hash = mixed ^ (mixed >>> 31);
	}

	void add(boolean value) {
		add(value ? 1 : 2);
	}

	void add(Dialog dialog) {
		try {
			for (Field field : (dialog instanceof ParentDialog) ? PARENT : CHILD) {
				addValue(field.get(dialog));
			}
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void addValue(Object value) {
		if (value == null) {
			add(0);
		}
		else if (value instanceof Number number) {
			add(number.longValue());
		}
		else if (value instanceof Boolean flag) {
			add(flag.booleanValue());
		}
		else if (value instanceof Enum<?> constant) {
			add(constant.ordinal() + 1);
		}
		else if (value instanceof byte[] bytes) {
			add(Arrays.hashCode(bytes));
		}
		else if (value instanceof End.Returned returned) {
			add(Arrays.hashCode(returned.value()));
		}
		else if (value instanceof End.Failed failed) {
			add(failed.error());
		}
		else if (value instanceof Interruption.Failed failed) {
			add(3);
			add(failed.error());
		}
		else if (value instanceof End.Lost || value instanceof Interruption.Lost) {
			add(4);
		}
		else if (value instanceof RemoteError error) {
			add(error);
		}
		else {
			add(value.hashCode());
		}
	}

	private void add(RemoteError error) {
		add(error.kind().ordinal());
		add(error.type().hashCode());
		add(error.source().hashCode());
		add(error.relayPath().size());
		add((error.canceller() != null) ? error.canceller().hashCode() : 0);
	}

	void add(Msg message) {
		add(message.getClass().getName().hashCode());
		if (message instanceof Msg.Yield value) {
			add(Arrays.hashCode(value.value()));
		}
		else if (message instanceof Msg.Credit credit) {
			add(credit.count());
		}
		else if (message instanceof Msg.Error error) {
			add(error.error());
		}
		else if (message instanceof Msg.Return result) {
			add(Arrays.hashCode(result.value()));
		}
	}

	long value() {
		return this.hash;
	}

}
