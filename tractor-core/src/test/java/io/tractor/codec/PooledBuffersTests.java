package io.tractor.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.RecyclerPool;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What a codec takes from Jackson's pool goes back there, however it ends.
 */
class PooledBuffersTests {

	static Stream<Case> cases() {
		CountingPool json = new CountingPool();
		CountingPool cbor = new CountingPool();
		SimpleModule overflow = new SimpleModule().addSerializer(Overflow.class, new OverflowSerializer());
		return Stream.of(new Case(new JacksonCodec("json",
				JsonMapper.builder(JsonFactory.builder().recyclerPool(json).build()).addModule(overflow).build()),
				json),
				new Case(new JacksonCodec("cbor",
						CBORMapper.builder(CBORFactory.builder().recyclerPool(cbor).build())
							.addModule(overflow)
							.build()),
						cbor));
	}

	@ParameterizedTest
	@MethodSource("cases")
	void returnAfterSuccess(Case each) throws IOException {
		ScratchOutput out = ScratchOutput.acquire();
		each.codec().writer(String.class).write("x".repeat(100_000), out);
		each.assertReturned();
		each.codec().reader(String.class).read(out.array(), 0, out.size());
		each.assertReturned();
		out.reset();
		each.codec().writer(Void.class).write(null, out);
		each.assertReturned();
		each.codec().reader(Void.class).read(out.array(), 0, out.size());
		each.assertReturned();
		out.release();
	}

	@ParameterizedTest
	@MethodSource("cases")
	void returnAfterAValueThatFails(Case each) {
		ScratchOutput out = ScratchOutput.acquire();
		assertThat(catchThrowable(() -> each.codec().writer(Bad.class).write(new Bad(), out)))
			.isInstanceOf(CodecException.class);
		each.assertReturned();
		out.release();
	}

	@ParameterizedTest
	@MethodSource("cases")
	void returnAfterAStackOverflow(Case each) {
		ScratchOutput out = ScratchOutput.acquire();
		assertThat(catchThrowable(() -> each.codec().writer(Overflow.class).write(new Overflow(), out)))
			.isInstanceOf(CodecException.class)
			.hasCauseInstanceOf(StackOverflowError.class);
		each.assertReturned();
		out.release();
	}

	@ParameterizedTest
	@MethodSource("cases")
	void returnAfterAStreamThatFails(Case each) {
		OutputStream full = new OutputStream() {
			@Override
			public void write(int value) throws IOException {
				throw new IOException("full");
			}
		};
		assertThat(catchThrowable(() -> each.codec().writer(String.class).write("x".repeat(100_000), full)))
			.hasMessage("full");
		each.assertReturned();
		assertThat(catchThrowable(() -> each.codec().writer(String.class).write("x", full))).hasMessage("full");
		each.assertReturned();
	}

	@ParameterizedTest
	@MethodSource("cases")
	void returnAfterBytesThatAreNoValue(Case each) {
		for (Class<?> type : new Class<?>[] { Bad.class, String.class, Void.class, int.class }) {
			for (byte[] bytes : new byte[][] { {}, { '{' }, { (byte) 0xa1, 0x61 }, { '1', '2' }, { 0x5b, 1 } }) {
				catchThrowable(() -> each.codec().reader(type).read(bytes, 0, bytes.length));
				each.assertReturned();
			}
		}
	}

	@Test
	void areCounted() {
		CountingPool pool = new CountingPool();
		pool.acquirePooled();
		assertThat(pool.out).isOne();
	}

	record Case(Codec codec, CountingPool pool) {

		void assertReturned() {
			assertThat(this.pool.out).isZero();
			assertThat(this.pool.taken).isPositive();
		}

	}

	static final class CountingPool implements RecyclerPool<BufferRecycler> {

		private static final long serialVersionUID = 1L;

		private int taken;

		private int out;

		@Override
		public BufferRecycler acquirePooled() {
			this.taken++;
			this.out++;
			return new BufferRecycler();
		}

		@Override
		public void releasePooled(BufferRecycler pooled) {
			this.out--;
		}

	}

	static class Bad {

		public String getFirst() {
			return "first";
		}

		public String getValue() {
			throw new UnsupportedOperationException("no");
		}

	}

	static class Overflow {

	}

	static final class OverflowSerializer extends ValueSerializer<Overflow> {

		@Override
		public void serialize(Overflow value, JsonGenerator generator, SerializationContext context) {
			throw new StackOverflowError();
		}

	}

}
