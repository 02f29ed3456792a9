package io.auterity.plugins.ai.anthropic.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.spi.Json;
import io.auterity.spi.WireBatches.Line;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.toolkit.json.ReplyFields;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * {@code POST messages/batches}, with the very bodies of the requests and their headers; its answer
 * is the vendor's id.
 */
public record NewMessageBatch(AnthropicEndpoint endpoint)
    implements AnthropicCodec<List<Line>, String> {

  /** Whether a batch may hold that request. */
  public boolean takes(WireRequest request) {
    return !endpoint.isVertex()
        && request.method().equals("POST")
        && request.uri().equals(endpoint.url().resolve("messages"));
  }

  @Override
  public WireRequest encode(List<Line> lines) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String before = "{\"requests\":[";
    for (Line line : lines) {
      String head = "%s{\"custom_id\":%s,\"params\":".formatted(before, Json.of(line.id()));
      body.writeBytes(head.getBytes(UTF_8));
      body.writeBytes(line.request().body());
      body.write('}');
      before = ",";
    }
    body.writeBytes("]}".getBytes(UTF_8));
    return new WireRequest(
        "POST",
        endpoint.url().resolve(MessageBatchCodec.PATH),
        lines.getFirst().request().headers(),
        body.toByteArray());
  }

  @Override
  public String decode(WireResponse response) {
    String id = ReplyFields.text(AnthropicErrors.read(response), "id");
    if (id.isEmpty()) {
      throw AnthropicErrors.unreadable("it holds no id");
    }
    return id;
  }
}
