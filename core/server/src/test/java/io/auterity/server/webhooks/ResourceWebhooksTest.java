package io.auterity.server.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.insight.learn.OfferWithdrawn;
import io.auterity.insight.learn.WithdrawalLog;
import io.auterity.ledger.ThresholdReached;
import io.auterity.platform.audit.AuditEvent;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.time.ManualTime;
import io.auterity.platform.transport.Destination;
import io.auterity.platform.transport.TransportBinding;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.testkit.contract.Failures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResourceWebhooksTest {

  private static final CloudEvent EVENT =
      new CloudEvent(
          new UUID(0, 5),
          ThresholdReached.TYPE,
          "/limits",
          "budget/day/day",
          new UUID(0, 1),
          Instant.EPOCH,
          Json.EMPTY.with("budget", Json.of("day")));

  private final List<TransportBinding> bound = new ArrayList<>();
  private final List<WireRequest> sent = new ArrayList<>();
  private final List<AuditEvent> told = new ArrayList<>();
  private final ManualTime time = new ManualTime();
  private int status = 204;
  private boolean noAudit;
  private @Nullable CallFailedException refusal;

  private ResourceWebhooks webhooks(@Nullable Json webhook) {
    Json.Obj spec = webhook == null ? Json.EMPTY : Json.EMPTY.with("webhook", webhook);
    return new ResourceWebhooks(
        (scope, kind, id) -> Optional.of(new Resource(kind, id, 1, spec, Instant.EPOCH)),
        (scope, name) -> "secret of " + name,
        this::bind,
        new WebhookFailures(
            (scope, entry) -> {
              if (noAudit) {
                throw new CallFailedException(FailureCode.UNAVAILABLE, "no room");
              }
              told.add(entry);
            },
            new ChangeAudit(Ids.system(time), time)),
        time);
  }

  private Transport bind(TransportBinding binding) {
    bound.add(binding);
    return new Transport() {
      @Override
      public WireResponse send(WireRequest request, Call call) {
        assertThat(call.remaining()).isPositive();
        if (refusal != null) {
          throw refusal;
        }
        sent.add(request);
        return new WireResponse(status, Map.of(), new byte[0]);
      }

      @Override
      public WireStream open(WireRequest request, Call call) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private static Json.Obj to(String url) {
    return Json.EMPTY.with("url", Json.of(url));
  }

  @Test
  void anEventIsPostedToThatPlaceAloneAndSigned() {
    webhooks(to("https://hooks.example/x").with("secret", Json.of("hook"))).receive(EVENT);

    WireRequest request = sent.getFirst();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.body()).isEqualTo(EVENT.bytes());
    assertThat(request.headers().get("webhook-id")).containsExactly(EVENT.id().toString());
    assertThat(request.headers().get("webhook-signature"))
        .singleElement()
        .asString()
        .startsWith("v1,");
    assertThat(bound.getFirst().egress()).containsExactly(Destination.https("hooks.example"));
    assertThat(bound.getFirst().credentialTo()).isEmpty();
  }

  @Test
  void withoutASecretNothingIsSignedAndWithoutAWebhookNothingIsSent() {
    webhooks(to("https://hooks.example/x")).receive(EVENT);
    webhooks(null).receive(EVENT);

    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().headers()).doesNotContainKey("webhook-signature");
  }

  @Test
  void whatIsNotTakenComesAgain() {
    status = 500;

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> webhooks(to("https://hooks.example/x")).receive(EVENT))
        .withMessageContaining("webhook of budget/day")
        .withMessageContaining("answered 500");
  }

  @Test
  void whoseAddressIsRefusedIsToldSoOnceOfEachEvent() {
    refusal =
        new CallFailedException(
            FailureCode.FORBIDDEN, "10.1.2.3:443 is in a private network: approve it");
    ResourceWebhooks webhooks = webhooks(to("https://10.1.2.3/x"));
    for (int attempt = 0; attempt < 3; attempt++) {
      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> webhooks.receive(EVENT))
          .matches(e -> e.failure().code() == FailureCode.FORBIDDEN)
          .withMessageContaining("budget/day")
          .withMessageContaining("private network");
    }

    assertThat(told).hasSize(1);
    AuditEvent entry = told.getFirst();
    assertThat(entry.act().action()).isEqualTo("webhook.notify");
    assertThat(entry.target()).isEqualTo("budget/day");
    assertThat(entry.outcome()).isEqualTo("failed");
    assertThat(entry.details())
        .containsEntry("code", "forbidden")
        .containsEntry("event", ThresholdReached.TYPE)
        .containsEntry("reason", "10.1.2.3:443 is in a private network: approve it");
    refusal = null;
    webhooks.receive(EVENT);
    assertThat(sent).hasSize(1);
  }

  @Test
  void whatTheAuditLogCouldNotTakeIsToldAtTheNextTry() {
    refusal = new CallFailedException(FailureCode.FORBIDDEN, "approve it");
    ResourceWebhooks webhooks = webhooks(to("https://10.1.2.3/x"));
    noAudit = true;
    Failures.expect(FailureCode.FORBIDDEN, () -> webhooks.receive(EVENT));
    assertThat(told).isEmpty();

    noAudit = false;
    Failures.expect(FailureCode.FORBIDDEN, () -> webhooks.receive(EVENT));
    Failures.expect(FailureCode.FORBIDDEN, () -> webhooks.receive(EVENT));

    assertThat(told).hasSize(1);
  }

  @Test
  void aWithdrawnOfferIsPostedToTheWebhookOfItsRoute() {
    CloudEvent withdrawn =
        OfferWithdrawn.event(
            new UUID(0, 6),
            TenantScope.recovered(new UUID(0, 1)),
            new WithdrawalLog.Withdrawn("triage", 2, "head/m", 3, "it was wrong"),
            Instant.EPOCH);

    webhooks(to("https://hooks.example/x")).receive(withdrawn);

    assertThat(bound.getFirst().toString()).contains("route/triage");
    assertThat(new String(sent.getFirst().body(), UTF_8))
        .contains("\"route\":\"triage\"", "\"head\":3", "\"why\":\"it was wrong\"");
  }

  @Test
  void onlyWhatResourcesTellIsWanted() {
    assertThat(webhooks(null).wants(ThresholdReached.TYPE)).isTrue();
    assertThat(webhooks(null).wants(OfferWithdrawn.TYPE)).isTrue();
    assertThat(webhooks(null).wants("io.auterity.run.completed.v1")).isFalse();
  }

  // The example of the specification's reference libraries.
  @Test
  void theSignatureIsThatOfTheSpecification() {
    OutboundWebhookSignature signature =
        new OutboundWebhookSignature("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330L);

    assertThat(
            signature.headers(
                "{\"test\": 2432232314}".getBytes(UTF_8), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }
}
