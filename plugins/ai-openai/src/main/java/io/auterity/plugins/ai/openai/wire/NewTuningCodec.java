package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.NewTuning;
import io.auterity.spi.ai.Tuning;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A new job, whose files the vendor has already.
 *
 * @param provider whose job it will be
 */
public record NewTuningCodec(OpenAiEndpoint endpoint, String provider)
    implements OpenAiCodec<NewTuningCodec.Asked, Tuning> {

  /**
   * What is asked.
   *
   * @param training the vendor's id of the file of examples
   * @param validation the same of that which is only tried; null when there is none
   */
  public record Asked(NewTuning input, String training, @Nullable String validation) {}

  @Override
  public WireRequest encode(Asked asked) {
    TuningForm form = endpoint.traits().tuning();
    Map<String, Json> fields = form.fields(asked.input());
    fields.put("training_file", Json.of(asked.training()));
    if (asked.validation() != null) {
      fields.put("validation_file", Json.of(asked.validation()));
    }
    return endpoint.post(form.jobs(), new Json.Obj(fields));
  }

  @Override
  public Tuning decode(WireResponse response) {
    return endpoint.traits().tuning().job(ReplyJson.thing(response), provider);
  }
}
