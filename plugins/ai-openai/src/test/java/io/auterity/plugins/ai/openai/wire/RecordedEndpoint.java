package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Call;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.testkit.transport.RecordedExchange;
import io.auterity.testkit.transport.RecordedTransport;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers a chat as OpenAI once did, whole or streamed; all else by its description. */
public final class RecordedEndpoint implements Transport {

  private final Transport whole;
  private final Transport streamed;

  /**
   * Makes one.
   *
   * @param connector whose vendor answers
   */
  public RecordedEndpoint(String connector) {
    this.whole = new RecordedTransport(exchanges("test_openai_moderation", connector));
    this.streamed = new RecordedTransport(exchanges("test_openai_moderation_stream", connector));
  }

  @Override
  public WireResponse send(WireRequest request, Call call) {
    return whole.send(request, call);
  }

  @Override
  public WireStream open(WireRequest request, Call call) {
    return streamed.open(request, call);
  }

  private static List<RecordedExchange> exchanges(String session, String connector) {
    List<RecordedExchange> exchanges = new ArrayList<>(Recorded.session("test_openai/" + session));
    exchanges.add(
        new RecordedExchange(
            WireRequest.json(URI.create("https://api.openai.com/v1/embeddings"), new byte[0]),
            new WireResponse(200, Map.of(), EmbeddingCodecTest.VECTORS)));
    exchanges.add(
        new RecordedExchange(
            WireRequest.get(URI.create("https://api.openai.com/v1/models")),
            new WireResponse(200, Map.of(), ModelsCodecTest.MODELS)));
    exchanges.add(
        new RecordedExchange(
            WireRequest.json(
                URI.create("https://api.openai.com/v1/responses/input_tokens"), new byte[0]),
            new WireResponse(200, Map.of(), ResponsesCountTest.COUNT)));
    exchanges.addAll(MediaReplies.exchanges());
    exchanges.addAll(TuningReplies.exchanges(connector));
    return exchanges;
  }
}
