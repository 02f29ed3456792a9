package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;

/** {@code POST batches}; its answer is the vendor's id. */
public record NewBatchCodec(OpenAiEndpoint endpoint)
    implements OpenAiCodec<NewBatchCodec.Asked, String> {

  /**
   * A batch of the requests in a file.
   *
   * @param file the vendor's id of it
   * @param path to which all of them go
   * @param id by which the batch is found again
   */
  public record Asked(String file, String path, String id) {}

  @Override
  public WireRequest encode(Asked asked) {
    return endpoint.post(
        "batches",
        Json.EMPTY
            .with("input_file_id", Json.of(asked.file()))
            .with("endpoint", Json.of(asked.path()))
            .with("completion_window", Json.of("24h"))
            .with("metadata", Json.EMPTY.with(BatchCodec.ID, Json.of(asked.id()))));
  }

  @Override
  public String decode(WireResponse response) {
    return BatchCodec.id(ReplyJson.thing(response));
  }
}
