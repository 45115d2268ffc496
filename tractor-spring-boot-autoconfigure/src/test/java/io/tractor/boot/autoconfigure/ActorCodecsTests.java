package io.tractor.boot.autoconfigure;

import java.lang.reflect.Type;
import java.util.concurrent.atomic.AtomicInteger;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextRefusedException;
import io.tractor.MsgTypeException;
import io.tractor.Portal;
import io.tractor.RemoteActorException;
import io.tractor.codec.Codec;
import io.tractor.codec.JacksonCodec;
import io.tractor.codec.ValueReader;
import io.tractor.codec.ValueWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ActorCodecs}.
 */
class ActorCodecsTests {

	@ParameterizedTest
	@ValueSource(strings = { "cbor", "json" })
	void theModulesOfTheApplicationTakeEffect(String codec) {
		try (ConfigurableApplicationContext app = Applications.run(WithModule.class, Applications.SERVER,
				Applications.SELF, "tractor.codec=" + codec)) {
			Money doubled = Applications.portal(app, "self").context(Bank::doubled, new Money(3)).open((ctx, first) -> {
				return ctx.waitForResult().get();
			});
			assertThat(doubled.cents).isEqualTo(6);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "cbor", "json" })
	void theContractIsTheType(String codec) {
		try (ConfigurableApplicationContext app = Applications.run(WithModule.class, Applications.SERVER,
				Applications.SELF, "tractor.codec=" + codec)) {
			assertThatExceptionOfType(RemoteActorException.class).isThrownBy(() -> Applications.portal(app, "self")
				.context("plus-one")
				.argument("number", "41")
				.open((ctx, first) -> {
				})).withMessageContaining("'number'");
		}
	}

	@Test
	void twoCodecsCannotHaveOneName() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TractorAutoConfiguration.class))
			.withBean("one", Codec.class, () -> JacksonCodec.strict("own", JsonMapper.builder().build()))
			.withBean("other", Codec.class, () -> JacksonCodec.strict("own", JsonMapper.builder().build()))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("Two beans")
				.hasMessageContaining("'own'"));
	}

	@Test
	void aUsersCodecIsOpenedWith() {
		try (ConfigurableApplicationContext app = Applications.run(WithCodec.class, Applications.SERVER,
				Applications.SELF, "tractor.codec=counting")) {
			TractorApplicationTests.search(Applications.portal(app, "self"));
			assertThat(app.getBean(CountingCodec.class).types).hasPositiveValue();
		}
	}

	@Test
	void aUsersCodecTakesThePlaceOfOursByItsName() {
		try (ConfigurableApplicationContext app = Applications.run(WithCodec.class, Applications.SERVER,
				Applications.SELF, "codec=cbor")) {
			TractorApplicationTests.search(Applications.portal(app, "self"));
			assertThat(app.getBean(CountingCodec.class).types).hasPositiveValue();
		}
	}

	@Test
	void ofAllCodecsTheOneOfThePropertyIsOpenedWith() {
		try (ConfigurableApplicationContext app = Applications.run(WithCodec.class, Applications.SERVER,
				Applications.SELF, "codec=cbor", "tractor.codec=json")) {
			TractorApplicationTests.search(Applications.portal(app, "self"));
			assertThat(app.getBean(CountingCodec.class).types).hasValue(0);
		}
	}

	@Test
	void aUsersCodecIsThatOfAnEndpoint() {
		try (ConfigurableApplicationContext app = Applications.run(WithCodecOfEndpoint.class, Applications.SERVER,
				Applications.SELF)) {
			CountingCodec codec = app.getBean(CountingCodec.class);
			Portal self = Applications.portal(app, "self");
			TractorApplicationTests.search(self);
			assertThat(codec.types).hasValue(0);
			assertThat(self.context(Counted::length, "text").call()).isEqualTo(4);
			assertThat(codec.types).hasPositiveValue();
			assertThat(self.context("counted").codec("counting").argument("text", "by name").call()).isEqualTo(7);
			assertThatExceptionOfType(ContextRefusedException.class)
				.isThrownBy(() -> self.context("counted").argument("text", "").call())
				.withMessageContaining("'counting'");
		}
	}

	@Test
	void thePayloadTypesOfAnEndpointTravelAsThemselves() {
		try (ConfigurableApplicationContext app = Applications.run(WithModule.class, Applications.SERVER,
				Applications.SELF)) {
			Portal self = Applications.portal(app, "self");
			assertThat(self.context(Bank::taken, new Money(3)).call()).isInstanceOfSatisfying(Money.class,
					(money) -> assertThat(money.cents).isEqualTo(3));
			assertThat(self.context(Bank::taken, "a cheque").call()).isEqualTo("a cheque");
			assertThatExceptionOfType(MsgTypeException.class).isThrownBy(() -> self.context(Bank::taken, 3).call())
				.withMessageContaining("A java.lang.Integer is no ");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Bank.class)
	static class WithModule {

		@Bean
		JacksonModule money() {
			return new SimpleModule().addSerializer(new MoneySerializer())
				.addDeserializer(Money.class, new MoneyDeserializer());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(FileSearchEndpoint.class)
	static class WithCodec {

		@Bean
		CountingCodec countingCodec(Environment environment) {
			return new CountingCodec(environment.getProperty("codec", "counting"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ WithCodec.class, Counted.class })
	static class WithCodecOfEndpoint {

	}

	static class Bank {

		@Context(payload = { Money.class, String.class })
		public Object taken(ChildContext<Void, Void, Void> ctx, Object payment) {
			ctx.started();
			return payment;
		}

		@Context
		public Money doubled(ChildContext<Void, Void, Void> ctx, Money money) {
			ctx.started();
			return new Money(2 * money.cents);
		}

		@Context("plus-one")
		public int plusOne(ChildContext<Void, Void, Void> ctx, int number) {
			ctx.started();
			return number + 1;
		}

	}

	static class Counted {

		@Context(value = "counted", codec = "counting")
		public int length(ChildContext<Void, Void, Void> ctx, String text) {
			ctx.started();
			return text.length();
		}

	}

	/** Nothing that Jackson can read or write by itself. */
	static final class Money {

		private final int cents;

		private Money(int cents) {
			this.cents = cents;
		}

	}

	static class MoneySerializer extends StdSerializer<Money> {

		MoneySerializer() {
			super(Money.class);
		}

		@Override
		public void serialize(Money money, JsonGenerator generator, SerializationContext context) {
			generator.writeString(money.cents + " cents");
		}

	}

	static class MoneyDeserializer extends StdDeserializer<Money> {

		MoneyDeserializer() {
			super(Money.class);
		}

		@Override
		public Money deserialize(JsonParser parser, DeserializationContext context) {
			return new Money(Integer.parseInt(parser.getString().split(" ")[0]));
		}

	}

	static class CountingCodec implements Codec {

		final AtomicInteger types = new AtomicInteger();

		private final String name;

		private final Codec codec = JacksonCodec.cbor();

		CountingCodec(String name) {
			this.name = name;
		}

		@Override
		public String name() {
			return this.name;
		}

		@Override
		public ValueWriter writer(Type type) {
			this.types.incrementAndGet();
			return this.codec.writer(type);
		}

		@Override
		public ValueReader reader(Type type) {
			this.types.incrementAndGet();
			return this.codec.reader(type);
		}

	}

}
