package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Outcome;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ModelQuery;
import org.junit.jupiter.api.Test;

/** Errors that nobody foresaw, in a connector or on the road itself. */
class UnexpectedErrorTest extends RoadFixture {

  @Test
  void anExceptionOfAConnectorIsAFailureWithoutItsText() {
    road.providers.add(ai("gpt"));
    road.providers.does(
        "gpt",
        (input, attempt) -> {
          throw new IllegalStateException("secret");
        });

    Failure failure = ((Outcome.Failed) road.classify()).failure();

    assertThat(failure.code()).isEqualTo(FailureCode.INTERNAL);
    assertThat(failure.message()).doesNotContain("secret");
  }

  @Test
  void anErrorInAStageEndsTheCallWithADecisionAndGivesBackWhatWasTaken() {
    road.providers.add(ai("gpt"));
    road.quota("hourly", "{'calls': 100, 'period': 'hour'}");
    road.providers.broken = new IllegalStateException("secret");

    Failure failure = refusal(road.classify());

    assertThat(failure.code()).isEqualTo(FailureCode.INTERNAL);
    assertThat(failure.message()).doesNotContain("secret");
    assertThat(road.decision().result().failure()).isEqualTo(failure);
    assertThat(road.vitals.of(road.tenant, "gpt").snapshot(8).inFlight()).isZero();
    assertThat(road.ledger.standing(road.tenant).getFirst().held()).isZero();
  }

  @Test
  void anInputOfTheWrongTypeLeavesADecisionWithoutIt() {
    Failure failure = refusal(road.invoke("ai.text.classify", new ModelQuery(null, null)));

    assertThat(failure.code()).isEqualTo(FailureCode.INTERNAL);
    assertThat(road.decision().result().failure()).isEqualTo(failure);
    assertThat(road.decision().call().facts()).isNull();
  }
}
