package io.tractor.runtime;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.EndpointMethod;
import io.tractor.Portal;
import io.tractor.codec.UnionType;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What a signature says, and what it must not leave open.
 */
class ContractTests {

	private static Contract contract(Class<?> type) {
		Method method = Arrays.stream(type.getMethods())
			.filter((candidate) -> candidate.getName().equals("run") && !candidate.isBridge())
			.findFirst()
			.orElseThrow();
		return Contract.of(type, method);
	}

	private static void assertTypes(Contract contract, Type first, Type received, Type sent, Type result) {
		assertThat(contract.types()).isEqualTo(new Contract.PayloadTypes(first, received, sent, result));
	}

	private static Type list(Type argument) {
		return new GenericType(List.class, List.of(argument));
	}

	@Test
	void theSignatureIsTheContract() {
		Contract contract = contract(Plain.class);
		assertThat(contract.endpoint()).isEqualTo("Plain.run");
		assertThat(contract.codec()).isNull();
		assertTypes(contract, String.class, Object.class, list(Event.class), void.class);
		assertThat(contract.arguments()).containsExactly(new Contract.Argument("a", int.class),
				new Contract.Argument("b", list(String.class)));
	}

	@Test
	void aClassBindsTheVariablesOfItsInterface() {
		Contract contract = contract(StartJob.class);
		assertThat(contract.endpoint()).isEqualTo("job");
		assertTypes(contract, Start.class, list(Start.class), Start[].class,
				new GenericType(Map.class, List.of(String.class, Start.class)));
		assertThat(contract.arguments()).containsExactly(new Contract.Argument("spec", Start.class));
	}

	@Test
	void variablesAreBoundThroughAnyNumberOfTypes() {
		assertThat(contract(InheritedJob.class).types()).isEqualTo(contract(StartJob.class).types());
		assertThat(contract(StartJobs.class).types()).isEqualTo(contract(StartJob.class).types());
		Contract.PayloadTypes lists = contract(ListJob.class).types();
		assertThat(lists.first()).isEqualTo(list(Start.class));
		assertThat(lists.received()).isEqualTo(list(list(Start.class)));
		assertThat(lists.sent()).hasToString(list(Start.class) + "[]");
		assertThat(lists.result()).isEqualTo(new GenericType(Map.class, List.of(String.class, list(Start.class))));
	}

	@Test
	void aBeanServesWhatItsOpenersSee() {
		List<Endpoint> endpoints = Endpoint.allOf(new StartJob());
		assertThat(endpoints).extracting(Endpoint::name).containsExactly("job");
		EndpointMethod.Of1<StartJobs, Start, List<Start>, Start[], Start, Map<String, Start>> reference = StartJobs::run;
		assertThat(MethodReference.contract(reference)).isEqualTo(contract(StartJobs.class));
		EndpointMethod.Of1<InheritedJob, Start, List<Start>, Start[], Start, Map<String, Start>> inherited = InheritedJob::run;
		assertThat(MethodReference.contract(inherited)).isEqualTo(contract(StartJobs.class));
	}

	@Test
	void aVariableThatNothingBindsIsAnError() {
		assertThatIllegalArgumentException().isThrownBy(() -> contract(RawJob.class))
			.withMessage("Endpoint method " + Job.class.getName() + ".run leaves open what T is: "
					+ RawJob.class.getName() + " must say it, or a type that extends it, as in"
					+ " 'class Example implements Job<String>'");
		assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.allOf(new RawJob()))
			.withMessageContaining("leaves open what T is");
		EndpointMethod.Of1<Job<Start>, Start, List<Start>, Start[], Start, Map<String, Start>> generic = Job<Start>::run;
		assertThatIllegalArgumentException().isThrownBy(() -> MethodReference.contract(generic))
			.withMessageContaining("'interface Example extends Job<String>'");
		assertThatIllegalArgumentException().isThrownBy(() -> contract(OwnVariable.class))
			.withMessageContaining("leaves open what U is: write the type itself");
	}

	@Test
	void payloadNarrowsWhatIsOpen() {
		Contract contract = contract(Narrowed.class);
		assertTypes(contract, new UnionType(Object.class, List.of(Start.class, Stop.class, Integer.class)),
				list(new UnionType(Event.class, List.of(Start.class, Stop.class))), String.class,
				new GenericType(Map.class, List.of(Object.class, Integer.class)));
		assertThat(contract.arguments()).containsExactly(
				new Contract.Argument("event", new UnionType(Event.class, List.of(Start.class, Stop.class))));
	}

	@Test
	void onePayloadTypeIsItself() {
		assertTypes(contract(NarrowedToOne.class), Start.class, Start.class, Start.class, void.class);
	}

	@Test
	void aPayloadTypeThatFitsNowhereIsAnError() {
		assertThatIllegalArgumentException().isThrownBy(() -> contract(Misfit.class))
			.withMessageStartingWith("Endpoint method " + Misfit.class.getName() + ".run lists payload types ["
					+ String.class.getName() + "] that fit nowhere in its signature");
	}

	@Test
	void theResultOfAMonoIsWhatItGives() {
		Contract contract = contract(Later.class);
		assertTypes(contract, String.class, Object.class, Object.class, list(String.class));
		assertThat(contract.reactive()).isTrue();
		assertThat(contract(Plain.class).reactive()).isFalse();
		EndpointMethod.Mono1<Later, String, Object, Object, Integer, List<String>> reference = Later::run;
		assertThat(MethodReference.contract(reference)).isEqualTo(contract);
	}

	@Test
	void aFluxIsNoResult() {
		assertThatIllegalArgumentException().isThrownBy(() -> contract(Many.class))
			.withMessageContaining("Many.run returns a Flux")
			.withMessageContaining("return a Mono");
	}

	@Test
	void aSuspendFunctionIsRefused() {
		DynamicType.Unloaded<?> continuation = new ByteBuddy().makeInterface()
			.name("kotlin.coroutines.Continuation")
			.make();
		Class<?> suspending = new ByteBuddy().makeInterface()
			.name("example.Suspending")
			.defineMethod("run", Object.class, Visibility.PUBLIC)
			.withParameters(TypeDescription.ForLoadedType.of(ChildContext.class), continuation.getTypeDescription())
			.withoutCode()
			.annotateMethod(AnnotationDescription.Builder.ofType(Context.class).build())
			.make()
			.include(continuation)
			.load(getClass().getClassLoader(), ClassLoadingStrategy.Default.CHILD_FIRST)
			.getLoaded();
		assertThatIllegalArgumentException().isThrownBy(() -> Contract.of(suspending, suspending.getMethods()[0]))
			.withMessageContaining("example.Suspending.run is a suspend function")
			.withMessageContaining("mono { .. }");
	}

	@Test
	void anEndpointsCodecMustBeThere() {
		assertThat(contract(WithCodec.class).codec()).isEqualTo("secret");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Actor.builder("worker").endpoints(new WithCodec()).build())
			.withMessageStartingWith("Endpoint 'WithCodec.run' is to have codec 'secret', and actor worker")
			.withMessageEndingWith("has none of that name: it has [cbor, json]");
		Portal portal = Actor.builder("desk")
			.build()
			.portal("worker", new LocalTransport(Actor.builder("worker").build()));
		assertThatIllegalArgumentException().isThrownBy(() -> portal.context(WithCodec::run))
			.withMessageStartingWith("Endpoint 'WithCodec.run' takes codec 'secret', and actor desk")
			.withMessageEndingWith("has none of that name: it has [cbor, json]");
		assertThatIllegalArgumentException().isThrownBy(() -> portal.context("any").codec("secret"))
			.withMessageContaining("'any'");
	}

	static class Plain {

		@Context
		public void run(int a, ChildContext<String, ?, List<? extends Event>> ctx, List<? extends String> b) {
		}

	}

	interface Job<T> {

		@Context("job")
		Map<String, T> run(ChildContext<T, List<T>, T[]> ctx, T spec);

	}

	interface StartJobs extends Job<Start> {

	}

	static class StartJob implements StartJobs {

		@Override
		public Map<String, Start> run(ChildContext<Start, List<Start>, Start[]> context, Start named) {
			return Map.of();
		}

	}

	abstract static class BaseJob<A, B> implements Job<B> {

		@Override
		public Map<String, B> run(ChildContext<B, List<B>, B[]> ctx, B spec) {
			return Map.of();
		}

	}

	static class InheritedJob extends BaseJob<String, Start> {

	}

	static class ListJob extends BaseJob<String, List<Start>> {

	}

	@SuppressWarnings("rawtypes")
	static class RawJob implements Job {

		@Override
		public Map run(ChildContext ctx, Object spec) {
			return Map.of();
		}

	}

	static class OwnVariable {

		@Context
		public <U> U run(ChildContext<String, String, String> ctx, U value) {
			return value;
		}

	}

	static class Narrowed {

		@Context(payload = { Start.class, Stop.class, int.class })
		public Map<Object, Number> run(ChildContext<?, List<? extends Event>, String> ctx, Event event) {
			return Map.of();
		}

	}

	static class NarrowedToOne {

		@Context(payload = Start.class)
		public void run(ChildContext<?, Event, AbstractEvent> ctx) {
		}

	}

	static class Misfit {

		@Context(payload = { Start.class, String.class })
		public Shape run(ChildContext<String, Event, Integer> ctx, String[] texts) {
			return new Circle();
		}

	}

	static class WithCodec {

		@Context(codec = "secret")
		public void run(ChildContext<String, String, String> ctx) {
		}

	}

	interface Event {

	}

	abstract static class AbstractEvent implements Event {

	}

	static final class Start extends AbstractEvent {

	}

	static final class Stop implements Event {

	}

	sealed interface Shape {

	}

	record Circle() implements Shape {
	}

	static final class Later {

		@Context
		public Mono<List<String>> run(ChildContext<String, Object, Object> ctx, Integer a) {
			return Mono.empty();
		}

	}

	static final class Many {

		@Context
		public Flux<String> run(ChildContext<String, Object, Object> ctx) {
			return Flux.empty();
		}

	}

}
