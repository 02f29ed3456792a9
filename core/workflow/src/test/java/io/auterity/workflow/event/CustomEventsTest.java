package io.auterity.workflow.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.step.Compiled;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomEventsTest {

  private static final TenantScope TENANT = TenantScope.recovered(new UUID(0, 1));
  private static final TenantScope OTHER = TenantScope.recovered(new UUID(0, 2));
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final String PAID = "io.auterity.custom.order.paid.v2";
  private static final ResourceSet NONE = new ResourceSet(List.of());

  private final CustomEvents events = new CustomEvents();
  private final CustomEventKind kind = new CustomEventKind(events);

  private static Resource resource(String id, String spec) {
    return new Resource("event", id, 1, Compiled.spec(spec), NOW);
  }

  private void declare() {
    kind.applied(
        TENANT,
        resource(
            "order.paid",
            """
            version: 2
            schema: {type: object, required: [sum], properties: {sum: {type: number}}}
            """));
  }

  private CloudEvent raise(TenantScope scope, String type, String subject, String data) {
    return events.event(scope, new UUID(7, 7), type, subject, Compiled.spec(data), NOW);
  }

  private void assertRefused(FailureCode code, String words, Runnable call) {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(call::run)
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(code))
        .satisfies(e -> assertThat(e.failure().message()).contains(words));
  }

  @Test
  void whatIsDeclaredIsRaised() {
    declare();

    CloudEvent event = raise(TENANT, PAID, "8841", "{sum: 12.5}");

    assertThat(event.type()).isEqualTo(PAID);
    assertThat(event.subject()).isEqualTo("8841");
    assertThat(event.tenant()).isEqualTo(TENANT.tenant());
    assertThat(event.data()).isEqualTo(Json.EMPTY.with("sum", Json.of(12.5)));
    assertThat(CustomEventKind.types(new ResourceSet(List.of(resource("a", "{}")))))
        .containsExactly("io.auterity.custom.a.v1");
  }

  @Test
  void anyOtherIsRefusedWithWhatMayBeMeant() {
    declare();

    assertRefused(
        FailureCode.NOT_FOUND,
        "did you mean '%s'?".formatted(PAID),
        () -> raise(TENANT, "io.auterity.custom.order.payed.v2", "", "{}"));
    assertRefused(
        FailureCode.NOT_FOUND, "kind event first", () -> raise(OTHER, PAID, "", "{sum: 1}"));
    kind.removed(TENANT, "order.paid");
    assertRefused(FailureCode.NOT_FOUND, PAID, () -> raise(TENANT, PAID, "", "{sum: 1}"));
  }

  @Test
  void dataThatDoesNotFitIsToldByField() {
    declare();

    assertRefused(FailureCode.INVALID, "data.sum", () -> raise(TENANT, PAID, "", "{sum: twelve}"));
    assertRefused(FailureCode.INVALID, "NUL", () -> raise(TENANT, PAID, "a\0b", "{sum: 1}"));
    assertRefused(
        FailureCode.TOO_LARGE, "subject", () -> raise(TENANT, PAID, "x".repeat(401), "{sum: 1}"));
    assertRefused(
        FailureCode.TOO_LARGE,
        "65536",
        () -> raise(TENANT, PAID, "", "{sum: 1, more: %s}".formatted("x".repeat(70_000))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"order-paid", "order..paid", "paid."})
  void anIdThatCannotStandInATypeIsRefused(String id) {
    List<Problem> problems = kind.check(TENANT, id, Json.EMPTY, NONE);

    assertThat(problems).extracting(Problem::path).containsExactly("id");
  }

  @Test
  void aSchemaThatIsNoneIsRefused() {
    assertThat(kind.check(TENANT, "paid", Compiled.spec("schema: {type: objekt}"), NONE))
        .extracting(Problem::path)
        .allMatch(path -> path.startsWith("schema"))
        .isNotEmpty();
    assertThat(kind.check(TENANT, "paid", Compiled.spec("schema: {type: string}"), NONE))
        .extracting(Problem::path)
        .containsExactly("schema.type");
  }
}
