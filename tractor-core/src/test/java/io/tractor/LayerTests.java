package io.tractor;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may use whom in the core. A value's way through it is one way down.
 */
class LayerTests {

	private static final JavaClasses CORE = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.tractor");

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					io.tractor          | io.tractor
					io.tractor.protocol | io.tractor,io.tractor.protocol
					io.tractor.codec    | io.tractor,io.tractor.codec
					io.tractor.scope    | io.tractor,io.tractor.scope
					io.tractor.dialog   | io.tractor,io.tractor.dialog,io.tractor.protocol
					io.tractor.stream   | io.tractor,io.tractor.stream,io.tractor.dialog,io.tractor.scope,io.tractor.codec,io.tractor.protocol
					io.tractor.runtime  | io.tractor,io.tractor.runtime,io.tractor.stream,io.tractor.dialog,io.tractor.scope,io.tractor.codec,io.tractor.protocol
					io.tractor.rsocket  | io.tractor,io.tractor.rsocket,io.tractor.runtime,io.tractor.protocol
					""")
	void aRoomUsesOnlyThoseBelowIt(String room, String allowed) {
		assertThat(CORE.containPackage(room)).isTrue();
		DescribedPredicate<JavaClass> others = resideInAPackage("io.tractor..")
			.and(DescribedPredicate.not(resideInAnyPackage(allowed.split(","))));
		noClasses().that().resideInAPackage(room).should().dependOnClassesThat(others).check(CORE);
	}

	@Test
	void noRoundTrips() {
		slices().matching("io.tractor.(*)..").should().beFreeOfCycles().check(CORE);
	}

	@Test
	void theCoreKnowsNoSpring() {
		noClasses().should().dependOnClassesThat().resideInAPackage("org.springframework..").check(CORE);
	}

	@Test
	void onlyTheBindingKnowsRSocket() {
		noClasses().that()
			.resideOutsideOfPackage("io.tractor.rsocket")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.rsocket..")
			.check(CORE);
	}

	@Test
	void theStateMachinesOwnNoThreadAndReadNoClock() {
		noClasses().that()
			.resideInAnyPackage("io.tractor.dialog", "io.tractor.protocol")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("java.util.concurrent..")
			.orShould()
			.dependOnClassesThat()
			.haveFullyQualifiedName(Thread.class.getName())
			.orShould()
			.callMethod(System.class, "nanoTime")
			.orShould()
			.callMethod(System.class, "currentTimeMillis")
			.check(CORE);
	}

	@Test
	void whatUsersImportNeedsOnlyTheJdkAndReactor() {
		classes().that()
			.resideInAPackage("io.tractor")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage("io.tractor", "java..", "org.jspecify..", "org.reactivestreams..",
					"reactor.core.publisher..")
			.check(CORE);
	}

}
