package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Tuning;

/**
 * A job that there is.
 *
 * @param provider whose job it is
 */
public record TuningCodec(OpenAiEndpoint endpoint, Act act, String provider)
    implements OpenAiCodec<Ref, Tuning> {

  /** What can be done. */
  public enum Act {
    GET,
    CANCEL
  }

  @Override
  public WireRequest encode(Ref job) {
    String path = endpoint.traits().tuning().jobs() + "/" + OpenAiEndpoint.segment(job.id());
    return switch (act) {
      case GET -> endpoint.get(path);
      case CANCEL -> endpoint.post(path + "/cancel", Json.EMPTY);
    };
  }

  @Override
  public Tuning decode(WireResponse response) {
    return endpoint.traits().tuning().job(ReplyJson.thing(response), provider);
  }
}
