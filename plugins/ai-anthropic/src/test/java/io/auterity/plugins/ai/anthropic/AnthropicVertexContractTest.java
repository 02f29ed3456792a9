package io.auterity.plugins.ai.anthropic;

import io.auterity.plugins.ai.anthropic.wire.RecordedAnthropic;
import io.auterity.spi.Call;
import io.auterity.spi.Json;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.testkit.FakeProvider;

class AnthropicVertexContractTest extends AnthropicContractTest {

  @Override
  protected String connectorId() {
    return "anthropic-vertex";
  }

  @Override
  protected ProviderContext provider() {
    return new FakeProvider("under-test", manifest())
        .withConfig(
            Json.EMPTY.with("project", Json.of("p-1")).with("model", Json.of("claude-opus-4-6")))
        .withTransport(withObjects(new OfTheVendor(new RecordedAnthropic()), ANSWER));
  }

  /** Answers as the vendor did to the same question. */
  private record OfTheVendor(Transport recorded) implements Transport {

    @Override
    public WireResponse send(WireRequest request, Call call) {
      return recorded.send(there(request), call);
    }

    @Override
    public WireStream open(WireRequest request, Call call) {
      return recorded.open(there(request), call);
    }

    private static WireRequest there(WireRequest request) {
      boolean counts = request.uri().getPath().endsWith("/count-tokens:rawPredict");
      String path = counts ? "/v1/messages/count_tokens" : "/v1/messages";
      return new WireRequest(
          request.method(), request.uri().resolve(path), request.headers(), request.body());
    }
  }
}
