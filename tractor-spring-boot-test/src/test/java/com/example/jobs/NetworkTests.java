package com.example.jobs;

import java.time.Duration;
import java.util.List;

import com.example.jobs.Jobs.Plan;
import com.example.jobs.Jobs.Refine;
import com.example.jobs.Jobs.Step;
import com.example.jobs.Jobs.Summary;
import io.tractor.ChildContext;
import io.tractor.ContextHandle;
import io.tractor.Portal;
import io.tractor.boot.test.TestActor;
import io.tractor.boot.test.TestPortal;
import io.tractor.boot.test.autoconfigure.AutoConfigureTractorTest;
import io.tractor.runtime.Actor;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;

import static io.tractor.boot.test.assertj.TractorAssertions.assertThat;
import static io.tractor.boot.test.assertj.TractorAssertions.assertThatRemoteErrorIsThrownBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * An application whose server listens at a random port, and a test that is its peer.
 */
@SpringBootTest
@AutoConfigureTractorTest
class NetworkTests {

	@TestPortal
	private Portal jobs;

	@Autowired
	private TestActor test;

	@Autowired
	private Actor application;

	@Test
	void opensContextsToTheApplication() {
		Summary summary = this.jobs.context(Jobs::run, "sweep", 3).open((ctx, plan) -> {
			assertThat(plan).isEqualTo(new Plan(3));
			List<Step> steps = ctx.stream((stream) -> {
				stream.send(new Refine("all"));
				return List.of(stream.receive(), stream.receive(), stream.receive());
			});
			assertThat(steps).extracting(Step::number).containsExactly(1, 2, 3);
			return ctx.waitForResult().get();
		});
		assertThat(summary).isEqualTo(new Summary(3, "all"));
	}

	@Test
	void thePortIsRandom(@Value("${local.rsocket.server.port}") int port) {
		assertThat(port).isGreaterThan(1);
	}

	@Test
	void theTestIsAnActorOfItsOwn(@TestPortal Portal portal) {
		assertThat(portal).isSameAs(this.jobs);
		assertThat(portal.peer()).isEqualTo("jobs");
		assertThat(portal.context(Jobs::who).call())
			.isEqualTo(this.test.actor().id() + " asks " + this.application.id())
			.startsWith("test@")
			.contains(" asks jobs@");
	}

	@Test
	void theApplicationDoesNotGetThePortal(@Autowired Shop shop) {
		assertThat(shop.peers()).extracting(Portal::peer).containsExactly("store");
	}

	@Test
	void anErrorArrivesAsAtAPeer() {
		assertThatRemoteErrorIsThrownBy(() -> this.jobs.context(Jobs::run, " ", 3).call())
			.hasBoxedType(IllegalArgumentException.class)
			.hasBoxedMessage("Nothing to do")
			.hasSource("jobs")
			.isRelayedBy();
	}

	@Test
	void theTestServesItsOwnEndpoints() {
		this.test.serve(new Caller() {

			@Override
			public String name(ChildContext<Void, Void, Void> ctx) {
				ctx.started();
				return ctx.localActor().name();
			}

		});
		assertThat(this.jobs.context(Jobs::callBack).call()).isEqualTo("test");
		assertThatIllegalArgumentException().isThrownBy(() -> this.test.serve("no endpoint"))
			.withMessage("java.lang.String has no public method with a @Context annotation");
	}

	@Test
	void aPortalMayHaveAConnectionOfItsOwn() {
		Portal other = this.test
			.portal((connector) -> connector.keepAlive(Duration.ofSeconds(5), Duration.ofSeconds(30)));
		assertThat(other.context(Jobs::who).call()).startsWith("test@");
	}

	@Test
	void whatIsLeftOpenIsCancelled() {
		ContextHandle<Plan, Step, Refine, Summary> left = this.jobs.context(Jobs::run, "sweep", 3).open();
		assertThat(left).isOpen();
		this.test.cancelAll();
		assertThat(left).endsWithin(Duration.ofSeconds(10));
		assertThat(this.test.actor().contexts()).isEmpty();
		assertThat(this.jobs.context(Jobs::who).call()).startsWith("test@");
	}

}
