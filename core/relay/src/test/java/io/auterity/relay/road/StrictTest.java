package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Authorizer;
import io.auterity.platform.call.CallerTerms;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.catalogue.Capability;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenUsage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who asks for all or nothing. */
class StrictTest extends RoadFixture {

  private static final ChatRequest ASKED =
      ChatRequest.builder("m", List.of(Message.text(Role.USER, "hi"))).temperature(2.0).build();

  @BeforeEach
  void aVendorThatLosesTheTemperature() {
    road.providers.add(ai("a"));
    road.providers.lossy.put("a", List.of("temperature"));
    road.providers.does(
        "a",
        answers(
            new ChatResponse(
                "1",
                "m",
                List.of(new Part.Text("hello")),
                FinishReason.STOP,
                new TokenUsage(3, 1, 0, 0),
                null)));
  }

  @Test
  void whoDoesNotIsToldWhatIsLost() {
    road.route("r", "{'use': ['a']}");

    Exchange exchange = road.openAtGateway("ai.chat.create", ASKED, false);

    assertThat(exchange.outcome()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(exchange.lost()).containsExactly("temperature");
  }

  @Test
  void aRouteDoes() {
    road.route("r", "{'use': ['a'], 'strict': true}");

    assertThat(refusal()).isEqualTo(FailureCode.UNSUPPORTED);
  }

  @Test
  void aKeyDoesByItsLabel() {
    road.route("r", "{'use': ['a']}");
    road.authorizer = labelled(Map.of("auterity-strict", "true"));

    assertThat(refusal()).isEqualTo(FailureCode.UNSUPPORTED);
  }

  private FailureCode refusal() {
    Exchange exchange = road.openAtGateway("ai.chat.create", ASKED, false);
    return ((Outcome.Failed) exchange.outcome()).failure().code();
  }

  private static Authorizer labelled(Map<String, String> labels) {
    return new Authorizer() {
      @Override
      public Verdict authorize(TenantScope scope, Principal principal, Capability capability) {
        return Verdict.allow("role", "For tests.");
      }

      @Override
      public CallerTerms terms(TenantScope scope, Principal principal) {
        return new CallerTerms(List.of(), labels, null, null, null);
      }
    };
  }
}
